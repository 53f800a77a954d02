"""What the maps for search engines list: pages that are live and may be indexed, each with its
other language and with the moment when its readers last got something new.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Max
from django.db.models.functions import Greatest, Left, Length
from django.http import HttpRequest
from wagtail.models import Page

from cms.corrections import Correction
from cms.entries import LiveEntry
from cms.languages import LANGUAGES
from cms.mapping import CHUNK

Moments = dict[Any, datetime]


@dataclass(frozen=True)
class Entry:
    """One address; `versions` are absolute ones by language, this one's among them."""

    url: str
    changed_at: datetime | None
    versions: dict[str, str]

    def links(self) -> list[tuple[str, str]]:
        """What `xhtml:link` says: nothing of a page that is alone."""
        if len(self.versions) < 2:
            return []
        found = [(code, self.versions[code]) for code in LANGUAGES if code in self.versions]
        default = self.versions.get(settings.LANGUAGE_CODE, found[0][1])
        return [*found, ("x-default", default)]


def chunks() -> dict[int, datetime | None]:
    """The numbers of the maps that list something, and when each last changed. Four queries."""
    pages = _listed()
    changed: dict[int, datetime | None] = dict(
        pages.annotate(chunk=F("pk") / CHUNK)
        .values("chunk")
        .annotate(at=Max("last_published_at"))
        .order_by("chunk")
        .values_list("chunk", "at")
    )
    told = told_at()
    mentioned = pages.filter(translation_key__in=told).values_list("pk", "translation_key")
    for pk, key in mentioned:
        changed[pk // CHUNK] = latest(changed[pk // CHUNK], told[key])
    return changed


def pages_in(chunk: int, request: HttpRequest) -> list[Entry]:
    """Five queries, however many pages there are."""
    numbers = {"pk__gte": chunk * CHUNK, "pk__lt": (chunk + 1) * CHUNK}
    pages = list(_listed().filter(**numbers).select_related("locale").order_by("pk"))
    versions = _versions({page.translation_key for page in pages}, request)
    told = told_at(*versions)
    below = newest_below()
    return [
        Entry(
            url=page.get_full_url(request) or "",
            changed_at=latest(
                page.last_published_at,
                told.get(page.translation_key),
                *(at for path, at in below.items() if page.numchild and path.startswith(page.path)),
            ),
            versions=versions[page.translation_key],
        )
        for page in pages
        if getattr(page.specific_class, "is_indexable", False)
    ]


def told_at(*keys: UUID) -> Moments:
    """When something was last told beside these pairs, or taken back; of all without keys.
    Two queries.
    """
    found: Moments = {}
    for kind in (Correction, LiveEntry):
        rows = kind.objects.filter(translation_key__in=keys) if keys else kind.objects.all()
        moments = rows.values("translation_key").annotate(last=Max(Greatest("at", "withdrawn_at")))
        for key, at in moments.order_by().values_list("translation_key", "last"):
            found[key] = latest(found.get(key), at)  # type: ignore[assignment]
    return found


def newest_below() -> Moments:
    """By the tree path of each page with live ones right below it: when one of those last changed.
    One query.
    """
    above = Left(F("path"), Length("path") - Page.steplen)
    rows = Page.objects.live().annotate(above=above).values("above")
    found = rows.annotate(at=Max("last_published_at")).order_by().values_list("above", "at")
    return {path: at for path, at in found if at}


def latest(*moments: datetime | None) -> datetime | None:
    return max((each for each in moments if each), default=None)


def _listed() -> Any:
    return Page.objects.live().public().filter(depth__gt=1)


def _versions(keys: Iterable[UUID], request: HttpRequest) -> dict[UUID, dict[str, str]]:
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for page in Page.objects.live().filter(translation_key__in=keys).select_related("locale"):
        found[page.translation_key][page.locale.language_code] = page.get_full_url(request) or ""
    return found
