"""Readers who sleep, and broadcasts that began while they were awake."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.db.models import Value
from django.utils import timezone

from outbox.gathering import gather_all, start
from outbox.kinds import Kind
from outbox.models import Broadcast, Message
from outbox.quiet import quiet_until
from tests.outbox import circulars
from tests.outbox.circulars import KIND, User, opened, write

NEW_YORK = ZoneInfo("America/New_York")


def set_night(settings) -> None:
    settings.QUIET_HOURS, settings.TIME_ZONE = (time(21), time(8)), "America/New_York"


def living(*regions: str) -> None:
    User.objects.bulk_create(
        User(username=f"reader{number}", first_name=region) for number, region in enumerate(regions)
    )


@contextmanager
def one_sleeper() -> Iterator[None]:
    """A kind whose readers all sleep, and one of them."""
    living("NY")
    night = datetime.combine(timezone.localdate().replace(month=1, day=2), time(23), NEW_YORK)
    night = night.replace(year=night.year + 1)
    people = User.objects.annotate(language=Value("en"))
    kind = Kind(
        lambda _: people.annotate(not_before=quiet_until("first_name", at=night)), write, opened
    )
    with circulars.registered(), patch.dict(circulars.kinds.KINDS, {KIND: kind}):
        yield


def begin_by_day(language: str) -> Broadcast:
    """A broadcast to somebody who was awake when it began."""
    broadcast = start(KIND, 1, languages=[language])
    gather_all(broadcast.pk)
    Message.objects.update(not_before=timezone.now() - timedelta(hours=3))
    return broadcast
