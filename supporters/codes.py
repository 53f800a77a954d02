"""Confirming by a code of six digits, for whom a link in a mail is strange or on another device.

Nothing is stored but how often somebody tried. A try is taken before the code is looked at, so that
many tries at once are not more than a few; what fails fails in one way, whatever the reason.
"""

from datetime import date

from django.db.models import F

from supporters.days import today
from supporters.indexing import index_of
from supporters.models import Supporter
from supporters.subscribing import PURPOSE, confirm, confirm_token
from vault.switches import Switch, check_on
from vault.tokens import derive_code, fits_code

MOST_TRIES = 5  # for one pending row, as long as it lives


class CodeRefused(Exception):
    """A wrong code, too many tries, or nobody who waits for one: it does not say which."""


def code_of(supporter: Supporter) -> str:
    return derive_code(PURPOSE, supporter.public_id, *_secret(supporter))


def confirm_by_code(address: str, code: str) -> str:
    """Confirm who typed this address; returns the token of their link. Raises CodeRefused, and
    vault.switches.SwitchedOff: then no try is taken.
    """
    check_on(Switch.SUBSCRIBING)
    rows = Supporter.objects.pending().filter(expires_on__gte=today())
    supporter = rows.filter(address_index=index_of(address)).first() or _nobody()
    may_try = _take_a_try(supporter)
    fits = fits_code(code, PURPOSE, supporter.public_id, *_secret(supporter))
    if not (may_try and fits):
        raise CodeRefused
    token = confirm_token(supporter)
    confirm(supporter)
    return token


def _take_a_try(supporter: Supporter) -> bool:
    """True while there are tries left; in the database, because guesses come at once."""
    left = Supporter.objects.filter(pk=supporter.pk, code_tries__lt=MOST_TRIES)
    return left.update(code_tries=F("code_tries") + 1) == 1


def _nobody() -> Supporter:
    """Costs what a row costs, statements too, and no code fits it."""
    return Supporter(pk=0, expires_on=today())


def _secret(supporter: Supporter) -> tuple[bytes, date]:
    return bytes(supporter.nonce), supporter.expires_on or today()
