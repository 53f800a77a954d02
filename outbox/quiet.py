"""Quiet hours: no broadcast reaches a reader by night, by the clock of where they live.

An audience annotates `not_before` with one of these expressions. They are SQL, made once for a
statement over all readers; PostgreSQL knows when clocks change.
"""

from datetime import date, datetime, time

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    F,
    Func,
    TimeField,
    Value,
    When,
)
from django.db.models.functions import Cast, Now
from django.db.models.lookups import GreaterThanOrEqual, In, LessThan

from outbox.zones import ZONES

Region = Expression | F | str


def quiet_until(region: Region, *, at: datetime | None = None) -> Expression:
    """When the quiet hours end in which a mail of this moment (now, or `at`) would reach a reader
    of this region; NULL where it would reach nobody in them.
    """
    if settings.QUIET_HOURS is None:
        return Value(None, output_field=DateTimeField())
    start, end = settings.QUIET_HOURS
    zone = zone_of(region)
    when = Value(at, output_field=DateTimeField()) if at else Now()
    here = _in_zone(zone, when)
    clock, day = Cast(here, TimeField()), Cast(here, DateField())
    is_evening = GreaterThanOrEqual(clock, Value(start, output_field=TimeField()))
    is_morning = LessThan(clock, Value(end, output_field=TimeField()))
    this_day = _in_zone(zone, _at_clock(day, end))
    if start < end:
        return Case(When(is_evening & is_morning, then=this_day), output_field=DateTimeField())
    next_day = _in_zone(zone, _at_clock(day, end, days=1))
    return Case(
        When(is_evening, then=next_day),
        When(is_morning, then=this_day),
        output_field=DateTimeField(),
    )


def at_local(region: Region, day: date, clock: time) -> Expression:
    """The moment at which it is this day and hour where the reader lives; nine in the morning of
    each reader, say. One that the change of clocks leaves out is an hour later.
    """
    local = Value(datetime.combine(day, clock), output_field=_Unzoned())
    return _in_zone(zone_of(region), local)


def zone_of(region: Region) -> Expression:
    """The name of the reader's time zone; the newsroom's where the region does not tell."""
    source = F(region) if isinstance(region, str) else region
    known = [When(In(source, states), then=Value(zone)) for zone, states in ZONES.items()]
    return Case(*known, default=Value(settings.TIME_ZONE), output_field=CharField())


class _Unzoned(DateTimeField):
    """A day and an hour that are the same wherever they are read."""

    def get_db_prep_value(
        self, value: object, connection: object, prepared: bool = False
    ) -> object:
        return value


def _in_zone(zone: Expression, when: Expression) -> Func:
    return Func(zone, when, function="timezone", output_field=DateTimeField())


def _at_clock(day: Expression, clock: time, *, days: int = 0) -> Func:
    said = (day, Value(days), Value(clock, output_field=TimeField()))
    joined = {"template": "(%(expressions)s)", "arg_joiner": " + "}
    return Func(*said, **joined, output_field=DateTimeField())
