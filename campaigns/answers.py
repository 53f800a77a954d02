"""What the answer page needs to show and correct, sealed into its own address: no cookie, no row.

The token is good for an hour and for one petition.
"""

import base64
import binascii
import json
import time
from dataclasses import dataclass
from uuid import UUID

from vault.sealing import CannotUnseal, house_keys, seal, unseal

GOOD_SECONDS = 3_600


class AnswerGone(Exception):
    """The token is malformed, of another petition, or over an hour old."""


@dataclass(frozen=True)
class Typed:
    """The fields of the form as they were typed."""

    fields: dict[str, str]

    @property
    def email(self) -> str:
        return self.fields.get("email", "")


def seal_answer(petition_id: UUID, fields: dict[str, str]) -> str:
    value = json.dumps({"at": int(time.time()), "fields": fields})
    sealed = seal(value, keys=house_keys(), bound_to=_binding(petition_id))
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def open_answer(petition_id: UUID, token: str) -> Typed:
    """Raises AnswerGone."""
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        answer = json.loads(unseal(sealed, keys=house_keys(), bound_to=_binding(petition_id)))
    except (binascii.Error, ValueError, CannotUnseal) as error:
        raise AnswerGone from error
    if answer["at"] < time.time() - GOOD_SECONDS:
        raise AnswerGone
    return Typed(answer["fields"])


def _binding(petition_id: UUID) -> str:
    return f"campaigns.answer|{petition_id}|typed"
