"""Sweeping: what died, was forgotten or has served its time is put right from the rows alone."""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from outbox.answering import forget_answered
from outbox.backends import STAFF_KIND
from outbox.broadcasts import Broadcast
from outbox.finishing import finish, forget
from outbox.hearing import forget_hearsay
from outbox.models import HANDED, HEARD, Message, Queue, StaffLetter, State
from outbox.posting import ring_for
from outbox.sending import MAX_ATTEMPTS
from vault.locks import Lock
from vault.ringing import ring

KEEP = timedelta(days=30)
AT_MOST = 5_000  # rows deleted in one sweep: a short transaction, and the next one is near


def sweep() -> None:
    """Reap expired leases, ring for what is due, and let go of what is over. Safe to run twice."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.SWEEP_OUTBOX])
            if not cursor.fetchone()[0]:
                return
        for queue in Queue:
            _reap(queue)
            if Message.objects.due(queue).exists():
                ring_for(queue)
        for broadcast in Broadcast.objects.to_be_gathered():
            ring("outbox.gather", broadcast.pk)
        finish()
        _forget()


def _reap(queue: Queue) -> None:
    """The first unmarked message of an expired lease may have gone out, and all that were in one
    call with it; the others have not.

    To one person it goes again, with the same Message-ID, as often as any other attempt; in a
    broadcast it stays unknown until a person decides.
    """
    expired = Message.objects.expired(queue).order_by("lease_token", "pk")
    in_doubt = set(expired.distinct("lease_token").values_list("pk", flat=True))
    in_doubt |= set(expired.filter(error_code=HANDED).values_list("pk", flat=True))
    if not in_doubt:
        return
    freed = {"lease_token": None, "lease_until": None}
    again = {"state": State.QUEUED, **freed}
    heard = Message.objects.expired(queue).filter(error_code__in=HEARD)
    heard.update(state=State.SENT, sent_at=Now(), **freed)
    doubtful = Message.objects.expired(queue).filter(pk__in=in_doubt)
    if queue == Queue.TX:
        patient = doubtful.filter(attempts__lt=MAX_ATTEMPTS)
        patient.update(attempts=F("attempts") + 1, error_code="lease", **again)
    doubtful.update(state=State.UNKNOWN, error_code="lease", **freed)
    Message.objects.expired(queue).exclude(pk__in=in_doubt).update(**again)


def _forget() -> None:
    over = Message.objects.finished().filter(queue=Queue.TX, created_at__lt=Now() - KEEP)
    Message.objects.filter(pk__in=over.order_by("created_at").values("pk")[:AT_MOST]).delete()
    StaffLetter.objects.spent(STAFF_KIND).delete()
    forget_answered()
    forget()
    forget_hearsay()
