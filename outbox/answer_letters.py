"""The automatic answer to who answered a mail of ours: in one language, or in both."""

from collections.abc import Iterable
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from outbox.answering import ANSWER
from outbox.letters import ANSWERING, Letter, register
from outbox.models import Message, Reply
from outbox.replying import LANGUAGES, WAYS_OUT
from vault.sealing import house_keys, unseal


def register_kind() -> None:
    register(ANSWER, open_answers)


def open_answers(messages: Iterable[Message]) -> dict[int, Letter]:
    """Raises vault.sealing.CannotUnseal: the key may come back."""
    messages = list(messages)
    replies = Reply.objects.exclude(sealed_address=b"")
    found = replies.in_bulk([message.subject_id for message in messages])
    return {
        message.pk: letter_for(found[message.subject_id])
        for message in messages
        if message.subject_id in found
    }


def letter_for(reply: Reply) -> Letter:
    languages = [reply.language] if reply.language else list(LANGUAGES)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    name = settings.NEUTRAL_SENDER or sender.rpartition("@")[2]
    sides = [_side(language) for language in languages]
    context = {
        "sides": sides,
        "is_leaving": reply.is_leaving,
        "language": languages[0],
        "newsroom": name,
    }
    with translation.override(languages[0]):
        return Letter(
            to=unseal(reply.sealed_address, keys=house_keys(), bound_to=reply.binding),
            subject=" · ".join(each["subject"] for each in sides),
            text=render_to_string("outbox/mail/answer.txt", context),
            html=render_to_string("outbox/mail/answer.html", context),
            headers=(("From", formataddr((name, sender))), ANSWERING),
        )


def _side(language: str) -> dict[str, Any]:
    with translation.override(language):
        ways = [settings.BASE_URL + address(language) for address in WAYS_OUT.values()]
        subject = _("Automatic answer")
    site = f"{settings.BASE_URL}/{language}/"
    return {"language": language, "subject": subject, "ways": ways, "site": site}
