"""The live versions around a page: what its switcher leads to, and what search engines are told."""

from typing import Any

from django.db.models import Q
from wagtail.models import Page

from cms.languages import LANGUAGES, NATIVE_NAMES


def live_around(page: Page) -> list[Page]:
    """The live versions of this page and of the one above it. One query."""
    above = Page.objects.filter(path=page.path[: -page.steplen])
    is_here = Q(translation_key=page.translation_key)
    same = is_here | Q(translation_key__in=above.values("translation_key"))
    return list(Page.objects.live().filter(same).select_related("locale"))


def versions_among(rows: list[Page], page: Page) -> list[dict[str, Any]]:
    """Those of these that are versions of this page, one per language."""
    own = [row for row in rows if row.translation_key == page.translation_key]
    by_language = {row.locale.language_code: row for row in own}
    return [
        {
            "language": code,
            "label": NATIVE_NAMES[code],
            "url": by_language[code].full_url,
            "is_current": code == page.locale.language_code,
        }
        for code in LANGUAGES
        if code in by_language
    ]
