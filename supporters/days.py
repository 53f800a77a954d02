"""Days by which supporters are counted. No moments: one could be laid beside the moment of a
signature, and would say who signed.
"""

from datetime import date, timedelta

from django.utils import timezone

PENDING_DAYS = 7
LEFT_DAYS = 7  # the receipt has to find its address, and the link of an old mail its answer


def today() -> date:
    """The day (UTC)."""
    return timezone.now().date()


def last_pending_day() -> date:
    return today() + timedelta(days=PENDING_DAYS)
