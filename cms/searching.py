"""Searching the live pages of one language.

However many pages a word is in, only the newest `MOST` that match are ranked, so the commonest word
costs what a rare one does. A word that no page has is looked up among those that some page has.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.contrib.postgres.search import SearchRank
from django.db.models import F

from cms.indexing import SearchEntry
from cms.questioning import Question, read_question
from cms.spelling import likely, unknown
from cms.stemming import bare, words_of

MOST = 500  # pages that are ranked, the newest that match
PAGE_SIZE = 10
MOST_MISTYPED = 3  # words of one question that are corrected


@dataclass(frozen=True)
class Narrowing:
    """What the reader has chosen beside the question."""

    kind: str = ""
    topic: int | None = None
    shown: int = 0  # results that earlier pages have shown


@dataclass(frozen=True)
class Found:
    """One page of results, best first, and what there is beside it."""

    question: Question
    entries: list[SearchEntry] = field(default_factory=list)
    total: int = 0
    has_more: bool = False  # more pages match than are ranked
    kinds: dict[str, int] = field(default_factory=dict)
    topics: dict[int, int] = field(default_factory=dict)
    corrected_from: Question | None = None
    exactly: str = ""  # what to type to have the words taken as they were typed
    hint: str = ""  # a question that is offered, not asked

    @property
    def is_empty(self) -> bool:
        return not self.entries


def search(question: Question, language: str, narrowing: Narrowing) -> Found:
    """The results of a question; if there are none, those of what was probably meant."""
    found = _look_up(question, language, narrowing)
    if found.kinds or not question.alternatives:
        return found
    meant, exactly = _respell(question, language)
    if meant is None:
        return found
    if _differs_by_tilde(question, meant):
        return replace(found, hint=meant.text)
    better = _look_up(meant, language, narrowing)
    return replace(better, corrected_from=question, exactly=exactly) if better.kinds else found


def _look_up(question: Question, language: str, narrowing: Narrowing) -> Found:
    if not question.alternatives:
        return Found(question)
    query = question.query(language)
    matching = SearchEntry.objects.visible(language).filter(vector=query)
    every = list(matching.newest_first().values_list("kind", "topics")[: MOST + 1])
    kinds = Counter(kind for kind, _topics in every)
    topics = Counter(topic for _kind, topics in every for topic in topics)
    if narrowing.kind:
        matching = matching.filter(kind=narrowing.kind)
    if narrowing.topic is not None:
        matching = matching.filter(topics__contains=[narrowing.topic])
    newest = matching.newest_first().values("pk")[: MOST + 1]
    ranked = SearchEntry.objects.filter(pk__in=newest).annotate(rank=SearchRank(F("vector"), query))
    keys = list(ranked.order_by("-rank", "-date", "-pk").values_list("pk", flat=True))
    page = keys[narrowing.shown : min(narrowing.shown + PAGE_SIZE, MOST)]
    return Found(
        question=question,
        entries=_entries(page),
        total=min(len(keys), MOST),
        has_more=len(keys) > MOST,
        kinds=dict(kinds),
        topics=dict(topics),
    )


def _entries(keys: list[int]) -> list[SearchEntry]:
    entries = SearchEntry.objects.defer("vector", "names").select_related("page__locale")
    found = entries.in_bulk(keys)
    return [found[key] for key in keys]


def _respell(question: Question, language: str) -> tuple[Question | None, str]:
    """The question with its mistyped words replaced, and as one that means them just so."""
    meant = exactly = question.text
    for word in unknown(question.loose_words(), language)[:MOST_MISTYPED]:
        if better := likely(word, language):
            meant = _replace(meant, word, better)
            exactly = _replace(exactly, word, f'"{word}"')
    return (None, "") if meant == question.text else (read_question(meant), exactly)


def _replace(text: str, word: str, other: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: other, text, flags=re.IGNORECASE)


def _differs_by_tilde(typed: Question, meant: Question) -> bool:
    """*ano* and *año* are two words: one is offered for the other, never taken for it."""
    return any(
        bare(before) == bare(after) and before.count("ñ") != after.count("ñ")
        for before, after in zip(_words(typed), _words(meant), strict=False)
    )


def _words(question: Question) -> Iterable[str]:
    return words_of(question.text)
