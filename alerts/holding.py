"""Holding: a language without a text that may leave waits, and leaves by itself once it has one.

Somebody may end the wait and must say why: the language is closed, or its text goes although its
original has moved on.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from alerts.alerts import SEND, Alert
from alerts.composing import Unready, readiness
from alerts.rulings import LanguageRuling, Ruling
from outbox import steering
from outbox.models import WAITING, Message
from supporters.models import Supporter
from users.models import User
from vault.auditing import note


class NotAllowed(Exception):
    """This person may not do this with alerts."""


class ReasonMissing(Exception):
    """A language's wait is ended for a reason."""


class NotHeld(Exception):
    """The language does not wait, or not for this."""


CLOSED = "closed"
SENT_BEHIND = "behind"


def check_right(by: User, right: str) -> None:
    """Raises NotAllowed."""
    if not by.has_perm(right):
        raise NotAllowed


def why_held(alert: Alert, language: str) -> str:
    """Empty when its letters may leave; else `closed`, or a code of Unready."""
    ruling = ruling_on(alert, language)
    if ruling == Ruling.CLOSE:
        return CLOSED
    code = readiness(alert.translation_key, language)
    return "" if code == Unready.STALE and ruling == Ruling.BEHIND else code


def ruling_on(alert: Alert, language: str) -> str:
    """The last one that still holds, or nothing."""
    if not alert.pk:
        return ""
    last = LanguageRuling.objects.filter(alert=alert, language=language).last()
    if last is None or (last.ruling == Ruling.BEHIND and last.version != version_of(alert)):
        return ""
    return str(last.ruling)


def version_of(alert: Alert) -> int:
    return alert.broadcast.version if alert.broadcast else 1


def ready_languages(alert: Alert) -> list[str]:
    return [language for language in alert.languages if not why_held(alert, language)]


def settle_languages(alert: Alert) -> None:
    """Open what is ready and hold what is not; meanwhile who waits may choose another language. In
    a transaction, with the alert locked.
    """
    broadcast = alert.broadcast
    if broadcast is None or broadcast.is_over:
        return
    ready, open_now = set(ready_languages(alert)), set(broadcast.languages)
    if held := open_now - ready:
        steering.hold_languages(broadcast.pk, held)
    _readdress(alert, set(alert.languages) - (ready & open_now))
    if opened := ready - open_now:
        steering.open_languages(broadcast.pk, opened)
        note("alert.opened", alert.pk, **dict.fromkeys(sorted(opened), 1))
    if held or opened:
        broadcast.refresh_from_db()
    _spare_closed(alert)


def close(alert: Alert, language: str, by: User, reason: str) -> None:
    """Send without this language: whoever waits in it gets nothing. Raises NotAllowed,
    ReasonMissing, NotHeld.
    """
    if why_held(alert, language) in {"", CLOSED}:
        raise NotHeld
    _rule(alert, language, Ruling.CLOSE, by, reason)


def send_behind(alert: Alert, language: str, by: User, reason: str) -> None:
    """Send the text of this language as it stands. Raises NotAllowed, ReasonMissing, NotHeld."""
    if why_held(alert, language) != Unready.STALE:
        raise NotHeld
    _rule(alert, language, Ruling.BEHIND, by, reason)


def _rule(alert: Alert, language: str, ruling: Ruling, by: User, reason: str) -> None:
    check_right(by, SEND)
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        alert = locked(alert.translation_key)
        facts = {"ruling": ruling, "version": version_of(alert), "by": by}
        LanguageRuling.objects.create(
            alert=alert, language=language, reason=reason.strip(), **facts
        )
        note(f"alert.{ruling}", alert.pk, by=by.pk, **{language: 1})
        settle_languages(alert)


def locked(translation_key: UUID) -> Alert:
    """In a transaction: nobody else changes this alert meanwhile."""
    rows = Alert.objects.select_for_update(of=("self",)).select_related("broadcast")
    return rows.get(translation_key=translation_key)


def _spare_closed(alert: Alert) -> None:
    """A language that is closed for good must not hold the whole broadcast open."""
    for language in alert.languages:
        if alert.broadcast and ruling_on(alert, language) == Ruling.CLOSE:
            steering.spare_language(alert.broadcast.pk, language)


def _readdress(alert: Alert, languages: set[str]) -> None:
    """Who reads another language by now, while their message waited, gets it in that one."""
    others = [each for each in alert.languages if ruling_on(alert, each) != Ruling.CLOSE]
    moved = Supporter.objects.filter(pk=OuterRef("subject_id"), language__in=others)
    waiting = Message.objects.filter(
        broadcast=alert.broadcast_id, language__in=languages, state__in=WAITING
    )
    theirs = waiting.filter(Exists(moved.exclude(language=OuterRef("language"))))
    theirs.update(language=Subquery(moved.values("language")))
