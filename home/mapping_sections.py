"""The second map: what has an address and is no page. Topics, authors, series and tags below the
news, each petition's account of its signatures, the tip line, and what could be taken from us.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import Max, Q

from campaigns.addresses import integrity_url
from campaigns.models import CampaignPage
from cms.languages import LANGUAGES, held_path
from cms.models import Topic
from home.mapping import Entry, latest
from news.models import Author, NewsIndexPage, PostTag, Series
from tips.addresses import tips_url
from tips.lines import TipLine

# Each kind of listing, and how its stories are found from it.
LISTINGS = ((Topic, "post_topics__page"), (Author, "post_authors__page"), (Series, "posts"))
MOST_TAGS = 20_000  # protocol: 50,000 addresses in a map


def sections() -> list[Entry]:
    """Seven queries, however many there are."""
    indexes = {
        index.locale.language_code: index.full_url
        for index in NewsIndexPage.objects.live().select_related("locale")
    }
    listings = [each for kind, posts in LISTINGS for each in _listings(kind, posts, indexes)]
    return [*listings, *_tags(indexes), *_accounts(), *_doors()]


def _listings(kind: Any, posts: str, indexes: dict[str, str]) -> Iterator[Entry]:
    """A listing changes with its own text and with the stories in it."""
    newest = Max(f"{posts}__last_published_at", filter=Q(**{f"{posts}__live": True}))
    rows = kind.objects.filter(live=True, locale__language_code__in=indexes)
    found = list(rows.select_related("locale").annotate(newest=newest).order_by("pk"))
    versions: dict[Any, dict[str, str]] = defaultdict(dict)
    for row in found:
        language = row.locale.language_code
        versions[row.translation_key][language] = row.path_within(indexes[language], language)
    for row in found:
        of_the_pair = versions[row.translation_key]
        changed_at = latest(row.last_published_at, row.newest)
        yield Entry(of_the_pair[row.locale.language_code], changed_at, of_the_pair)


def _tags(indexes: dict[str, str]) -> Iterator[Entry]:
    """One page for each word of a language; rows of a word have several pairs, so no versions."""
    rows = PostTag.objects.filter(page__live=True, locale__language_code__in=indexes)
    words = rows.exclude(slug="").values("slug", "locale__language_code")
    newest = words.annotate(at=Max("page__last_published_at")).order_by("slug")
    for word in newest[:MOST_TAGS]:
        language = word["locale__language_code"]
        tag = PostTag(slug=word["slug"])
        yield Entry(tag.path_within(indexes[language], language), word["at"], {})


def _accounts() -> Iterator[Entry]:
    """They change each night."""
    pages = CampaignPage.objects.live().select_related("petition", "locale").order_by("pk")
    versions: dict[Any, dict[str, str]] = defaultdict(dict)
    for page in pages:
        language, public_id = page.locale.language_code, page.petition.public_id
        versions[public_id][language] = settings.BASE_URL + integrity_url(public_id, language)
    for of_the_petition in versions.values():
        for url in of_the_petition.values():
            yield Entry(url, None, of_the_petition)


def _doors() -> Iterator[Entry]:
    """What stands once in each language; the tip line while it is open."""
    doors: list[Callable[[str], str]] = [held_path]
    if TipLine.objects.open().exists():
        doors.append(tips_url)
    for door in doors:
        versions = {language: settings.BASE_URL + door(language) for language in LANGUAGES}
        for url in versions.values():
            yield Entry(url, None, versions)
