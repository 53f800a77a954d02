"""Topics, tags and series as terms. WordPress has one list of each for all languages: where both
languages use a word, the second one's is marked with its language, as Polylang does.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.db.models import Count

from cms.models import Topic
from home.models import StandardPage
from home.moving.export.items import (
    AUTHOR_PREFIX,
    Term,
    ids_as_php,
    language_term,
    page_id,
    set_slug,
)
from news.models import Author, PostPage, PostTag, Series

LOCALES = {"en": "en_US", "es": "es_MX"}
KINDS = (Topic, Series)


class Terms:
    """Asks once which words both languages use."""

    def __init__(self) -> None:
        self._shared = {model: set(_shared(model)) for model in (Topic, Series, PostTag)}

    def of_topic(self, topic: Topic) -> Term:
        return self._term("category", topic, topic.pk * 10, topic.description)

    def of_series(self, series: Series) -> Term:
        return self._term("series", series, series.pk * 10 + 1, series.description)

    def of_tag(self, tag: PostTag) -> Term:
        return self._term("post_tag", tag)

    def of_author(self, author: Author) -> Term:
        return Term("author", f"{AUTHOR_PREFIX}{author.slug}", author.name)

    def all(self) -> Iterator[Term]:
        """The file's list: languages, topics, series, tags, and what is a translation of what."""
        for number, (code, locale) in enumerate(LOCALES.items()):
            term = language_term(code)
            words = f'a:2:{{s:6:"locale";s:5:"{locale}";s:3:"rtl";i:0;}}'
            yield Term(term.domain, code, term.name, number * 10 + 2, words)
        for topic in Topic.objects.select_related("locale").order_by("pk").iterator():
            yield self.of_topic(topic)
        for series in Series.objects.select_related("locale").order_by("pk").iterator():
            yield self.of_series(series)
        yield from self._tags()
        yield from _sets(KINDS, "term_translations", self._id_of)
        yield from _sets((PostPage, StandardPage), "post_translations", lambda _m, pk: page_id(pk))

    def _tags(self) -> Iterator[Term]:
        rows = PostTag.objects.exclude(slug="").select_related("locale")
        once = rows.order_by("slug", "locale_id", "pk").distinct("slug", "locale_id")
        for number, tag in enumerate(once.iterator()):
            term = self.of_tag(tag)
            yield Term(term.domain, term.slug, term.name, number * 10 + 3)

    def _term(self, domain: str, row: Any, pk: int = 0, description: str = "") -> Term:
        language = row.locale.language_code
        is_second = language != settings.LANGUAGE_CODE and row.slug in self._shared[type(row)]
        slug = f"{row.slug}-{language}" if is_second else row.slug
        return Term(domain, slug, row.name, pk, description)

    def _id_of(self, model: type, pk: int) -> int:
        return pk * 10 + KINDS.index(model)


def _shared(model: Any) -> Iterator[str]:
    words = model.objects.values("slug").annotate(languages=Count("locale", distinct=True))
    yield from words.filter(languages__gt=1).values_list("slug", flat=True)


def _sets(models: tuple[Any, ...], domain: str, id_of: Any) -> Iterator[Term]:
    """A term for each set of translations, its description the numbers by language."""
    number = 0
    for model in models:
        rows = model.objects.order_by("translation_key", "locale__language_code")
        facts = rows.values_list("translation_key", "locale__language_code", "pk")
        for key, versions in groupby(facts.iterator(), itemgetter(0)):
            ids = {language: id_of(model, pk) for _key, language, pk in versions}
            number += 1
            slug, pk = set_slug(key), number * 10 + (4 if domain == "post_translations" else 5)
            yield Term(domain, slug, slug, pk, ids_as_php(ids))
