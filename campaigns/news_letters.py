"""The mails with news: written once for each version and language, opened when they leave.

Between the two a signer may have left, withdrawn, been struck out or erased: then there is no
letter.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.addresses import leave_news_url, manage_url
from campaigns.exposing import Mail
from campaigns.keys import PetitionKeys, open_keys
from campaigns.letters import petition_context, written
from campaigns.mailing_signers import audience_of, note_cancelled
from campaigns.mailings import KINDS, Mailing
from campaigns.managing import manage_token
from campaigns.models import Signature
from campaigns.occasions import NotReady, Occasion, Said, occasion_of
from campaigns.quieting import heed, leave_token
from outbox.broadcasts import Broadcast
from outbox.counting import counted_address
from outbox.kinds import CannotWrite, Draft, Kind, Recipient, register_broadcast, slot
from outbox.models import Message
from outbox.quiet import quiet_until

LINE = 100  # characters: escaped and in bytes it stays below what a mail server takes
MOST = 12_000  # characters of an update that the mail tells; the rest stands on its page
ONE_CLICK = ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")


def register_kinds() -> None:
    for kind in KINDS:
        register_broadcast(kind, NEWS)


def audience(broadcast: Broadcast) -> QuerySet:
    """Each gets it once it is day where they live."""
    signers = audience_of(_mailing(broadcast).petition)
    return signers.annotate(not_before=quiet_until(Left("region", 2)))


def write(broadcast: Broadcast, language: str) -> Draft:
    """Raises CannotWrite while this language does not say it."""
    try:
        return draft_of(occasion_of(_mailing(broadcast)), language)
    except NotReady as refused:
        raise CannotWrite(language) from refused


def draft_of(occasion: Occasion, language: str) -> Draft:
    """Raises NotReady."""
    said = occasion.mailed_in(language)
    with translation.override(language):
        context = _context(occasion, said, language)
        letter = written(Mail.UPDATE, to="", context=context)
    leave = ("List-Unsubscribe", f"<{slot('leave')}>")
    headers = (*letter.headers, leave, ONE_CLICK)
    return Draft(letter.subject, letter.text, letter.html, headers)


def open_recipients(messages: list[Message]) -> dict[int, Recipient]:
    """Raises vault.keystore.KeyMissing, vault.sealing.CannotUnseal: the key may come back."""
    subjects = {message.subject_id: message for message in messages}
    rows = Signature.objects.counting().identified().filter(pk__in=subjects, wants_updates=True)
    keys: dict[int, PetitionKeys] = {}
    found = {}
    for signature in rows.select_related("petition"):
        petition = signature.petition
        if petition.pk not in keys:
            keys[petition.pk] = open_keys(petition.public_id)
        message = subjects[signature.pk]
        recipient = _recipient(signature, keys[petition.pk], message)
        if recipient.to:  # who signed in person may have none
            found[message.pk] = recipient
    return found


def _recipient(signature: Signature, keys: PetitionKeys, message: Message) -> Recipient:
    language, broadcast = message.language, message.broadcast
    leave = settings.BASE_URL + leave_news_url(leave_token(signature), language)
    manage = manage_url(manage_token(signature), language)
    values = {
        "name": signature.name(keys),
        "leave": counted_address(leave, broadcast.public_id) if broadcast else leave,
        "manage": settings.BASE_URL + manage,
    }
    return Recipient(signature.email(keys), values)


def _context(occasion: Occasion, said: Said, language: str) -> dict[str, Any]:
    told = petition_context(occasion.petition, language)
    for name in ("petition_title", "newsroom"):
        told[name] = _soft(told[name])
    soft = replace(
        said,
        subject=_plain(said.subject),
        title=_soft(said.title),
        paragraphs=tuple(_soft(text) for text in _shortened(said.paragraphs)),
    )
    return told | {
        "said": soft,
        "event": occasion.event,
        # It would tell whoever sees the mail who sends it.
        "postal_address": "" if told["is_neutral"] else settings.POSTAL_ADDRESS,
        "name": slot("name"),
        "manage_url": slot("manage"),
    }


def _shortened(paragraphs: tuple[str, ...]) -> Iterator[str]:
    left = MOST
    for text in paragraphs:
        if left <= 0:
            return
        yield text if len(text) <= left else f"{text[:left]}…"
        left -= len(text)


def _soft(text: str) -> str:
    """In lines that a mail can carry; white space means nothing in it."""
    return "\n".join(textwrap.wrap(_plain(text), LINE, break_on_hyphens=False))


def _plain(text: str) -> str:
    """Without what a mail cannot carry, and without the word that marks our slots."""
    shown = "".join(mark if mark.isprintable() else " " for mark in text)
    return " ".join(shown.split()).replace("hubslot", "hub slot")


def _mailing(broadcast: Broadcast) -> Mailing:
    return Mailing.objects.select_related("petition").get(pk=broadcast.subject_id)


def _title(broadcast: Broadcast) -> str:
    mailing = _mailing(broadcast)
    facts = {"petition": mailing.petition.name, "event": mailing.get_event_display()}
    return _("News to signers of %(petition)s: %(event)s") % facts


def _link(broadcast: Broadcast) -> str:
    return reverse("campaigns_news", args=[_mailing(broadcast).petition_id])


# The list's name tells nothing of the petition: it stands in the headers of each mail.
NEWS = Kind(
    audience,
    write,
    open_recipients,
    stream="updates",
    name=gettext_lazy("Updates"),
    heed=heed,
    cancelled=note_cancelled,
    title=_title,
    link=_link,
)
