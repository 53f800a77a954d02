"""The search page at 100, 1,000 and 10,000 stories: queries and time, whatever is asked.

    python -m dev.with_servers -- python -m bench.searching [--quick]

Stories are written into the tables that the search reads, with words as unevenly spread as in real
texts. Every answer is checked before it is measured.
"""

import itertools
import random
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.indexing import SearchEntry, write
from cms.tending import learn_words_of
from news.models import NewsIndexPage, PostPage

SIZES = (100, 1_000, 10_000)
QUICK_SIZES = SIZES[:2]
WARM_UPS, ROUNDS = 3, 15
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


class WrongAnswer(Exception):
    """The search did not find what was planted."""


@dataclass(frozen=True)
class Line:
    what: str
    size: int
    queries: int
    median_ms: float


def searching(sizes: tuple[int, ...] = SIZES) -> Iterator[Line]:
    """Grows the archive size by size and measures each question at each."""
    built, browser = 0, Client()
    for size in sizes:
        grow(built + 1, size)
        built = size
        for what, (asked, count) in QUESTIONS.items():
            yield measured(browser, what, f"/en/search/?q={asked}", size, count(size))


def measured(browser: Client, what: str, path: str, size: int, count: int) -> Line:
    body = browser.get(path.replace(" ", "+")).content.decode()
    said = f"{count} result" if count <= 500 else "More than 500 results"
    if (said if count else "Nothing found") not in body:
        raise WrongAnswer(f"{what} at {size}: not {count}")
    for _ in range(WARM_UPS):
        browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        browser.get(path)
        queries = len(captured)
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        browser.get(path)
        times.append((time.perf_counter() - begun) * 1_000)
    return Line(what, size, queries, round(statistics.median(times), 1))


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
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE cms_searchentry, cms_searchword, wagtailcore_page")


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


def main(arguments: list[str]) -> int:
    call_command("migrate", verbosity=0)
    print("| asked for | stories | queries | median ms |\n|---|--:|--:|--:|")
    for line in searching(QUICK_SIZES if "--quick" in arguments else SIZES):
        cells = (line.what, f"{line.size:,}", line.queries, f"{line.median_ms:,.1f}")
        print(f"| {' | '.join(map(str, cells))} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
