"""Recalling: who asked for a broadcast and what was done to it since, from the audit log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from outbox.broadcasts import Broadcast, BroadcastState, Why
from outbox.naming import language_name
from outbox.steering import CANCELLED, OPENED, PAUSED, RENEWED, RESENT, RESUMED, RETRIED
from vault.auditing import AuditEntry, noted

SAID: dict[str, Any] = {
    RESUMED: gettext_lazy("Resumed"),
    CANCELLED: gettext_lazy("Cancelled"),
    "broadcast.sent_at_once": gettext_lazy("Sent at once, whatever the hour where readers live"),
    RENEWED: gettext_lazy("Text mended: who had not got it gets the new one"),
}


@dataclass(frozen=True)
class Event:
    """`who` is empty for a rule or the clock."""

    at: datetime
    what: str
    who: str


def history(broadcast: Broadcast) -> list[Event]:
    """Oldest first; two queries."""
    entries = list(noted(broadcast.pk, *_deeds()))
    people = _people({entry.actor for entry in entries} | {broadcast.by_id})
    begun = Event(broadcast.created_at, _("Asked for"), people.get(broadcast.by_id, ""))
    told = [Event(entry.at, _said(entry), people.get(entry.actor, "")) for entry in entries]
    if broadcast.state == BroadcastState.DONE and broadcast.finished_at:
        told.append(Event(broadcast.finished_at, _("Done"), ""))
    return sorted([begun, *told], key=lambda event: event.at)


def _people(ids: set[int | None]) -> dict[int | None, str]:
    users = get_user_model().objects.filter(pk__in=[each for each in ids if each is not None])
    return {user.pk: user.called for user in users}


def _deeds() -> list[str]:
    paused = [f"{PAUSED}.{why}" for why in Why]
    opened = [f"{OPENED}.{language}" for language, _name in settings.LANGUAGES]
    return [*paused, *opened, *SAID, RESENT, RETRIED]


def _said(entry: AuditEntry) -> str:
    number = entry.numbers.get("number", 0)
    if entry.deed.startswith(f"{PAUSED}."):
        why = entry.deed.removeprefix(f"{PAUSED}.")
        reason = Why(why).label if why in Why else why
        return _("Paused: %(reason)s") % {"reason": reason}
    if entry.deed.startswith(f"{OPENED}."):
        language = language_name(entry.deed.removeprefix(f"{OPENED}."))
        return _("%(language)s may leave") % {"language": language}
    if entry.deed == RESENT:
        said = ngettext("%(number)s sent once more", "%(number)s sent once more", number)
        return said % {"number": number}
    if entry.deed == RETRIED:
        said = ngettext("%(number)s tried again", "%(number)s tried again", number)
        return said % {"number": number}
    return str(SAID.get(entry.deed, entry.deed))
