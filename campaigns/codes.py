"""Confirming by a code of six digits, for whom a link in a mail is strange or on another device.

Nothing is stored but how often somebody tried. A try is taken before the code is looked at, so that
many tries at once are not more than a few; what fails fails in one way, whatever the reason.
"""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from campaigns.exposing import Choices, narrowed
from campaigns.keys import indexes_of, open_keys
from campaigns.models import Petition, Signature
from campaigns.settling import CHOICES
from campaigns.signing import PURPOSE, confirm
from vault.switches import Switch, check_on
from vault.tokens import derive_code, derive_token, fits_code, new_nonce

MOST_TRIES = 5  # for one pending row, as long as it lives


class CodeRefused(Exception):
    """A wrong code, too many tries, or nobody who signed like this: it does not say which."""


def code_of(signature: Signature) -> str:
    return derive_code(PURPOSE, signature.public_id, *_secret(signature))


def confirm_by_code(
    petition: Petition, *, name: str, email: str, code: str, choices: Choices
) -> str:
    """Confirm the signature typed with this name and address; returns the token of its link. It
    keeps no choice beyond those typed with it: no page tells them once more before they hold.

    Raises CodeRefused, vault.keystore.KeyMissing, vault.switches.SwitchedOff: then no try is taken.
    """
    check_on(Switch.SIGNING)
    email_index, name_index = indexes_of(open_keys(petition.public_id), name=name, email=email)
    rows = Signature.objects.filter(
        petition=petition, email_index=email_index, name_index=name_index, erased_at=None
    )
    signature = rows.filter(expires_on__gte=timezone.now().date()).first() or _nobody(petition)
    may_try = _take_a_try(signature)
    fits = fits_code(code, PURPOSE, signature.public_id, *_secret(signature))
    if not (may_try and fits):
        raise CodeRefused
    with transaction.atomic():
        _keep_to(choices, signature)
        confirm(signature)
    return derive_token(PURPOSE, signature.public_id, *_secret(signature))


def _keep_to(choices: Choices, signature: Signature) -> None:
    """Who signed again may not have been mailed again, and then the row has what was ticked first:
    of that, what was typed last stays.
    """
    row = Signature.objects.pending().select_for_update().filter(pk=signature.pk).first()
    if row is not None and narrowed(row.choices, choices) != row.choices:
        row.take_choices(narrowed(row.choices, choices))
        row.save(update_fields=CHOICES)


def _take_a_try(signature: Signature) -> bool:
    """True while there are tries left; in the database, because guesses come at once."""
    left = Signature.objects.filter(pk=signature.pk, code_tries__lt=MOST_TRIES)
    return left.update(code_tries=F("code_tries") + 1) == 1


def _nobody(petition: Petition) -> Signature:
    """Costs what a row costs, statements too, and no code fits it."""
    today = timezone.now().date()
    return Signature(pk=0, petition=petition, nonce=new_nonce(), expires_on=today)


def _secret(signature: Signature) -> tuple[bytes, Any]:
    return bytes(signature.nonce), signature.expires_on
