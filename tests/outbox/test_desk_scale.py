"""The desk asks the same few questions however much was sent, and an index answers each of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outbox.broadcasts import Broadcast, BroadcastState
from outbox.browsing import Wish, browse, oldest_waiting
from outbox.failures import failing, failures
from outbox.models import Message, Queue, State
from outbox.retrying import retry
from outbox.tallying import keep_count
from tests.outbox.circulars import KIND, registered

pytestmark = pytest.mark.django_db
MANY = 40_000  # letters of one broadcast; the plans are those of a million
PLANT = """
    INSERT INTO outbox_message (public_id, kind, subject_id, language, version, queue, broadcast_id,
        state, attempts, outages, error_code, created_at, sent_at)
    SELECT gen_random_uuid(), %s, number, CASE WHEN number %% 3 = 0 THEN 'es' ELSE 'en' END, 1, %s,
        %s, CASE WHEN number %% 50 = 0 THEN 'failed' WHEN number %% 2000 = 1 THEN 'unknown'
            WHEN number %% 2000 = 2 THEN 'queued' ELSE 'sent' END,
        1, 0, CASE WHEN number %% 50 = 0 THEN 'timeout' ELSE '' END, now(), now()
    FROM generate_series(1, %s) AS number
"""


def plant(number: int, broadcast: Broadcast | None, *, kind: str = KIND) -> None:
    queue = Queue.BULK if broadcast else Queue.TX
    with connection.cursor() as cursor:
        cursor.execute(PLANT, [kind, queue, broadcast and broadcast.pk, number])


@pytest.fixture
def large():
    """Mail to one person below and above a large broadcast, as in real life."""
    plant(3_000, None, kind="tests.old")
    broadcast = Broadcast.objects.create(
        kind=KIND, subject_id=1, state=BroadcastState.SENDING, languages=["en", "es"]
    )
    plant(MANY, broadcast)
    plant(100, None, kind="tests.new")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE outbox_message")
    keep_count(broadcast)
    broadcast.refresh_from_db()
    with registered():
        yield broadcast


def plans_of(ask) -> str:
    """The plans of all the queries on messages that this asks."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ask()
    said = []
    for query in asked.captured_queries:
        if "outbox_message" in query["sql"] and query["sql"].startswith(("SELECT", "UPDATE")):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {query['sql']}")
                said += [line for (line,) in cursor.fetchall()]
    assert said
    return "\n".join(said)


def test_each_filter_of_the_outbox_is_answered_by_an_index(large):
    wishes = [
        Wish(),
        Wish(language="es"),
        Wish(kind="tests.new"),
        Wish(state=State.FAILED),
        Wish(state=State.UNKNOWN),
        Wish(state=State.QUEUED),
        Wish(state=State.SENT, before=10**12),
        Wish(queue=Queue.BULK),
        Wish(queue=Queue.BULK, state=State.FAILED),
    ]
    for wish in wishes:
        assert "Seq Scan" not in plans_of(lambda wish=wish: browse(wish)), wish
    assert "outbox_message_personal" in plans_of(lambda: browse(Wish()))
    assert "Seq Scan" not in plans_of(oldest_waiting)


def test_failures_are_found_without_walking_over_what_arrived(large):
    for ask in (
        lambda: failures(large, ["en", "es"]),
        lambda: failing(large, language="es", cause="away"),
        lambda: retry(large.pk),
    ):
        plan = plans_of(ask)
        assert "Seq Scan on outbox_message" not in plan
        assert "outbox_message_troubled" in plan


def test_the_panel_of_the_first_screen_looks_at_what_waits_and_what_is_unknown_only(large):
    plan = plans_of(lambda: Message.objects.filter(state=State.UNKNOWN).order_by()[:1001].count())
    assert "outbox_message_in_doubt" in plan


@pytest.mark.parametrize(
    ("path", "budget"),
    [("/admin/mail/", 3), ("/admin/mail/{pk}/progress.json", 2), ("/admin/mail/{pk}/", 10)],
)
def test_screens_ask_as_much_about_a_large_broadcast_as_about_a_small_one(
    staff, large, path, budget
):
    small = Broadcast.objects.create(kind=KIND, subject_id=2, state="sending", languages=["en"])
    plant(3, small)
    keep_count(small)
    browser = staff("Editors")
    asked = []
    for broadcast in (small, large):
        browser.get(path.format(pk=broadcast.pk))
        with CaptureQueriesContext(connection) as queries:
            browser.get(path.format(pk=broadcast.pk))
        ours = [
            each["sql"] for each in queries if "outbox_" in each["sql"] or "vault_" in each["sql"]
        ]
        asked.append(len(ours))
        assert not [sql for sql in ours if "date_bin" in sql]
    assert asked[0] == asked[1] <= budget
