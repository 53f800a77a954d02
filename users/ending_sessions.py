"""Ending sessions: one's own, or those of somebody whom one may steward."""

from django.db.models import QuerySet

from users.models import User
from users.sessions import StaffSession, digest_of
from vault.auditing import note


def end_sessions(owner: User, *, by: User | None, but: str | None = None) -> int:
    """All but the one whose key is `but`; returns how many."""
    return _end(owner, by, owner.sessions.exclude(session_key=digest_of(but or "")))


def end_session(owner: User, digest: str, *, by: User | None) -> int:
    """The one of this digest, if it is theirs."""
    return _end(owner, by, owner.sessions.filter(session_key=digest))


def _end(owner: User, by: User | None, sessions: "QuerySet[StaffSession]") -> int:
    ended, _kinds = sessions.delete()
    if ended:
        note("staff.sessions_ended", owner.pk, by=by.pk if by else None, sessions=ended)
    return ended
