"""Invalidating in bulk: previewed, run in batches, stopped half-way, undone to the row.

Each batch is a transaction of its own that also moves the cursor, so whoever dies is taken over
from where it stood, and two at once wait for nobody and do nothing twice. The journals follow by
the count's own tick.
"""

import time
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncHour
from django.utils import timezone
from wagtail.log_actions import log

from campaigns.invalidations import Criteria, Invalidation
from campaigns.models import Petition, Signature
from vault.locks import Lock
from vault.ringing import ring

BATCH = 500  # signatures in one transaction
HOURS_SHOWN = 48
WORK_SECONDS = 5.0
STILL_SECONDS = 30  # without a batch: then somebody else takes over
State = Invalidation.State
AT_WORK = (State.RUNNING, State.UNDOING)
MOVES = {
    "start": ((State.PREVIEW, State.PAUSED), State.RUNNING),
    "pause": ((State.RUNNING,), State.PAUSED),
    "cancel": ((State.PREVIEW, State.RUNNING, State.PAUSED), State.CANCELLED),
    "undo": ((State.PAUSED, State.CANCELLED, State.DONE), State.UNDOING),
}
ACTIONS = {deed: f"campaigns.invalidation_{deed}" for deed in MOVES}  # in Wagtail's model log


class WrongState(Exception):
    """An invalidation that is not where this deed could begin."""


def preview(petition: Petition, criteria: Criteria, **facts: Any) -> Invalidation:
    """Note what would be looked for (`rule`, `reason`, `author`); nothing is touched yet."""
    return Invalidation.objects.create(petition=petition, criteria=criteria.as_json(), **facts)


def matching(invalidation: Invalidation) -> QuerySet[Signature]:
    """Signatures of its petition that it would still invalidate, those only that came before
    its start.
    """
    found = Signature.objects.filter(
        petition=invalidation.petition_id, invalidated_at=None, withdrawn_at=None
    )
    if invalidation.started_at:
        found = found.filter(created_at__lte=invalidation.started_at)
    return found.filter(invalidation.asked.as_filter())


def outlook(invalidation: Invalidation) -> dict[str, Any]:
    """What it would do: how many in all, how many that count, by language, by hour, what
    remains.
    """
    found = matching(invalidation)
    by_language = list(
        found.values("language", "counts").annotate(number=Count("pk")).order_by("language")
    )
    hours = found.values(hour=TruncHour("created_at")).annotate(number=Count("pk"))
    counting = sum(row["number"] for row in by_language if row["counts"])
    stand = Signature.objects.counting().filter(petition=invalidation.petition_id).count()
    languages: dict[str, int] = {}
    for row in by_language:
        languages[row["language"]] = languages.get(row["language"], 0) + row["number"]
    return {
        "total": sum(languages.values()),
        "counting": counting,
        "languages": languages,
        "hours": list(hours.order_by("-hour")[:HOURS_SHOWN]),
        "remains": stand - counting,
    }


def move(pk: int, deed: str, *, by: Any) -> Invalidation:
    """Start (or go on), pause, cancel or undo, once and with a trace. Raises WrongState."""
    origins, goal = MOVES[deed]
    with transaction.atomic():
        invalidation = Invalidation.objects.select_for_update().get(pk=pk)
        if invalidation.state not in origins:
            raise WrongState(deed)
        invalidation.moved_at = timezone.now()
        if invalidation.state == State.PREVIEW and goal == State.RUNNING:
            invalidation.started_at = invalidation.moved_at
            invalidation.total = matching(invalidation).count()
        invalidation.state = goal
        invalidation.save()
        log(invalidation, ACTIONS[deed], user=by)
        if goal in AT_WORK:
            ring("campaigns.invalidate", invalidation.pk)
    return invalidation


def advance(pk: int, *, batch: int = BATCH) -> bool:
    """One batch; False when there is no more to do, or another process is at it."""
    with transaction.atomic():
        jobs = Invalidation.objects.select_for_update(skip_locked=True)
        job = jobs.filter(pk=pk, state__in=AT_WORK).first()
        if job is None:
            return False
        wait_for_the_count()
        is_over = _invalidate(job, batch) if job.state == State.RUNNING else _revive(job, batch)
        if is_over:
            job.done = job.done if job.state == State.RUNNING else 0
            job.state = State.DONE if job.state == State.RUNNING else State.UNDONE
        job.moved_at = timezone.now()
        job.save(update_fields=["state", "cursor", "done", "moved_at"])
        return not is_over


def work(pk: int) -> None:
    """Batches for a few seconds, then the bell again, so that no task outlives its limit."""
    until = time.monotonic() + WORK_SECONDS
    while advance(pk):
        if time.monotonic() > until:
            ring("campaigns.invalidate", pk)
            return


def resume() -> int:
    """Ring for those that stand still: whoever was at them died, or the bell was not heard."""
    still = timezone.now() - timedelta(seconds=STILL_SECONDS)
    waiting = Invalidation.objects.filter(state__in=AT_WORK, moved_at__lt=still)
    ids = list(waiting.values_list("pk", flat=True))
    for pk in ids:
        ring("campaigns.invalidate", pk)
    return len(ids)


def wait_for_the_count() -> None:
    """Both change many rows: in one order each would be waiting for the other's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.COUNT_SIGNATURES])


def _invalidate(job: Invalidation, batch: int) -> bool:
    found = matching(job).filter(pk__gt=job.cursor).order_by("pk")
    ids = list(found.values_list("pk", flat=True)[:batch])
    standing = Signature.objects.filter(pk__in=ids, invalidated_at=None)
    job.done += standing.update(invalidated_at=timezone.now(), invalidation=job)
    job.cursor = ids[-1] if ids else job.cursor
    return len(ids) < batch


def _revive(job: Invalidation, batch: int) -> bool:
    """Only what bears its name: others may have invalidated the same kind of signature."""
    own = Signature.objects.filter(petition=job.petition_id, invalidation=job).order_by("pk")
    ids = list(own.values_list("pk", flat=True)[:batch])
    job.done -= own.filter(pk__in=ids).update(invalidated_at=None, invalidation=None)
    return len(ids) < batch
