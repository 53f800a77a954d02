"""What takes a test half a second to make through the real doors is made once and then put back.

The rows that a making wrote are kept in memory, by what the tree of pages looked like before it. A
later test of the same process with the same tree before it gets these very rows; what they hang on
stays that test's own. Whoever asks while another clock is set, with other settings, or with a tree
that was never seen, gets it made anew.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import UserSettingsHolder, settings
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from tests.rows import TABLES, asked, put_back, rows_of, undisturbed

Pages = dict[str, Page]
CLOCK_SECONDS = 60  # further away than this a test has set a clock of its own
TREE = """
    select md5(coalesce(string_agg(
        concat_ws(' ', id, path, numchild, latest_revision_id), ',' order by id
    ), '')), extract(epoch from clock_timestamp())::float from wagtailcore_page
"""


@dataclass(frozen=True)
class Memory:
    pages: dict[str, tuple[type[Page], int]]
    statements: str


_memories: dict[tuple, Memory] = {}


def remembered(make: Callable[[], Pages], *of_what) -> Pages:
    """The pages that `make` makes; `of_what` names them and what they hang on."""
    tree, seconds = asked(TREE)[0]
    if abs(timezone.now().timestamp() - seconds) > CLOCK_SECONDS:
        return make()
    key = (*of_what, tree, *_settings_of_this_test())
    if key not in _memories:
        return _remember(make, key)
    memory = _memories[key]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(memory.statements)
    return {name: model.objects.get(pk=pk) for name, (model, pk) in memory.pages.items()}


def _settings_of_this_test() -> list[tuple[str, str]]:
    """With a proxy to be told, say, a publication leaves other rows. The mail server is no part of
    it: nearly each test has its own.
    """
    found, layer = {}, settings._wrapped
    while isinstance(layer, UserSettingsHolder):
        own = {name: repr(value) for name, value in vars(layer).items() if name.isupper()}
        found, layer = own | found, layer.default_settings
    return sorted((name, value) for name, value in found.items() if not name.startswith("MAIL_"))


def _remember(make: Callable[[], Pages], key: tuple) -> Pages:
    with transaction.atomic():
        since = _mark()
        made = make()
        statements = undisturbed(_statements(since))
    pages = {name: (type(page), page.pk) for name, page in made.items()}
    _memories[key] = Memory(pages, statements)
    return made


def _mark() -> int:
    """The number of this savepoint: what is written from here on has it or a higher one, and what
    the test has written before, in the same transaction, a lower one.
    """
    asked_for = "create temp table if not exists mark_of_remembering (at int)"
    with connection.cursor() as cursor:
        cursor.execute(asked_for)
        cursor.execute("insert into mark_of_remembering values (1) returning xmin::text::bigint")
        return int(cursor.fetchone()[0])


def _statements(since: int) -> Iterator[str]:
    """Puts back each row written since this mark."""
    for table, columns, keys in asked(TABLES):
        if rows := rows_of(table, f"xmin::text::bigint >= {since}"):
            yield put_back(table, columns, keys, rows)
