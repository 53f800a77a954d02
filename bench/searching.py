"""The search page at 100, 1,000 and 10,000 stories: queries and time, whatever is asked.

Stories are written into the tables that the search reads, with words as unevenly spread as in real
texts. Every answer is checked before it is measured.
"""

import itertools
import random
import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from bench.measuring import Deed, Figure, WrongAnswer, measure
from cms.indexing import SearchEntry, write
from cms.tending import learn_words_of
from news.models import NewsIndexPage, PostPage

SIZES = (100, 1_000, 10_000)
QUICK_SIZES = SIZES[:2]
LIMIT_MS = 1_000
MOST = 500  # more are not counted
WORDS_IN_A_STORY, WORDS_KNOWN = 400, 20_000
BATCH = 200
RARE_EACH, PHRASE_EACH = 97, 10  # one story in so many
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# What is asked, and how many stories of so many have it.
QUESTIONS = {
    "a rare word": ("heliotrope", lambda size: size // RARE_EACH + 1),
    "a word of every story": ("rally", lambda size: size),
    "the same, a late page": ("rally&before=80", lambda size: size),
    "the same, of one kind": ("rally&kind=post", lambda size: size),
    "two words of every story": ("rally governor", lambda size: size),
    "a phrase of every tenth": ('"sanctuary for all"', lambda size: size // PHRASE_EACH),
    "a typing error": ("heliotorpe", lambda size: size // RARE_EACH + 1),
    "nothing like it": ("xyzzyqwv", lambda size: 0),
}


def searching(is_quick: bool) -> Iterator[Figure]:
    """Builds, compares each answer with what was planted, and measures, size by size."""
    built, browser = 0, Client()
    for size in QUICK_SIZES if is_quick else SIZES:
        grow(built + 1, size)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE cms_searchentry, cms_searchword, wagtailcore_page")
        built = size
        deeds = [asking(browser, what, size) for what in QUESTIONS]
        for what, cost in zip(QUESTIONS, measure(*deeds), strict=True):
            yield Figure("searching", what, size, cost, LIMIT_MS)


def asking(browser: Client, what: str, size: int) -> Deed:
    """The deed that asks; each answer says how many were found, or WrongAnswer is raised."""
    asked, count_at = QUESTIONS[what]
    path, count = f"/en/search/?q={asked}".replace(" ", "+"), count_at(size)
    said = f"More than {MOST} results" if count > MOST else rf"\b{count} results?\b"
    wanted = re.compile(said if count else "Nothing found")

    def ask() -> None:
        if not wanted.search(browser.get(path).content.decode()):
            raise WrongAnswer(f"{what} at {size}: not {count}")

    return ask


def grow(first: int, last: int) -> None:
    """Stories numbered from `first` to `last`, live, indexed, their words learnt."""
    chance, known = random.Random(first), _words()
    chance_of = [1 / (rank + 1) for rank in range(len(known))]
    index = NewsIndexPage.objects.get(locale__language_code="en")
    for start in range(first, last + 1, BATCH):
        numbers = range(start, min(start + BATCH, last + 1))
        pages = Page.objects.bulk_create([_page(index, number) for number in numbers])
        entries = [
            _entry(page, number, " ".join(chance.choices(known, chance_of, k=WORDS_IN_A_STORY)))
            for page, number in zip(pages, numbers, strict=True)
        ]
        write(entries)
        learn_words_of([entry.pk for entry in entries])


def _words() -> list[str]:
    """Made up, the same each time."""
    parts = ("brtlmn", "aeiou", "sdcpgv", "aeiou", "nrlst", "aeo", "mz")
    known = ["".join(each) for each in itertools.islice(itertools.product(*parts), WORDS_KNOWN)]
    random.Random(1).shuffle(known)
    return known


def _page(index: Page, number: int) -> Page:
    step = "".join(ALPHABET[number // 36**place % 36] for place in (3, 2, 1, 0))
    slug = f"bench-{number}"
    return Page(
        path=f"{index.path}Z{step[1:]}",
        depth=index.depth + 1,
        slug=slug,
        title=f"Story {number}",
        draft_title=f"Story {number}",
        url_path=f"{index.url_path}{slug}/",
        translation_key=uuid4(),
        content_type=ContentType.objects.get_for_model(PostPage),
        locale_id=index.locale_id,
        live=True,
    )


def _entry(page: Page, number: int, words: str) -> SearchEntry:
    rare = " heliotrope" if number % RARE_EACH == 1 else ""
    phrase = " sanctuary for all" if number % PHRASE_EACH == 0 else ""
    return SearchEntry(
        kind="post",
        key=page.pk,
        language="en",
        page=page,
        title=page.title,
        summary="The governor heard of it.",
        text=f"{words[:900]}{rare} rally{phrase} {words[900:]}",
        date=timezone.now() - timedelta(hours=number),
    )
