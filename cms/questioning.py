"""Reading what a reader typed into the search field: words, "phrases", -without, this or that."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchQuery

from cms.stemming import CONFIGS, composed, forms, is_little, words_of

LONGEST_QUESTION = 200  # characters
MOST_TERMS = 16
QUOTES = str.maketrans("“”„«»‟", '""""""')
TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]+")


class QuestionTooLong(Exception):
    """More characters or terms than a search is good for."""


@dataclass(frozen=True)
class Term:
    """A word or a phrase that must be there, or must not."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False

    def query(self, language: str) -> Any:
        """As it stands or in the form it shares; excluded, in neither."""
        queries = [
            SearchQuery(form, config=CONFIGS[language], search_type="phrase")
            for form in forms(self.text, language)
        ]
        return ~queries[0] & ~queries[1] if self.is_excluded else queries[0] | queries[1]


@dataclass(frozen=True)
class Question:
    """Alternatives of terms that hold together. No alternatives: there is nothing to look for."""

    text: str
    alternatives: tuple[tuple[Term, ...], ...] = ()

    def query(self, language: str) -> Any:
        """The question for a tsvector of that language."""
        together = [
            reduce(and_, [term.query(language) for term in _telling(terms, language)])
            for terms in self.alternatives
        ]
        return reduce(or_, together)

    def terms(self) -> Iterator[Term]:
        """What must be there."""
        for terms in self.alternatives:
            yield from (term for term in terms if not term.is_excluded)

    def words(self, language: str) -> list[str]:
        """Every word to be marked where it is found."""
        terms = [term for each in self.alternatives for term in _telling(each, language)]
        return [word for term in terms if not term.is_excluded for word in words_of(term.text)]

    def loose_words(self) -> list[str]:
        """The words that may be mistyped: what stands in quotation marks is meant as it is."""
        return [word for term in self.terms() if not term.is_phrase for word in words_of(term.text)]


def _telling(terms: Iterable[Term], language: str) -> list[Term]:
    """The terms without the little words between them, unless there is nothing else to look for."""
    telling = [
        term
        for term in terms
        if term.is_phrase or not all(is_little(word, language) for word in words_of(term.text))
    ]
    return telling if any(not term.is_excluded for term in telling) else list(terms)


def read_question(typed: str) -> Question:
    """What `typed` asks for. Unbalanced marks are punctuation. Raises QuestionTooLong."""
    text = " ".join(UNPRINTABLE.sub(" ", composed(typed)).split())
    if len(text) > LONGEST_QUESTION:
        raise QuestionTooLong
    alternatives: list[list[Term]] = [[]]
    for minus, phrase, word in TERM.findall(text.translate(QUOTES)):
        if word.lower() == "or" and not minus:
            alternatives.append([])
        elif words_of(phrase or word):
            alternatives[-1].append(Term(phrase or word, bool(phrase), bool(minus)))
    if sum(len(terms) for terms in alternatives) > MOST_TERMS:
        raise QuestionTooLong
    # Only what must not be there is no question.
    asked = [tuple(terms) for terms in alternatives if any(not term.is_excluded for term in terms)]
    return Question(text, tuple(asked))
