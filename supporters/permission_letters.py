"""The one question to whom a list brought: may we write to you? In their language, or in both."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from cms.introducing import newsroom_name
from cms.languages import LANGUAGES
from outbox.letters import Letter, register
from outbox.models import Message
from supporters.addresses import confirm_url
from supporters.asking import BOTH, PERMISSION
from supporters.leave_at_once import leave_headers
from supporters.models import Supporter
from supporters.subscribing import confirm_token

KINDS = {PERMISSION: "permission", BOTH: "both"}


def register_kinds() -> None:
    for kind in KINDS:
        register(kind, open_letters)


def open_letters(messages: Iterable[Message]) -> dict[int, Letter]:
    """None for who has answered, subscribed or gone meanwhile.

    Raises vault.sealing.CannotUnseal: the key may come back.
    """
    messages = list(messages)
    waiting = Supporter.objects.pending().brought_along()
    supporters = waiting.in_bulk([message.subject_id for message in messages])
    newsroom = newsroom_name()
    return {
        message.pk: _letter(message, supporters[message.subject_id], newsroom)
        for message in messages
        if message.subject_id in supporters
    }


def _letter(message: Message, supporter: Supporter, newsroom: str) -> Letter:
    folder = f"supporters/mail/{KINDS[message.kind]}"
    token = confirm_token(supporter)
    urls = {language: settings.BASE_URL + confirm_url(token, language) for language in LANGUAGES}
    context = {
        "urls": urls,
        "url": urls[message.language],
        "good_until": supporter.expires_on,
        "language": message.language,
        "newsroom": newsroom,
        "postal_address": settings.POSTAL_ADDRESS,
    }
    with translation.override(message.language):
        return Letter(
            to=supporter.address(),
            subject=" ".join(render_to_string(f"{folder}_subject.txt", context).split()),
            text=render_to_string(f"{folder}.txt", context),
            html=render_to_string(f"{folder}.html", context),
            headers=leave_headers(supporter),
        )
