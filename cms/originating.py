"""Where a text comes from, for its readers: the language it was written in, and whether that
version has moved on since.
"""

from typing import Any

from cms.languages import ORIGINAL_IN
from cms.pairs import Pair, known_of


def origin_of(page: Any, alternates: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The original of a translation, ready for its line and its notice; None for an original.

    `alternates` are the page's live versions. One query beside that of `known_of`; none of both
    after `cms.knowing.learn()`.
    """
    known = page.__dict__.get("_pair")
    pair = known or Pair.objects.filter(translation_key=page.translation_key).first()
    if pair is None or pair.original == page.locale.language_code:
        return None
    version = known_of(page)
    urls = {each["language"]: each["url"] for each in alternates}
    url = urls.get(pair.original, "")
    return {
        "language": pair.original,
        "label": ORIGINAL_IN[pair.original],
        "url": url,
        "changed_on": version.stale_since if url else None,
        "is_urgent": version.is_urgent,
    }
