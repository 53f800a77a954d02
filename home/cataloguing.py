"""The demo's catalogue: topics, authors and series, each made once and found again by its key."""

from typing import Any

from wagtail.models import Locale

from cms.models import Topic
from home.demo import people
from home.demo.wording import Pair
from home.translating import translate
from home.wording import paragraphs
from news.models import Author, Series

OTHER = {"en": "es", "es": "en"}


def seed_topics() -> None:
    for each in people.TOPICS:
        _seed_named(Topic, each)


def seed_series() -> None:
    for each in people.SERIES:
        _seed_named(Series, each)


def _seed_named(model: Any, each: Any) -> None:
    if model.objects.filter(slug=each.slug_en, locale=locale_of("en")).exists():
        return
    made = model(
        name=each.name.en,
        slug=each.slug_en,
        description=each.description.en,
        locale=locale_of("en"),
    )
    made.save()
    go_live(made)
    translate(made, "es", words_of(each.name, each.description, Pair(each.slug_en, each.slug_es)))


def seed_authors() -> None:
    for each in people.AUTHORS:
        if not Author.objects.filter(slug=each.slug, locale=locale_of("en")).exists():
            author = Author(
                name=each.name,
                slug=each.slug,
                role=each.role.en,
                biography=paragraphs(each.biography, "en"),
                locale=locale_of("en"),
            )
            author.save()
            go_live(author)
            translate(author, "es", words_of(each.role, *each.biography))


def topic_of(key: str, language: str) -> Topic:
    slugs = {each.key: {"en": each.slug_en, "es": each.slug_es} for each in people.TOPICS}
    return Topic.objects.get(slug=slugs[key][language], locale=locale_of(language))


def series_of(key: str | None, language: str) -> Series | None:
    slugs = {each.key: {"en": each.slug_en, "es": each.slug_es} for each in people.SERIES}
    if key is None:
        return None
    return Series.objects.get(slug=slugs[key][language], locale=locale_of(language))


def author_of(key: str, language: str) -> Author:
    slugs = {each.key: each.slug for each in people.AUTHORS}
    return Author.objects.get(slug=slugs[key], locale=locale_of(language))


def words_of(*pairs: Pair, to: str = "es") -> dict[str, str]:
    """What a translator writes for each text of the other language."""
    return {pair.text(OTHER[to]): pair.text(to) for pair in pairs}


def locale_of(language: str) -> Locale:
    return Locale.objects.get(language_code=language)


def go_live(subject: Any) -> None:
    subject.save_revision().publish()
    subject.refresh_from_db()
