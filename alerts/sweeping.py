"""Sweeping: announce what was missed, and forget each address that has had its message."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from alerts.announcing import KIND, announce_all
from alerts.models import Waiting
from alerts.waiting import WaitingQuerySet, today
from outbox.models import Message, MessageQuerySet, State
from vault.erasures import Erasure, note_erasure
from vault.locks import Lock

TOLD_LINE = "alerts.waiting"  # in the journal of erasures, by public id
ENDED = (State.SENT, State.FAILED, State.SUPPRESSED)
KEEP_DAYS = 180  # without a translation; then the address is forgotten all the same


def sweep() -> None:
    """Wait on, forget, announce, in this order. Safe to run twice."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.TELL_WHO_WAITED])
        if cursor.fetchone()[0]:
            _wait_on()
            _forget()
            announce_all()


def _wait_on() -> None:
    """A cancelled message was not sent: its version was taken offline first. Its turn comes again.

    Unless another message of the row is on its way or went out.
    """
    others, cancelled = _messages().exclude(state=State.CANCELLED), _messages()
    again = Waiting.objects.told().filter(Exists(cancelled)).exclude(Exists(others))
    again.update(told_at=None)


def _forget() -> None:
    """Addresses whose message has ended or whose time is up, and what ties a day together.

    A message that may have arrived keeps its address as long as the outbox keeps the message, so
    that a person can still decide to send it again.
    """
    told = Waiting.objects.told()
    _delete(told.filter(Exists(_messages().filter(state__in=ENDED))))
    _delete(told.exclude(Exists(_messages())))
    Waiting.objects.untold().filter(created_on__lt=today() - timedelta(days=KEEP_DAYS)).delete()
    yesterdays = Waiting.objects.filter(created_on__lt=today()).exclude(day_index=None)
    yesterdays.update(day_index=None)


def forget_again(lines: Sequence[Erasure]) -> int:
    """After a restore: who had their message and was forgotten since is not told twice."""
    gone = {key for line in lines for key in line.keys}
    return Waiting.objects.filter(public_id__in=gone).delete()[0]


def _delete(rows: WaitingQuerySet) -> None:
    found = dict(rows.values_list("pk", "public_id"))
    note_erasure(TOLD_LINE, found.values())
    Waiting.objects.filter(pk__in=found).delete()


def _messages() -> MessageQuerySet:
    """The messages of a waiting row, for a subquery."""
    return Message.objects.filter(kind=KIND, subject_id=OuterRef("pk"))
