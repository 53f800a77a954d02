"""What an answer page needs to show and correct, sealed into its own address: no cookie, no row.

The token is good for an hour, and only for what it was bound to.
"""

import base64
import binascii
import json
import time
from dataclasses import dataclass

from vault.sealing import CannotUnseal, house_keys, seal, unseal

GOOD_SECONDS = 3_600


class AnswerGone(Exception):
    """The token is malformed, of something else, or over an hour old."""


@dataclass(frozen=True)
class Typed:
    """The fields of the form as they were typed."""

    fields: dict[str, str]

    @property
    def email(self) -> str:
        return self.fields.get("email", "")


def seal_typed(fields: dict[str, str], *, bound_to: str) -> str:
    value = json.dumps({"at": int(time.time()), "fields": fields})
    sealed = seal(value, keys=house_keys(), bound_to=bound_to)
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def open_typed(token: str, *, bound_to: str) -> Typed:
    """Raises AnswerGone."""
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        answer = json.loads(unseal(sealed, keys=house_keys(), bound_to=bound_to))
    except (binascii.Error, ValueError, CannotUnseal) as error:
        raise AnswerGone from error
    if answer["at"] < time.time() - GOOD_SECONDS:
        raise AnswerGone
    return Typed(answer["fields"])
