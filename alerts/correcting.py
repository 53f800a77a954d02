"""Correcting: the text of an alert changed after it began to leave.

Who has not had it gets the new text. Who had the old one gets one short correction, if somebody
asks for it.
"""

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from alerts.alerts import SEND, Alert
from alerts.holding import check_right, why_held
from alerts.marking import marks_of, original_of, says_the_same
from alerts.rulings import Mending
from cms.languages import LANGUAGES
from outbox import steering
from outbox.claiming import LEASE
from outbox.gathering import start
from outbox.models import WAITING, Broadcast, Message, State
from supporters.models import Supporter, SupporterQuerySet
from users.models import User
from vault.auditing import note

CORRECTION = "alerts.correction"
# A letter with the old text may still be under way so long, and be noted after that.
UNDER_WAY: timedelta = LEASE


class AlreadyAsked(Exception):
    """This correction is on its way."""


def notice(alert: Alert) -> Mending | None:
    """Look whether readers would be told something else now. In a transaction, alert locked."""
    now = marks_of(alert.translation_key)
    changed = [each for each in now if alert.texts.get(each) != now[each]]
    if not changed or alert.broadcast is None:
        return None
    told = [language for language in changed if _was_told(alert, language, now[language])]
    alert.texts = alert.texts | now
    alert.save(update_fields=["texts"])
    return _mend(alert, alert.broadcast, told) if told else None


def told_the_old(mending: Mending) -> SupporterQuerySet:
    """Who had a version before this one, and since then no correction: one that waits will be
    written from the newest text. Whoever waits for this very one is still among them, for its night
    is kept by asking again.
    """
    had = Message.objects.filter(
        broadcast=mending.alert.broadcast_id,
        subject_id=OuterRef("pk"),
        state=State.SENT,
        version__lt=mending.version,
        language__in=mending.languages,
    )
    others = Q(state__in=[*WAITING, State.SENDING]) & ~Q(broadcast__subject_id=mending.pk)
    corrected = Message.objects.filter(
        Q(sent_at__gte=mending.at) | others,
        kind=CORRECTION,
        subject_id=OuterRef("pk"),
        broadcast__subject_id__in=mending.alert.mendings.values("pk"),
    )
    return Supporter.objects.reachable().filter(Exists(had), ~Exists(corrected))


def ask_to_correct(mending: Mending, by: User) -> None:
    """Send the correction; within a minute or so. Raises NotAllowed, AlreadyAsked."""
    check_right(by, SEND)
    with transaction.atomic():
        open_rows = Mending.objects.filter(pk=mending.pk, asked_at=None)
        if not open_rows.update(asked_at=timezone.now(), asked_by=by):
            raise AlreadyAsked
        number = told_the_old(mending).count()
        note("alert.correct", mending.alert_id, by=by.pk, version=mending.version, readers=number)


def start_corrections() -> None:
    """The clock: what was asked for starts once no letter with the old text is under way.

    A language that has no mended text yet waits by itself: its correction cannot be written.
    """
    settled = timezone.now() - UNDER_WAY
    rows = Mending.objects.filter(asked_at__isnull=False, started_at=None, at__lte=settled)
    for mending in rows.select_related("alert__broadcast", "asked_by"):
        with transaction.atomic():
            start(CORRECTION, mending.pk, languages=LANGUAGES, by=mending.asked_by)
            Mending.objects.filter(pk=mending.pk).update(started_at=timezone.now())


def _was_told(alert: Alert, language: str, now: list[str]) -> bool:
    """Whether what this language's readers were or are being told is another text now.

    A language that waits for its text has told nobody what it says at last; one that fell behind is
    told by the mending that left it behind.
    """
    before = alert.texts.get(language)
    if before is None or says_the_same(alert.translation_key, language, before, now):
        return False
    if language == original_of(alert.translation_key):
        return True
    last = alert.mendings.first()
    if last and language in last.behind:
        last.behind.remove(language)
        last.save(update_fields=["behind"])
        return False
    return alert.broadcast is not None and language in alert.broadcast.languages


def _mend(alert: Alert, broadcast: Broadcast, told: list[str]) -> Mending:
    """For these languages, and those that fall behind by it."""
    with suppress(steering.NotPossible):  # it is over; who had it may be told all the same
        steering.renew(broadcast.pk)
        broadcast.refresh_from_db()
    last = alert.mendings.first()
    version = max(broadcast.version, last.version + 1 if last else 2)
    behind = sorted(each for each in broadcast.languages if why_held(alert, each))
    note("alert.mended", alert.pk, version=version)
    languages = sorted({*told, *behind})
    return Mending.objects.create(alert=alert, version=version, languages=languages, behind=behind)
