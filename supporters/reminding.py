"""One reminder for whoever subscribed and did not confirm: a day after the last mail at the
earliest, and never on the last day of its link. They are posted in small portions, so that
confirmations do not wait behind them.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from outbox.posting import post_many, room_for_patient
from supporters.days import today
from supporters.models import MOST_MAILS, Supporter

REMINDER = "supporters.reminder"
REST = timedelta(hours=24)


def remind() -> int:
    """Post a reminder for the next few who are due one; returns for how many. What another beat
    has in its hands is left to it.
    """
    now = timezone.now()
    due = Supporter.objects.pending().filter(reminded_on=None, expires_on__gt=today())
    due = due.filter(mailed_at__lte=now - REST, mails__lt=MOST_MAILS).order_by("pk")
    with transaction.atomic():
        locked = due.select_for_update(skip_locked=True).values_list("pk", "language")
        languages = dict(locked[: room_for_patient()])
        marks = {"reminded_on": today(), "mailed_at": now, "mails": F("mails") + 1}
        Supporter.objects.filter(pk__in=languages).update(**marks)
        for language in sorted(set(languages.values())):
            ids = [pk for pk, own in languages.items() if own == language]
            post_many(REMINDER, ids, language=language)
    return len(languages)
