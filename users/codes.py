"""Codes of the second step: six digits of an app, or one of the ten that were written down.

A code of the app is used up in the database, under a lock of its row: neither a second try at the
same moment nor an emptied cache lets it in twice. One step of half a minute before and after now is
accepted, because telephones go wrong and people type slowly.
"""

import logging
import time
from collections.abc import Iterable

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction

from users.models import User
from vault.sealing import CannotUnseal

log = logging.getLogger(__name__)
STEP = 30  # seconds
AROUND = (-1, 0, 1)  # steps from now
LAST = "last_step"


def step_now() -> int:
    return int(time.time()) // STEP


def code_at(secret: str, step: int) -> str:
    return str(format_hotp_value(hotp_value(secret, step)))


def give_app(user: User, secret: str) -> Authenticator:
    """The factor of somebody whose secret is known, as the demo's are."""
    return TOTP.activate(user, secret).instance


def secret_of(user: User) -> str | None:
    """Raises CannotUnseal."""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return decrypt(row.data["secret"]) if row else None


def use_up(user: User, code: str) -> Authenticator | None:
    """The factor that this code is of; from now on the code is of none."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update().filter(user=user, type__in=kinds)
        return _first_that_takes(rows.order_by("-type"), code)


def _first_that_takes(rows: Iterable[Authenticator], code: str) -> Authenticator | None:
    for row in rows:
        try:
            is_taken = row.type == Authenticator.Type.TOTP and _take_from_app(row, code)
            if is_taken or _take_from_paper(row, code):
                return row
        except CannotUnseal:
            log.error("factor %s opens under no key", row.pk)
    return None


def _take_from_app(row: Authenticator, code: str) -> bool:
    secret = decrypt(row.data["secret"])
    for step in (step_now() + each for each in AROUND):
        is_new = step > row.data.get(LAST, 0)
        if is_new and compare_user_code(actual=code, expected=code_at(secret, step)):
            row.data[LAST] = step
            row.save(update_fields=["data"])
            return True
    return False


def _take_from_paper(row: Authenticator, code: str) -> bool:
    return row.type == Authenticator.Type.RECOVERY_CODES and row.wrap().validate_code(code)
