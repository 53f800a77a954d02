"""Days by which tips are counted. No moments: one could be laid beside a log of somebody's employer
or of their provider, and would say who wrote.
"""

from datetime import date, timedelta

from django.utils import timezone

TIP_DAYS = 60  # after it arrived a tip is erased, unless somebody keeps it with a reason,
KEPT_DAYS = 90  # which holds for so long from the day it was kept,
MOST_DAYS = 365  # and never longer than so many days after it arrived
ERASED_DAYS = 30  # that the desk still says a tip was here, with nothing of it


def today() -> date:
    """The day (UTC)."""
    return timezone.now().date()


def last_day() -> date:
    """The day on which a tip that arrives today is erased."""
    return today() + timedelta(days=TIP_DAYS)


def kept_until(received_on: date) -> date:
    """The day on which a tip that is kept today is erased."""
    longest = received_on + timedelta(days=MOST_DAYS)
    return min(today() + timedelta(days=KEPT_DAYS), longest)
