"""What ends by itself: who did not confirm in time, who left, and counts of mails long past."""

from django.db import transaction
from django.utils import timezone

from supporters.departures import Departure
from supporters.models import MAIL_REST, Supporter


def _note_who_did_not_answer(ids: list[int]) -> None:
    """Whom a list brought is asked once; no list asks them again."""
    mute = Supporter.objects.pending().brought_along().filter(pk__in=ids)
    indexes = [bytes(index) for index in mute.values_list("address_index", flat=True)]
    Departure.objects.note_all(indexes, Departure.Way.MUTE)


def expire() -> int:
    """Delete the rows that are overdue; returns how many. Safe to run twice."""
    with transaction.atomic():
        overdue = Supporter.objects.overdue().select_for_update(skip_locked=True)
        ids = list(overdue.values_list("pk", flat=True))
        _note_who_did_not_answer(ids)
        Supporter.objects.filter(pk__in=ids).delete()
    quiet = Supporter.objects.confirmed().filter(mailed_at__lte=timezone.now() - MAIL_REST)
    quiet.update(mails=0, mailed_at=None)
    return len(ids)
