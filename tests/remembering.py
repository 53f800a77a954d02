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


def remembered(make: Callable[[], Pages], *of_what, beside: tuple[str, ...] = ()) -> Pages:
    """The pages that `make` makes; `of_what` names them and what they hang on, which lies in the
    tables `beside` and is not touched by `make`.
    """
    tree, seconds = asked(TREE)[0]
    if abs(timezone.now().timestamp() - seconds) > CLOCK_SECONDS:
        return make()
    key = (*of_what, tree, *_settings_of_this_test())
    if key not in _memories:
        return _remember(make, key, beside)
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


def _remember(make: Callable[[], Pages], key: tuple, beside: tuple[str, ...]) -> Pages:
    before = asked("select pg_snapshot_xmax(pg_current_snapshot())::text")[0][0]
    with transaction.atomic():
        made = make()
        statements = undisturbed(_statements(int(before), beside))
    pages = {name: (type(page), page.pk) for name, page in made.items()}
    _memories[key] = Memory(pages, statements)
    return made


def _statements(since: int, beside: tuple[str, ...]) -> Iterator[str]:
    """Puts back each row written since this transaction, but for tables `beside`."""
    for table, columns, keys in asked(TABLES):
        if table not in beside and (rows := rows_of(table, f"xmin::text::bigint >= {since}")):
            yield put_back(table, columns, keys, rows)
