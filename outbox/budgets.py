"""Budgets: how many letters may leave on a day, while a provider is new to us or has a limit.

A new sender who begins with a few and doubles them is believed; one who begins with a hundred
thousand is not. Days are the newsroom's.
"""

from datetime import date

from django.conf import settings
from django.db import connection, models
from django.utils import timezone

ADD = """
    INSERT INTO outbox_sendingday (day, sent) VALUES (%s, %s)
    ON CONFLICT (day) DO UPDATE SET sent = outbox_sendingday.sent + EXCLUDED.sent
"""
LONGEST_RAMP = 30  # days of doubling; by then there is no limit that matters


class SendingDay(models.Model):
    """Letters that were let go on a day with a budget."""

    day = models.DateField(primary_key=True)
    sent = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day}: {self.sent}"


def has_budget() -> bool:
    return bool(settings.MAIL_DAILY_CAP or settings.MAIL_WARM_UP)


def budget_of(today: date) -> int:
    """MAIL_DAILY_CAP; before that MAIL_WARM_UP, and twice as many after each day of sending."""
    cap, start = settings.MAIL_DAILY_CAP, settings.MAIL_WARM_UP
    if not start:
        return cap
    days = SendingDay.objects.filter(day__lt=today, sent__gt=0).count()
    ramp = start * 2 ** min(days, LONGEST_RAMP)
    return min(cap, ramp) if cap else ramp


def left_today() -> int | None:
    """Letters that may still leave; None where there is no budget."""
    if not has_budget():
        return None
    today = timezone.localdate()
    sent = SendingDay.objects.filter(day=today).values_list("sent", flat=True).first() or 0
    return max(0, budget_of(today) - sent)


def spend(letters: int) -> None:
    """Count what was let go; where there is no budget nothing is kept."""
    if letters and has_budget():
        with connection.cursor() as cursor:
            cursor.execute(ADD, [timezone.localdate(), letters])
