"""The mails of a petition, opened and written at the moment they leave: nothing of
them is stored.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from campaigns.addresses import confirm_url, forget_url, manage_url
from campaigns.codes import code_of
from campaigns.exposing import Mail, may_mail, rules_of
from campaigns.joining import ALREADY, CONFIRMATION
from campaigns.keys import open_keys
from campaigns.managing import manage_token
from campaigns.models import CampaignPage, Petition, Signature
from campaigns.neutral_mail import neutral_headers, neutral_name, neutral_subject
from campaigns.outcome_wishes import word_for
from campaigns.reminding import REMINDER
from campaigns.settling import RECEIPT
from campaigns.signing import PURPOSE
from cms.introducing import newsroom_name
from outbox.letters import Letter, register
from outbox.models import Message
from vault.tokens import derive_token

TEMPLATES = {
    CONFIRMATION: Mail.CONFIRMATION,
    ALREADY: Mail.ALREADY,
    REMINDER: Mail.REMINDER,
    RECEIPT: Mail.RECEIPT,
}


def register_kinds() -> None:
    for kind in TEMPLATES:
        register(kind, open_letters)


def open_letters(messages: Iterable[Message]) -> dict[int, Letter]:
    """A letter per message; none for one whose signature is gone or taken back, or has no identity
    here any more, or whose petition's exposure has no such mail.

    Raises vault.keystore.KeyMissing and vault.sealing.CannotUnseal: a keystore that is not mounted
    defers the mail, it does not lose it.
    """
    messages = list(messages)
    rows = Signature.objects.identified().filter(
        pk__in=[message.subject_id for message in messages], withdrawn_at=None
    )
    signatures = {signature.pk: signature for signature in rows.select_related("petition")}
    return {
        message.pk: _letter(message, signatures[message.subject_id])
        for message in messages
        if message.subject_id in signatures
        and may_mail(signatures[message.subject_id].petition.exposure, TEMPLATES[message.kind])
    }


def _letter(message: Message, signature: Signature) -> Letter:
    keys = open_keys(signature.petition.public_id)
    name, email = signature.name(keys), signature.email(keys)
    with translation.override(message.language):
        context = context_of(signature, message.language) | {"name": name}
        if message.kind == CONFIRMATION and signature.wants_outcome:
            context["forget_url"] = _forget_url(signature, email, message.language)
        return written(TEMPLATES[message.kind], to=email, context=context)


def written(template: str, *, to: str, context: dict[str, Any]) -> Letter:
    """A letter by its templates, in the active language; neutral in sender and subject where the
    petition's exposure asks for it (`is_neutral`, see petition_context).
    """
    folder, is_neutral = f"campaigns/mail/{template}", context["is_neutral"]
    subject = neutral_subject(template)
    if not is_neutral:
        subject = " ".join(render_to_string(f"{folder}_subject.txt", context).split())
    return Letter(
        to=to,
        subject=subject,
        text=render_to_string(f"{folder}.txt", context),
        html=render_to_string(f"{folder}.html", context),
        headers=neutral_headers() if is_neutral else (),
    )


def context_of(signature: Signature, language: str) -> dict[str, Any]:
    """What every letter about a signature may say."""
    token = derive_token(PURPOSE, signature.public_id, bytes(signature.nonce), signature.expires_on)
    return petition_context(signature.petition, language) | {
        "confirm_url": settings.BASE_URL + confirm_url(token, language),
        "manage_url": settings.BASE_URL + manage_url(manage_token(signature), language),
        "good_until": signature.expires_on,
        "code": code_of(signature),
        "subject_code": code_of(signature) if _may_be_in_subject(signature.petition) else "",
    }


def _may_be_in_subject(petition: Petition) -> bool:
    """A lock screen shows subjects; a code in one tells that somebody signs something."""
    return not rules_of(petition.exposure).is_neutral


def _forget_url(signature: Signature, email: str, language: str) -> str:
    word = word_for(signature.petition, email)
    return settings.BASE_URL + forget_url(signature.petition.public_id, word, language)


def petition_context(petition: Petition, language: str) -> dict[str, Any]:
    """What a letter says of a petition: by its page in this language, else by the other.

    A title left blank falls back too: a mail whose subject or sentence lacks it may be refused on
    its way. A page that is not live is linked nowhere, and one that never was gives no title.
    """
    pages = _pages_of(petition, language)
    is_neutral = rules_of(petition.exposure).is_neutral
    titles = [*(page.title.strip() for page in pages), petition.name.strip(), newsroom_name()]
    return {
        "language": language,
        "is_neutral": is_neutral,
        "petition_title": next(title for title in titles if title),
        "campaign_url": pages[0].full_url if pages and pages[0].live else settings.BASE_URL,
        "newsroom": neutral_name() if is_neutral else newsroom_name(),
    }


def _pages_of(petition: Petition, language: str) -> list[CampaignPage]:
    """Those that readers know, best first: live ones before others, then those of the language."""
    known = CampaignPage.objects.filter(petition=petition, first_published_at__isnull=False)
    return sorted(
        known.select_related("locale"),
        key=lambda page: (not page.live, page.locale.language_code != language),
    )
