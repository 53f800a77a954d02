"""Sessions of the staff, in a table of our own: whose each one is, and since which day.

The table holds a digest of the key that the browser has: who reads it can log in as nobody. No
address, no browser, no hour.
"""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

DIGEST_LETTERS = 40  # as many as Django's column takes: 160 bits
BEGAN, SEEN = "began_on", "seen_on"


class StaffSession(AbstractBaseSession):
    """`session_key` is the digest, so it may stand in a form."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="sessions"
    )
    began_on = models.DateField(default=timezone.localdate)
    seen_on = models.DateField(default=timezone.localdate)

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    def __str__(self) -> str:
        return "a session"

    @classmethod
    def get_session_store_class(cls) -> "type[SessionStore]":
        return SessionStore


def digest_of(key: str) -> str:
    return hashlib.sha256(f"session {key}".encode()).hexdigest()[:DIGEST_LETTERS]


class SessionStore(DatabaseStore):
    """What Django asks of a `SESSION_ENGINE`, by digests instead of keys."""

    @classmethod
    def get_model_class(cls) -> type[StaffSession]:
        return StaffSession

    def _get_session_from_db(self) -> StaffSession | None:
        alive = StaffSession.objects.filter(expire_date__gt=timezone.now())
        found = alive.filter(session_key=digest_of(self.session_key or "")).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return StaffSession.objects.filter(session_key=digest_of(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> StaffSession:
        today = timezone.localdate().isoformat()
        return StaffSession(
            session_key=digest_of(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            owner_id=data.get(SESSION_KEY),
            began_on=data.setdefault(BEGAN, today),
            seen_on=today,
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
        )

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            StaffSession.objects.filter(session_key=digest_of(key)).delete()
