"""Sending: a person asks, and either a second one agrees or ten minutes pass without a cancel.

What they say so of is the text of that moment: another one does not leave on their word. Every step
is a line of the audit log. Rights are asked here, whichever door was taken.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from alerts.alerts import APPROVE, HOLD, KIND, SEND, Alert, State
from alerts.audiences import Audience, counted
from alerts.holding import check_right, locked, ready_languages
from alerts.marking import Marks, marks_of
from campaigns.recognising import can_be_asked
from outbox.gathering import start
from users.models import User
from vault.auditing import note

WAITS = (State.ASKED, State.HELD)


class NotADraft(Exception):
    """It was sent, or is about to be."""


class NotWaiting(Exception):
    """It was approved, cancelled or sent already."""


class SamePerson(Exception):
    """Who asked may not approve: it takes two."""


class TextChanged(Exception):
    """Somebody asked to send another text than the one that would leave now."""


class NothingReady(Exception):
    """There is no language in which its text may leave."""


class NobodyThere(Exception):
    """The audience is empty."""


class QuestionRefused(Exception):
    """Who signed that petition cannot be asked: it is sealed, or its key is gone."""


class TwoPeopleNeeded(Exception):
    """This newsroom lets no alert leave on one person's word."""


def ask_for_approval(alert: Alert, by: User) -> None:
    """It goes once somebody else agrees. Raises NotAllowed, NotADraft, NothingReady, NobodyThere,
    QuestionRefused.
    """
    _ask(alert, by, State.ASKED)


def hold(alert: Alert, by: User) -> None:
    """It goes in ten minutes unless somebody cancels. Raises the same, and TwoPeopleNeeded."""
    if settings.ALERTS_NEED_TWO:
        raise TwoPeopleNeeded
    _ask(alert, by, State.HELD, hold_until=timezone.now() + HOLD)


def approve(alert: Alert, by: User) -> None:
    """It goes now. Raises NotAllowed, SamePerson, NotWaiting, TextChanged."""
    check_right(by, APPROVE)
    with transaction.atomic():
        alert = locked(alert.translation_key)
        if alert.state != State.ASKED:
            raise NotWaiting
        if alert.asked_by_id is None or alert.asked_by_id == by.pk:
            raise SamePerson
        texts = marks_of(alert.translation_key)
        if _is_another(alert, texts):
            raise TextChanged
        note("alert.approved", alert.pk, by=by.pk)
        _begin(alert, texts, approved_by=by)


def call_off(alert: Alert, by: User) -> None:
    """Back to a draft, nothing was sent; who may approve may refuse so. Raises NotAllowed,
    NotWaiting.
    """
    if not by.has_perm(APPROVE):
        check_right(by, SEND)
    with transaction.atomic():
        if not alert.change(State.DRAFT, wanted=WAITS, hold_until=None):
            raise NotWaiting
        note("alert.called_off", alert.pk, by=by.pk)


def end_hold(translation_key: UUID) -> None:
    """The clock: ten minutes have passed and nobody cancelled, so it goes. A text that changed
    meanwhile gets ten minutes of its own.
    """
    with transaction.atomic():
        alert = locked(translation_key)
        if alert.state != State.HELD or not _is_over(alert.hold_until):
            return
        texts = marks_of(translation_key)
        if _is_another(alert, texts):
            note("alert.held_anew", alert.pk)
            anew = {"hold_until": timezone.now() + HOLD, "texts": _leaving(alert, texts)}
            alert.change(State.HELD, wanted=(State.HELD,), **anew)
        else:
            note("alert.hold_over", alert.pk)
            _begin(alert, texts)


def _ask(alert: Alert, by: User, state: State, hold_until: datetime | None = None) -> None:
    check_right(by, SEND)
    numbers = counted(Audience.of(alert))
    if not any(numbers.values()):
        raise NobodyThere
    if not any(numbers[language] for language in ready_languages(alert)):
        raise NothingReady
    if alert.not_yet_signed and not can_be_asked(alert.not_yet_signed):
        raise QuestionRefused
    with transaction.atomic():
        texts = _leaving(alert, marks_of(alert.translation_key))
        asked = {"asked_by": by, "asked_at": timezone.now(), "hold_until": hold_until}
        if not alert.change(state, wanted=(State.DRAFT,), texts=texts, **asked):
            raise NotADraft
        note(f"alert.{state}", alert.pk, by=by.pk, **numbers)


def _begin(alert: Alert, texts: Marks, **facts: User) -> None:
    """Hand it to the outbox, with the languages that are ready at this moment."""
    broadcast = start(
        KIND,
        alert.pk,
        languages=ready_languages(alert),
        not_before=alert.not_before,
        by=alert.asked_by,
    )
    alert.change(State.SENDING, wanted=WAITS, broadcast=broadcast, texts=texts, **facts)


def _leaving(alert: Alert, texts: Marks) -> Marks:
    """Of the texts that may leave now; one that is ready later leaves by itself, as always."""
    return {code: texts[code] for code in ready_languages(alert) if code in texts}


def _is_another(alert: Alert, texts: Marks) -> bool:
    """Whether a text that was to leave says something else by now. One taken offline only waits."""
    return any(texts.get(code, mark) != mark for code, mark in alert.texts.items())


def _is_over(moment: datetime | None) -> bool:
    return moment is not None and moment <= timezone.now()
