"""The mails of a petition, opened and written at the moment they leave: nothing of
them is stored.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.models import Site

from campaigns.addresses import confirm_url
from campaigns.codes import code_of
from campaigns.keys import open_keys
from campaigns.models import CampaignPage, Petition, Signature
from campaigns.reminding import REMINDER
from campaigns.signing import ALREADY, CONFIRMATION, PURPOSE
from outbox.letters import Letter, register
from outbox.models import Message
from vault.tokens import derive_token

TEMPLATES = {CONFIRMATION: "confirmation", ALREADY: "already", REMINDER: "reminder"}


def newsroom_name() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return (site.site_name if site else "") or settings.WAGTAIL_SITE_NAME


def register_kinds() -> None:
    for kind in TEMPLATES:
        register(kind, open_letters)


def open_letters(messages: Iterable[Message]) -> dict[int, Letter]:
    """A letter per message; one whose signature is gone has none.

    Raises vault.keystore.KeyMissing and vault.sealing.CannotUnseal: a keystore that is not mounted
    defers the mail, it does not lose it.
    """
    messages = list(messages)
    rows = Signature.objects.filter(pk__in=[message.subject_id for message in messages])
    signatures = {signature.pk: signature for signature in rows.select_related("petition")}
    return {
        message.pk: _letter(message, signatures[message.subject_id])
        for message in messages
        if message.subject_id in signatures
    }


def _letter(message: Message, signature: Signature) -> Letter:
    keys = open_keys(signature.petition.public_id)
    name, email = signature.name(keys), signature.email(keys)
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
        "code": code_of(signature),
        "subject_code": code_of(signature) if petition.exposure == Petition.Exposure.OPEN else "",
        "newsroom": newsroom_name(),
    }
