"""Taking a picture down: no reader gets it anywhere from that moment, and nobody can choose it.

The row goes, so that no page, card, feed or piece of structured data can find it whoever renders
it; its files go when that is committed, and a sweep finishes what a killed process left.
"""

import logging
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from cms.drawn_cards import DrawnCardQuerySet
from cms.models import DrawnCard, Image, Rendition, TakeDown
from cms.publishing import RightMissing
from cms.purging import paths_beside, paths_of, purge
from cms.rights import check_may_tell_everyone
from users.models import User

log_lines = logging.getLogger(__name__)
RENDITIONS = "images"  # the folder that Wagtail stores them in
SHORTEST_STEM = 16  # characters of the original's name that every rendition's name keeps


def uses_of(image: Image) -> list[Any]:
    """The pages and snippets that show it, in every language."""
    groups = ReferenceIndex.get_grouped_references_to(image)
    return [source for source, _found in groups if source is not None]


def take_down_picture(image: Image, *, by: User, reason: str) -> TakeDown:
    """Remove a picture from every page, language, rendition, store and chooser, for good.

    Raises cms.publishing.RightMissing.
    """
    check_may_take_down(image, by)
    with transaction.atomic():
        image = Image.objects.select_for_update().get(pk=image.pk)
        users = uses_of(image)
        pages = versions_of(each for each in users if isinstance(each, Page))
        done = TakeDown.objects.create(
            kind=TakeDown.Kind.PICTURE,
            by=by,
            reason=reason,
            places=len(users),
            file_hash=image.get_file_hash(),
            files=_files_of(image),
        )
        for page in pages:
            log(instance=page, action="cms.take_down_picture", user=by, data={"reason": reason})
        paths = [*paths_of(pages), *paths_beside(users), *_addresses(_storage(), done.files)]
        paths += _cards_of(image).forget()
        image.delete()
        purge(paths)
        transaction.on_commit(lambda: delete_files(done))
    return done


def check_may_take_down(image: Image, user: User) -> None:
    """Raises RightMissing unless the person may change pictures and publish the whole site."""
    check_may_tell_everyone(user, image)
    policy = policy_registry.get(image)
    if not policy.user_has_permission_for_instance(user, "change", image):
        raise RightMissing(image, _("You may not change this picture."))


def delete_files(done: TakeDown) -> None:
    """Delete what is left of a picture's files, also a rendition that was just being made."""
    storage = _storage()
    for name in [*done.files, *_leftovers(storage, done.files)]:
        storage.delete(name)
    TakeDown.objects.filter(pk=done.pk).update(files_gone_at=timezone.now())


def sweep_files() -> int:
    """Delete the files of take-downs whose process died before it could; returns how many."""
    left = TakeDown.objects.filter(kind=TakeDown.Kind.PICTURE, files_gone_at=None)
    for done in left:
        delete_files(done)
        log_lines.info("take-down %s: files deleted by the sweep", done.pk)
    return len(left)


def versions_of(pages: Iterable[Page]) -> list[Page]:
    """These pages and their other languages."""
    keys = {page.translation_key for page in pages}
    return list(Page.objects.filter(translation_key__in=keys).specific())


def _storage() -> Storage:
    return Image._meta.get_field("file").storage


def _files_of(image: Image) -> list[str]:
    cards = _cards_of(image).values_list("file", flat=True)
    return [image.file.name, *image.renditions.values_list("file", flat=True), *cards]


def _cards_of(image: Image) -> DrawnCardQuerySet:
    return DrawnCard.objects.filter(picture=image.pk)


def _addresses(storage: Storage, files: Iterable[str]) -> list[str]:
    """Where readers and caches may have them from: paths of ours, or addresses of the store."""
    return [storage.url(name) for name in files]


def _leftovers(storage: Storage, files: list[str]) -> list[str]:
    """Files in the renditions' folder that carry the picture's name and belong to no row."""
    if not files:
        return []
    stem = PurePosixPath(files[0]).stem[:SHORTEST_STEM]
    try:
        names = [f"{RENDITIONS}/{each}" for each in storage.listdir(RENDITIONS)[1]]
    except FileNotFoundError:
        return []
    mine = {name for name in names if PurePosixPath(name).name.startswith(stem)}
    return sorted(
        mine - set(Rendition.objects.filter(file__in=mine).values_list("file", flat=True))
    )
