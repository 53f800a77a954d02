"""Everything at once: signers, some twice; confirmations; a reader; the tick; an invalidation that
is cancelled half-way and undone; and a worker that dies.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, TypeVar

from django.db import connection

from bench.asking import TWICE, Report, ask, reading, signing
from bench.measuring import Cost, Figure, WrongAnswer, cost_of
from bench.ratios import CONNECTIONS, MOST_EACH_SECOND, Crowd, confirms
from bench.reckoning import Promised
from bench.scale import Scale
from bench.serving import Web
from campaigns import invalidating
from campaigns.addresses import count_url
from campaigns.counting import count
from campaigns.invalidations import Criteria, Invalidation
from campaigns.models import CampaignPage, Petition, Signature

STRUCK = "copy"  # the source of those who are struck out
TICK_SECONDS = 1.0
KILL_AT = 0.4  # of the time
CONFIRM_SECONDS, CONFIRM_CONNECTIONS = 1.0, 2
Answer = TypeVar("Answer")


def bustle(
    page: CampaignPage, hub: Web, crowd: Crowd, promised: Promised, scale: Scale
) -> Iterator[Figure]:
    """Raises WrongAnswer if anybody was answered with an error, or the invalidation went wrong."""
    planted = Signature.objects.filter(source=STRUCK).latest("pk").pk
    seconds, petition = scale.bustle_seconds, page.petition
    until, people = time.monotonic() + seconds, crowd.next(int(seconds) * MOST_EACH_SECOND)
    asks = signing(page.sign_url(), people, twice=TWICE)
    paths = reading([count_url(petition.public_id, "en"), page.url], MOST_EACH_SECOND)
    with ThreadPoolExecutor(5) as pool:
        signed = pool.submit(ask, hub, asks, seconds, CONNECTIONS)
        read = pool.submit(ask, hub, paths, seconds, 1)
        struck = pool.submit(_apart, _strike, petition, scale.struck)
        ticked = pool.submit(_apart, _tick, until)
        confirmed = pool.submit(_apart, _confirm, confirms(hub, promised, planted), until)
        time.sleep(seconds * KILL_AT)
        os.kill(hub.busiest().pid, signal.SIGKILL)
        took = [each.result() for each in (ticked, confirmed, struck)][-1]
    promised.note_signing(signed.result())
    _check_statuses(signed.result(), {0, HTTPStatus.SEE_OTHER})
    _check_statuses(read.result(), {0, HTTPStatus.OK})
    yield _figure("signing while all else happens", signed.result(), scale)
    yield _figure("a reader meanwhile", read.result(), scale)
    what = f"{scale.struck:,} struck out, cancelled half-way, undone: {took:.1f} s"
    yield Figure("surge", what, scale.people, Cost(0, 0, 0, 0), is_within=True)


def _apart(deed: Callable[..., Answer], *arguments: Any) -> Answer:
    """In a thread of its own, whose connection goes with it."""
    try:
        return deed(*arguments)
    finally:
        connection.close()


def _tick(until: float) -> None:
    while time.monotonic() < until:
        count()
        time.sleep(TICK_SECONDS)


def _confirm(confirm: Callable[[float], Report], until: float) -> None:
    while time.monotonic() < until:
        confirm(CONFIRM_SECONDS)


def _strike(petition: Petition, people: int) -> float:
    """Seconds that it took. Raises WrongAnswer."""
    begun = time.monotonic()
    asked = invalidating.preview(petition, Criteria(source=STRUCK), reason="bench")
    job = invalidating.move(asked.pk, "start", by=None)
    while job.done < people / 2:
        invalidating.advance(job.pk)
        job.refresh_from_db()
    invalidating.move(job.pk, "cancel", by=None)
    gone = Signature.objects.filter(invalidation=job).count()
    if not people / 2 <= gone == job.done < job.total == people:
        raise WrongAnswer(f"{gone} of {job.total} are struck out, and it says {job.done}")
    count()
    invalidating.move(job.pk, "undo", by=None)
    while invalidating.advance(job.pk):
        pass
    job.refresh_from_db()
    if job.state != Invalidation.State.UNDONE or Signature.objects.filter(invalidation=job):
        raise WrongAnswer(f"undone, the invalidation is {job.state}")
    return time.monotonic() - begun


def _check_statuses(report: Report, fine: set[int]) -> None:
    if wrong := report.statuses - fine:
        raise WrongAnswer(f"answers of status {wrong}")


def _figure(what: str, report: Report, scale: Scale) -> Figure:
    times = [(ms, 0.0) for _name, status, ms in report.answers if status]
    lost = len(report.answers) - len(times)
    told = f"{what}: {len(times) / report.seconds:.0f} answers/s, {lost} lost with the worker"
    return Figure("surge", told, scale.people, cost_of(0, times))
