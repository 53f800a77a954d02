"""Marking: what an alert says to one language, as two short values to compare.

One is over everything that is mailed, pictures and addresses too; the other over the texts alone,
by which the newsroom judges a change (cms/freshness.py).
"""

import hashlib
import json
from uuid import UUID

from alerts.models import AlertPage
from cms.fingerprints import fingerprint
from cms.pairs import Pair

Marks = dict[str, list[str]]


def marks_of(translation_key: UUID) -> Marks:
    """Of every version that readers can see."""
    pages = AlertPage.objects.filter(translation_key=translation_key, live=True)
    return {
        page.locale.language_code: [_digest(page), fingerprint(page)]
        for page in pages.select_related("locale")
    }


def original_of(translation_key: UUID) -> str:
    return Pair.objects.get(translation_key=translation_key).original


def says_the_same(translation_key: UUID, language: str, before: list[str], now: list[str]) -> bool:
    """Whether somebody called every change in between minor; only an original's is judged."""
    if before[0] == now[0]:
        return True
    pair = Pair.objects.get(translation_key=translation_key)
    return pair.original == language and before[1] != now[1] and before[1] in pair.same_as


def _digest(page: AlertPage) -> str:
    said = [page.title, page.subject, page.preheader, page.body.get_prep_value()]
    words = json.dumps(said, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()
