"""The mails of a petition, opened and written at the moment they leave: nothing of
them is stored.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.models import Site

from campaigns.addresses import confirm_url, manage_url
from campaigns.keys import open_keys
from campaigns.managing import manage_token
from campaigns.models import CampaignPage, Petition, Signature
from campaigns.signing import ALREADY, CONFIRMATION, PURPOSE
from outbox.letters import Letter, register
from outbox.models import Message
from vault.tokens import derive_token

TEMPLATES = {CONFIRMATION: "confirmation", ALREADY: "already"}


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
    about = [message.subject_id for message in messages]
    rows = Signature.objects.identified().filter(pk__in=about)
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
        context = context_of(signature, message.language) | {"name": name}
        return written(TEMPLATES[message.kind], to=email, context=context)


def written(template: str, *, to: str, context: dict[str, Any]) -> Letter:
    """A letter by its three templates, in the active language."""
    folder = f"campaigns/mail/{template}"
    return Letter(
        to=to,
        subject=" ".join(render_to_string(f"{folder}_subject.txt", context).split()),
        text=render_to_string(f"{folder}.txt", context),
        html=render_to_string(f"{folder}.html", context),
    )


def context_of(signature: Signature, language: str) -> dict[str, Any]:
    """What every letter about a signature may say."""
    token = derive_token(PURPOSE, signature.public_id, bytes(signature.nonce), signature.expires_on)
    manage = manage_url(manage_token(signature), language)
    return petition_context(signature.petition, language) | {
        "confirm_url": settings.BASE_URL + confirm_url(token, language),
        "manage_url": settings.BASE_URL + manage,
        "good_until": signature.expires_on,
    }


def petition_context(petition: Petition, language: str) -> dict[str, Any]:
    """What a letter says of a petition: by its page in this language, else by the other."""
    pages = CampaignPage.objects.filter(petition=petition).select_related("locale")
    by_language = {page.locale.language_code: page for page in pages}
    page = by_language.get(language) or next(iter(by_language.values()), None)
    return {
        "language": language,
        "petition_title": page.title if page else petition.name,
        "campaign_url": page.full_url if page else settings.BASE_URL,
        "newsroom": newsroom_name(),
    }
