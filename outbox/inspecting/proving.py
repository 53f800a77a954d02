"""Proving: a code is mailed the way that broadcasts go, at once and past the queue."""

import time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from outbox.calling import meet
from outbox.handing import Outcome
from outbox.letters import Letter, compose
from outbox.models import Message
from outbox.opening import ask
from vault.switches import Switch, check_on

KIND = "outbox.proof"


class NoAddress(ValueError):
    """That is no mail address."""


def mail_code(to: str, language: str) -> Outcome:
    """What became of the mail. Raises NoAddress, vault.switches.SwitchedOff. The address is kept
    nowhere.
    """
    check_on(Switch.MAIL)
    try:
        validate_email(to)
        mail = compose(Message(kind=KIND, language=language), _letter(to, ask()))
    except (ValidationError, ValueError) as error:
        raise NoAddress from error
    with meet() as server:
        return server.hand(mail, deadline=time.monotonic() + settings.MAIL_TIMEOUT)


def _letter(to: str, code: str) -> Letter:
    text = _(
        "The code is %(code)s.\n\n"
        "Type it on the machine where Hub runs, within an hour:\n\n"
        "manage.py check_deliverability --code %(code)s\n\n"
        "Then broadcasts may leave this way."
    )
    return Letter(to, _("%(code)s opens broadcasts") % {"code": code}, text % {"code": code})
