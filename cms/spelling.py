"""The words of the live pages, for two questions: which of them does a search mean, and which one
was meant by a word that none of them is.
"""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db import ProgrammingError, connection, models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from cms.indexing import SearchEntry
from cms.stemming import CONFIGS, bare, composed, forms, words_of

SHORTEST, LONGEST = 3, 40  # characters of a word worth learning
CANDIDATES = 24
LIKE_ENOUGH = 0.8  # of difflib's ratio: one letter in five may be wrong
MARKED_WORDS = 400

LEARN = """
    INSERT INTO cms_searchword (language, word, bare, lexemes)
    SELECT %(language)s, new.word, new.bare,
           tsvector_to_array(to_tsvector(%(config)s::regconfig, new.word)
                          || to_tsvector(%(config)s::regconfig, new.shared))
      FROM unnest(%(words)s::text[], %(bare)s::text[], %(shared)s::text[])
           AS new (word, bare, shared)
     WHERE NOT EXISTS (SELECT FROM cms_searchword known
                        WHERE known.language = %(language)s AND known.word = new.word)
     ORDER BY new.word
    ON CONFLICT DO NOTHING
"""
LEXEMES = """
    SELECT asked.word,
           tsvector_to_array(to_tsvector(%(config)s::regconfig, asked.word)
                          || to_tsvector(%(config)s::regconfig, asked.shared))
      FROM unnest(%(words)s::text[], %(shared)s::text[]) AS asked (word, shared)
"""


class SearchWord(models.Model):
    """A word that some page has, or had: before it is shown, a page is looked for that has it."""

    language = models.CharField(max_length=2, editable=False)
    word = models.CharField(max_length=LONGEST, editable=False)
    bare = models.CharField(max_length=LONGEST, editable=False)
    lexemes = ArrayField(models.TextField(), editable=False)

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "word"],
                name="one_search_word_each",
                violation_error_message=_("This word is known already."),
            )
        ]
        indexes = [GinIndex(fields=["lexemes"], name="search_word_lexemes")]

    def __str__(self) -> str:
        return f"search word {self.pk}"


def learn(texts: Iterable[str], language: str) -> None:
    """Add the words of these texts to what is known of the language."""
    every = {word for text in texts for word in words_of(text)}
    words = sorted(word for word in every if SHORTEST <= len(word) <= LONGEST)
    with connection.cursor() as cursor:
        cursor.execute(
            LEARN, _facts(words, language) | {"bare": [bare(word)[:LONGEST] for word in words]}
        )


def unlearn() -> None:
    """Forget all words; the next tending learns those of the entries again."""
    SearchWord.objects.all().delete()
    SearchEntry.objects.update(tended_at=None)


def forms_of(words: Iterable[str], language: str) -> set[str]:
    """These words, and every form of them that pages have: what to mark in an excerpt."""
    asked = set(words)
    lexemes = {each for found in _lexemes(asked, language).values() for each in found}
    known = SearchWord.objects.filter(language=language, lexemes__overlap=list(lexemes))
    return asked | set(known.values_list("word", flat=True)[:MARKED_WORDS])


def unknown(words: Iterable[str], language: str) -> list[str]:
    """Those that no visible page has in any form; words that every text is full of are known."""
    lexemes = _lexemes(set(words), language)
    wanted = [each for found in lexemes.values() for each in found]
    known = _seen(language).filter(lexemes__overlap=wanted, is_seen=True)
    seen = {each for found in known.values_list("lexemes", flat=True) for each in found}
    return [word for word, found in lexemes.items() if found and not seen & set(found)]


def likely(word: str, language: str) -> str | None:
    """The visible word most like this mistyped one, or None; None too without `pg_trgm`."""
    mistyped = bare(composed(word))
    if not SHORTEST <= len(mistyped) <= LONGEST or word.isdigit():
        return None
    alike = (
        SearchWord.objects.filter(language=language, bare__trigram_similar=mistyped)
        .annotate(likeness=TrigramSimilarity("bare", mistyped))
        .order_by("-likeness", "word")
    )
    try:
        with transaction.atomic():
            seen = _seen(language).filter(pk__in=alike.values("pk")[:CANDIDATES], is_seen=True)
            found = list(seen.order_by("word").values_list("word", "bare"))
    except ProgrammingError:
        return None
    ratios = {
        each: SequenceMatcher(None, mistyped, known).ratio()
        for each, known in found
        if not _lacks_its_tilde(each, word)
    }
    best = max(ratios, key=lambda each: ratios[each], default="")
    return best if ratios.get(best, 0) >= LIKE_ENOUGH else None


def _lacks_its_tilde(known: str, word: str) -> bool:
    """*ano* is no correction of *año*."""
    return bare(known) == bare(word) and known.count("ñ") < composed(word).lower().count("ñ")


def _seen(language: str) -> Any:
    """Words, each with whether a visible page has it just so."""
    query = SearchQuery(OuterRef("word"), config=CONFIGS[language], search_type="phrase")
    pages = SearchEntry.objects.visible(language).filter(vector=query)
    return SearchWord.objects.filter(language=language).annotate(is_seen=Exists(pages))


def _lexemes(words: Iterable[str], language: str) -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(LEXEMES, _facts(list(words), language))
        return dict(cursor.fetchall())


def _facts(words: list[str], language: str) -> dict[str, Any]:
    shared = [forms(word, language)[1] for word in words]
    return {"language": language, "config": CONFIGS[language], "words": words, "shared": shared}
