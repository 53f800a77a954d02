"""The mails of a petition, opened and written at the moment they leave: nothing of them is stored."""

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from campaigns.addresses import confirm_url
from campaigns.keys import open_keys
from campaigns.models import CampaignPage, Signature
from campaigns.signing import ALREADY, CONFIRMATION, PURPOSE
from outbox.letters import Letter, register
from outbox.models import Message
from vault.keystore import KeyMissing
from vault.sealing import CannotUnseal
from vault.tokens import derive_token

log = logging.getLogger(__name__)
TEMPLATES = {CONFIRMATION: "confirmation", ALREADY: "already"}


def register_kinds() -> None:
    for kind in TEMPLATES:
        register(kind, open_letters)


def open_letters(messages: Iterable[Message]) -> dict[int, Letter]:
    """A letter per message; one whose signature or key is gone has none."""
    messages = list(messages)
    rows = Signature.objects.filter(pk__in=[message.subject_id for message in messages])
    signatures = {signature.pk: signature for signature in rows.select_related("petition")}
    letters = {}
    for message in messages:
        signature = signatures.get(message.subject_id)
        if signature is not None and (letter := _letter(message, signature)) is not None:
            letters[message.pk] = letter
    return letters


def _letter(message: Message, signature: Signature) -> Letter | None:
    try:
        keys = open_keys(signature.petition.public_id)
        name, email = signature.name(keys), signature.email(keys)
    except (KeyMissing, CannotUnseal) as error:
        log.warning("message %s cannot be opened: %s", message.pk, type(error).__name__)
        return None
    with translation.override(message.language):
        context = _context(signature, message.language) | {"name": name}
        folder = f"campaigns/mail/{TEMPLATES[message.kind]}"
        return Letter(
            to=email,
            subject=" ".join(render_to_string(f"{folder}_subject.txt", context).split()),
            text=render_to_string(f"{folder}.txt", context),
            html=render_to_string(f"{folder}.html", context),
        )


def _context(signature: Signature, language: str) -> dict[str, Any]:
    petition = signature.petition
    pages = CampaignPage.objects.filter(petition=petition).select_related("locale")
    by_language = {page.locale.language_code: page for page in pages}
    page = by_language.get(language) or next(iter(by_language.values()), None)
    token = derive_token(PURPOSE, signature.public_id, bytes(signature.nonce), signature.expires_on)
    return {
        "language": language,
        "petition_title": page.title if page else petition.name,
        "campaign_url": page.full_url if page else settings.BASE_URL,
        "confirm_url": settings.BASE_URL + confirm_url(token, language),
        "good_until": signature.expires_on,
        "newsroom": settings.WAGTAIL_SITE_NAME,
    }
