"""Sealing anew: secrets of second factors go from an older house key to the first one."""

import base64
import logging

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction

from vault.sealing import CannotUnseal, house_keys, key_id_of

log = logging.getLogger(__name__)
SEALED = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


def reseal() -> int:
    """Seal anew what an older key sealed; returns how many. What no key opens stays."""
    rows = Authenticator.objects.filter(type__in=SEALED).values_list("pk", flat=True)
    return sum(_reseal(pk) for pk in rows.order_by("pk"))


def _reseal(pk: int) -> bool:
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().filter(pk=pk).first()
        if row is None:
            return False
        field = SEALED[Authenticator.Type(row.type)]
        try:
            if key_id_of(base64.b64decode(row.data[field])) == next(iter(house_keys())):
                return False
            row.data[field] = encrypt(decrypt(row.data[field]))
        except (CannotUnseal, ValueError):
            log.error("factor %s opens under no key", pk)
            return False
        row.save(update_fields=["data"])
        return True
