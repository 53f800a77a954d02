"""Where a text comes from, for its readers: the language it was written in, and whether that
version has moved on since.
"""

from typing import Any

from django.db.models import OuterRef, Subquery

from cms.languages import ORIGINAL_IN
from cms.pairs import Pair, Version


def origin_of(page: Any, alternates: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The original of a translation, ready for its line and its notice; None for an original.

    `alternates` are the page's live versions. One query.
    """
    here = Version.objects.filter(
        translation_key=OuterRef("translation_key"), language=page.locale.language_code
    )
    pair = (
        Pair.objects.filter(translation_key=page.translation_key)
        .annotate(
            changed_on=Subquery(here.values("stale_since")),
            is_urgent=Subquery(here.values("is_urgent")),
        )
        .first()
    )
    if pair is None or pair.original == page.locale.language_code:
        return None
    urls = {each["language"]: each["url"] for each in alternates}
    url = urls.get(pair.original, "")
    return {
        "language": pair.original,
        "label": ORIGINAL_IN[pair.original],
        "url": url,
        "changed_on": pair.changed_on if url else None,
        "is_urgent": bool(pair.is_urgent),
    }
