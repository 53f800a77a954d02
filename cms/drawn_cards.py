"""Cards that are drawn already: a file for each page and shape, and the row that names it.

A worker draws a card when its page is published, or it is drawn when it is first asked for, by one
process however many ask. It is kept until the page shows something else. The row also says which
picture the card shows, so that none outlives it.
"""

import logging
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from cms.cards import Carded, card_for, card_path, logo_of, shown_picture
from cms.drawing import SHAPES, Card, draw_card
from vault.locks import Lock

log = logging.getLogger(__name__)
FOLDER = "cards"
LOGO = "max-640x128|format-png"


class CardChanged(Exception):
    """The page shows something else by now: its card has another address."""


class DrawnCardQuerySet(models.QuerySet["DrawnCard"]):
    def forget(self) -> list[str]:
        """These are gone, their files once that is committed. Returns their public paths."""
        rows = list(self.select_related("page__locale"))
        self.filter(pk__in=[row.pk for row in rows]).delete()
        transaction.on_commit(lambda: _delete([row.file for row in rows]))
        return [card_path(row.page, row.version, row.shape) for row in rows]


class DrawnCard(models.Model):
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    shape = models.CharField(max_length=8)
    version = models.CharField(max_length=12)
    file = models.CharField(max_length=100)
    # The number of the picture in it; no foreign key, whose end the file would not notice.
    picture = models.IntegerField(null=True, db_index=True)
    drawn_at = models.DateTimeField(default=timezone.now)

    objects: Any = DrawnCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "shape"], name="one_card_per_page_and_shape")
        ]

    def __str__(self) -> str:
        return f"card {self.pk}"


def drawn(page: Any, card: Card, shape: str, logo: Any = None) -> bytes:
    """The card as a JPEG, from the store or drawn now. Raises CardChanged."""
    return _kept(page, card, shape) or _drawn_once(page, card, shape, logo)


def draw_ahead(page_pk: int) -> None:
    """Both cards of a live page, before anybody asks; what stands on it comes from its site."""
    found = Page.objects.live().filter(pk=page_pk).first()
    page = found.specific if found else None
    site = page.get_site() if isinstance(page, Carded) else None  # type: ignore[attr-defined]
    if site is None:
        return
    newsroom, logo = site.site_name or settings.WAGTAIL_SITE_NAME, logo_of(site)
    for shape in SHAPES:
        try:
            drawn(page, card_for(page, newsroom, logo), shape, logo)
        except CardChanged:  # the next publication, or the first reader, finds it
            log.info("card of page %s not drawn: it has changed", page_pk)


def paths_of_cards(page: Any) -> list[str]:
    """Public addresses of what is drawn of this page, which caches may hold."""
    rows = DrawnCard.objects.filter(page_id=page.pk).select_related("page__locale")
    return [card_path(row.page, row.version, row.shape) for row in rows]


def sweep_cards() -> int:
    """Delete files that no row names: of pages that are gone, of processes that died."""
    try:
        found = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    except FileNotFoundError:
        return 0
    known = set(DrawnCard.objects.values_list("file", flat=True))
    left = [name for name in found if name not in known and _is_old(name)]
    _delete(left)
    return len(left)


def _kept(page: Any, card: Card, shape: str) -> bytes | None:
    facts = {"page_id": page.pk, "shape": shape, "version": card.version}
    row = DrawnCard.objects.filter(**facts).first()
    if row is None:
        return None
    try:
        with default_storage.open(row.file, "rb") as file:
            return file.read()
    except OSError:
        return None


@transaction.atomic
def _drawn_once(page: Any, card: Card, shape: str, logo: Any) -> bytes:
    """Whoever comes second finds it drawn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [Lock.DRAW_CARDS_OF_PAGE, page.pk])
    if content := _kept(page, card, shape):
        return content
    image = _held(shown_picture(page))
    signed = _loaded(logo, LOGO) if logo is not None else None
    content = draw_card(card, shape, _pixels(image, shape), signed)
    try:
        _keep(page, card, shape, (content, image))
        log.info("card of page %s drawn: %s", page.pk, shape)
    except OSError as error:  # the store is away: the next one who asks has it drawn again
        log.warning("card of page %s not kept: %s", page.pk, type(error).__name__)
    return content


def _held(image: Any) -> Any:
    """The picture's row as it is now, held until the card is kept: taking the picture down waits
    for that and then finds the card.
    """
    if image is None:
        return None
    held = type(image).objects.select_for_update().filter(pk=image.pk).first()
    if held is None or not held.may_be_shown:
        raise CardChanged
    return held


def _pixels(image: Any, shape: str) -> Image.Image | None:
    """Its part for this shape; a file that is gone leaves a card without a picture."""
    if image is None:
        return None
    width, height = SHAPES[shape].room
    return _loaded(image, f"fill-{width}x{height}|format-jpeg|jpegquality-88")


def _loaded(image: Any, spec: str) -> Image.Image | None:
    try:
        rendition = image.get_rendition(spec)
        with rendition.file.open("rb") as file:
            picture = Image.open(file)
            picture.load()
            return picture
    except OSError:
        return None


def _keep(page: Any, card: Card, shape: str, drawing: tuple[bytes, Any]) -> None:
    content, image = drawing
    where = {"page_id": page.pk, "shape": shape}
    old = list(DrawnCard.objects.filter(**where).values_list("file", flat=True))
    name = f"{FOLDER}/{page.pk}-{shape}-{card.version}.jpg"
    file = default_storage.save(name, ContentFile(content))
    facts = {"version": card.version, "file": file, "picture": image and image.pk}
    facts["drawn_at"] = timezone.now()
    DrawnCard.objects.update_or_create(**where, defaults=facts)
    transaction.on_commit(lambda: _delete([each for each in old if each != file]))


def _delete(files: list[str]) -> None:
    for name in files:
        default_storage.delete(name)


def _is_old(name: str) -> bool:
    """Not one whose row is about to be committed."""
    try:
        age = timezone.now() - default_storage.get_modified_time(name)
    except FileNotFoundError:
        return False
    return age.total_seconds() > 3600 and PurePosixPath(name).suffix == ".jpg"
