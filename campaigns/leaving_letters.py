"""The mails to who manages or leaves: the link, a new address, and the receipts.

Like every mail they are written at the moment they leave. On a petition that may cost its signers
something, the subject does not say which it is.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation

from campaigns.address_changes import AddressChange
from campaigns.addresses import new_address_url
from campaigns.changing_address import NEW_ADDRESS, change_token
from campaigns.erasing import ERASED
from campaigns.exposing import rules_of
from campaigns.keys import open_keys
from campaigns.letters import context_of, petition_context, written
from campaigns.managing import MANAGE
from campaigns.models import Petition, Signature
from campaigns.receipts import Receipt
from campaigns.withdrawing import WITHDRAWN
from outbox.letters import Letter, register
from outbox.models import Message

TEMPLATES = {MANAGE: "manage", WITHDRAWN: "withdrawn", NEW_ADDRESS: "new_address", ERASED: "erased"}


def register_kinds() -> None:
    register(MANAGE, open_letters_to_signers)
    register(WITHDRAWN, open_letters_to_signers)
    register(NEW_ADDRESS, open_letters_to_new_addresses)
    register(ERASED, open_receipts)


def names_petition(petition: Petition) -> bool:
    """May the subject of a mail say which petition it is about?"""
    return not rules_of(petition.exposure).is_neutral


def open_letters_to_signers(messages: Iterable[Message]) -> dict[int, Letter]:
    """A letter per message; one whose signature has no identity here has none.

    Raises vault.keystore.KeyMissing and vault.sealing.CannotUnseal, as all openers below.
    """
    messages = list(messages)
    rows = Signature.objects.identified().select_related("petition").in_bulk(_about(messages))
    return _letters(messages, rows, _to_signer)


def open_letters_to_new_addresses(messages: Iterable[Message]) -> dict[int, Letter]:
    messages = list(messages)
    rows = AddressChange.objects.select_related("signature__petition").in_bulk(_about(messages))
    return _letters(messages, rows, _to_new_address)


def open_receipts(messages: Iterable[Message]) -> dict[int, Letter]:
    messages = list(messages)
    rows = Receipt.objects.select_related("petition").in_bulk(_about(messages))
    return _letters(messages, rows, _to_erased)


def _about(messages: list[Message]) -> list[int]:
    return [message.subject_id for message in messages]


def _letters(
    messages: list[Message], rows: Mapping[int, Any], write: Callable[[Message, Any], Letter]
) -> dict[int, Letter]:
    letters = {}
    for message in messages:
        if message.subject_id in rows:
            with translation.override(message.language):
                letter = write(message, rows[message.subject_id])
            if letter.to:  # who signed in person may have none
                letters[message.pk] = letter
    return letters


def _to_signer(message: Message, signature: Signature) -> Letter:
    petition = signature.petition
    keys = open_keys(petition.public_id)
    context = context_of(signature, message.language) | _subject(petition)
    context["name"] = signature.name(keys)
    return written(TEMPLATES[message.kind], to=signature.email(keys), context=context)


def _to_new_address(message: Message, change: AddressChange) -> Letter:
    petition = change.signature.petition
    keys = open_keys(petition.public_id)
    url = settings.BASE_URL + new_address_url(change_token(change), message.language)
    context = petition_context(petition, message.language) | _subject(petition)
    context |= {"new_address_url": url, "good_until": change.expires_on}
    return written(TEMPLATES[message.kind], to=change.email(keys), context=context)


def _to_erased(message: Message, receipt: Receipt) -> Letter:
    petition = receipt.petition
    context = petition_context(petition, message.language) | _subject(petition)
    context["day"] = receipt.created_at
    to = receipt.email(open_keys(petition.public_id))
    return written(TEMPLATES[message.kind], to=to, context=context)


def _subject(petition: Petition) -> dict[str, bool]:
    return {"names_petition": names_petition(petition)}
