"""Developing: a picture's renditions in every shape, width and format, made after its upload.

AVIF takes seconds: no reader and no editor waits for it. Until it is done pages show one JPEG; then
they are told to show more. What is to be done stands in the pictures' rows, one is done at a time.
"""

import logging
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from time import monotonic, time
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Left
from PIL import Image as Pillow
from wagtail.models import Page

from cms.models import Image, Rendition
from cms.pictures import in_srgb, opened
from cms.picturing import file_name
from cms.purging import paths_beside, paths_of, purge
from cms.shaping import IN_VAIN, MODERN, PLAIN, RECIPE, SAVING, SHAPES, Shape, key_of
from cms.taking_pictures_down import RENDITIONS, uses_of, versions_of
from vault.locks import Lock

log = logging.getLogger(__name__)
SECONDS = 5.0  # then the next bell goes on, after whatever else is waiting
FAILED = f"{IN_VAIN}{RECIPE}"
OLD = "~"  # in place of the focal point of a rendition that no page shows any more
KEPT = 24 * 3600  # seconds that its file stays, for pages that were loaded before
STEM = 30  # characters of the original's name that are kept
Made = tuple[Shape, int, str, tuple[int, int], bytes]  # width asked for, format, its true size


def develop_due() -> int:
    """Develop what waits, the newest first; returns how many. Ends early after `SECONDS`."""
    begun, count = monotonic(), 0
    while monotonic() - begun < SECONDS and develop_next():
        count += 1
    return count


def develop_next() -> bool:
    """False when nothing waits, or another worker is at it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.DEVELOP_PICTURES])
        waiting = Image.objects.exclude(developed_by__in=(RECIPE, FAILED)).order_by("-pk")
        image = waiting.first() if cursor.fetchone()[0] else None
        if image is not None:
            develop(image)
    return image is not None


def develop(image: Image) -> None:
    """Make all its renditions and tell the pages that show it."""
    key = key_of(image)
    try:
        made = list(_exposures(image))
    except OSError as error:
        log.warning("picture %s cannot be developed: %s", image.pk, type(error).__name__)
        Image.objects.filter(pk=image.pk).update(developed_by=FAILED)
        return
    with transaction.atomic():
        # Whoever takes it down or cuts it anew waits here, or has gone before.
        now = Image.objects.select_for_update(no_key=True).filter(pk=image.pk).first()
        if now is None or key_of(now) != key:
            return
        _keep(now, key, made)
    users = uses_of(now)
    pages = versions_of(each for each in users if isinstance(each, Page))
    purge([*paths_of(pages), *paths_beside(users)])


def _exposures(image: Image) -> Iterator[Made]:
    with image.open_file() as file, opened(file, is_kept=True) as picture:
        cuts = {shape: shape.cuts_of(image) for shape in SHAPES}
        full = in_srgb(_decoded(picture, cuts))
        scale = full.width / image.width
        for shape, by_width in cuts.items():
            plain = shape.plain_of([cut.size for cut in by_width.values()])
            for width, cut in by_width.items():
                small = _cut_out(full, cut, scale)
                for kind in (*MODERN, *([PLAIN] if cut.size == plain else [])):
                    yield shape, width, kind, cut.size, _encoded(small, kind)


def _decoded(picture: Pillow.Image, cuts: dict[Shape, dict[int, Any]]) -> Pillow.Image:
    """A JPEG gives itself in half or a quarter of its size, if that is fine enough for each cut."""
    fineness = max(cut.scale[0] for by_width in cuts.values() for cut in by_width.values())
    width, height = picture.size
    picture.draft(None, (int(width * fineness) + 1, int(height * fineness) + 1))
    picture.load()
    if picture.mode in {"RGB", "RGBA", "CMYK"}:
        return picture
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _cut_out(full: Pillow.Image, cut: Any, scale: float) -> Pillow.Image:
    edges = (full.width, full.height, full.width, full.height)
    pairs = zip(cut.get_rect(), edges, strict=True)
    left, top, right, bottom = (min(side * scale, edge) for side, edge in pairs)
    box = (left, top, right, bottom)
    return full.resize(cut.size, Pillow.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def _encoded(picture: Pillow.Image, kind: str) -> bytes:
    buffer = BytesIO()
    if kind == PLAIN and picture.mode == "RGBA":
        paper = Pillow.new("RGBA", picture.size, "white")
        picture = Pillow.alpha_composite(paper, picture).convert("RGB")
    picture.save(buffer, format=kind.upper(), **SAVING[kind])
    return buffer.getvalue()


def _keep(image: Image, key: str, made: list[Made]) -> None:
    """Files, rows and the picture's own note of them."""
    stem = f"{RENDITIONS}/{PurePosixPath(image.file.name).stem[:STEM]}.{key}"
    sheet: dict[str, Any] = {"key": key, "stem": stem} | {shape.name: [] for shape in SHAPES}
    storage, rows = image.file.storage, []
    for shape, width, kind, size, content in made:
        name = file_name(stem, shape, size[0], kind)
        storage.delete(name)  # what a killed process left
        storage.save(name, ContentFile(content))
        rows.append(_row(image, shape.spec(width, kind), name, size))
        if list(size) not in sheet[shape.name]:
            sheet[shape.name].append(list(size))
    _put_aside(image.renditions.filter(filter_spec__in=[row.filter_spec for row in rows]))
    Rendition.objects.bulk_create(rows)
    Image.objects.filter(pk=image.pk).update(sheet=sheet, developed_by=RECIPE)


def _put_aside(rows: Any) -> None:
    """Free their places for new ones; the files stay a while."""
    mark = Value(f"{OLD}{int(time()):x}")
    current = rows.exclude(focal_point_key__startswith=OLD)
    current.update(focal_point_key=Concat(mark, Left("focal_point_key", 7)))


def tidy() -> int:
    """Delete renditions that were put aside a day ago, and try again what could not be read;
    returns how many were deleted.
    """
    Image.objects.filter(developed_by=FAILED).update(developed_by="")
    aside = Rendition.objects.filter(focal_point_key__startswith=OLD)
    last = int(time()) - KEPT
    gone = [row for row in aside if int(row.focal_point_key[1:9], 16) < last]
    Rendition.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return len(gone)


def _row(image: Image, spec: str, name: str, size: tuple[int, int]) -> Rendition:
    row = Rendition(image=image, filter_spec=spec, width=size[0], height=size[1])
    row.focal_point_key = row.filter.get_cache_key(image)
    row.file.name = name
    return row
