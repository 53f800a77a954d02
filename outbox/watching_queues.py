"""Watching queues: how much mail waits and since when, for /readyz and for a Prometheus.

Mail to one person that is due is handed over within seconds. Mail to many may wait for hours and be
well: it is told as a number, and is no reason for an alarm.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.db.models import Count

from outbox.models import WAITING, Message, Queue
from vault.figures import Figure
from vault.metering import Number
from vault.switches import Switch, is_on

LATE = timedelta(minutes=5)
SENDS = "sends"
OLDEST = {
    Queue.TX: """
        SELECT statement_timestamp() - not_before FROM outbox_message
        WHERE queue = 'tx' AND state IN ('queued', 'deferred')
            AND not_before <= statement_timestamp()
        ORDER BY id LIMIT 1
    """,
    # Of broadcasts that may leave, in languages that may: the first letter that is due.
    Queue.BULK: """
        SELECT max(statement_timestamp() - first.not_before)
        FROM outbox_broadcast AS broadcast, unnest(broadcast.languages) AS said,
        LATERAL (
            SELECT not_before FROM outbox_message
            WHERE broadcast_id = broadcast.id AND language = said
                AND state IN ('queued', 'deferred') AND not_before <= statement_timestamp()
            ORDER BY id LIMIT 1
        ) AS first
        WHERE broadcast.state = 'sending' AND broadcast.not_before <= statement_timestamp()
    """,
}


def oldest_due(queue: Queue) -> timedelta:
    """How long the first message that is due has been waiting; nothing where none is."""
    with connection.cursor() as cursor:
        cursor.execute(OLDEST[queue])
        row = cursor.fetchone()
    return row[0] if row and row[0] else timedelta()


def mail_flows() -> bool:
    """True too where somebody has stopped all mail: they know."""
    return not is_on(Switch.MAIL) or oldest_due(Queue.TX) < LATE


def numbers() -> Iterator[Number]:
    waiting = Message.objects.filter(state__in=WAITING).values_list("queue").order_by()
    counted = dict(waiting.annotate(number=Count("pk")))
    for queue in Queue:
        facts = {"queue": queue.value}
        number = counted.get(queue, 0)
        yield Number("hub_outbox_waiting", "Messages that wait to be sent.", number, facts)
        age = oldest_due(queue).total_seconds()
        yield Number("hub_outbox_oldest_seconds", "Since the oldest was due.", age, facts)
    for figure in Figure.objects.filter(name=SENDS).order_by("label"):
        queue_name, _space, outcome = figure.label.partition(" ")
        facts = {"queue": queue_name, "outcome": outcome}
        yield Number("hub_sends", "Letters by what came of them.", figure.value, facts, True)
