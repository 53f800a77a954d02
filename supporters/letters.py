"""The mails to one supporter, opened and written at the moment they leave: nothing of them is
stored.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from cms.introducing import newsroom_name
from outbox.letters import Letter, register
from outbox.models import Message
from supporters.addresses import confirm_url, preferences_url, subscribe_url
from supporters.codes import code_of
from supporters.leaving import LEFT
from supporters.linking import PREFERENCES, preferences_token
from supporters.models import Supporter
from supporters.reminding import REMINDER
from supporters.subscribing import ALREADY, CONFIRMATION, confirm_token


def is_pending(supporter: Supporter) -> bool:
    return supporter.confirmed_on is None


def is_confirmed(supporter: Supporter) -> bool:
    return supporter.is_confirmed


def has_left(supporter: Supporter) -> bool:
    return supporter.left_on is not None


# The template of each kind, and of whom it is still true when it leaves.
KINDS: dict[str, tuple[str, Callable[[Supporter], bool]]] = {
    CONFIRMATION: ("confirmation", is_pending),
    REMINDER: ("reminder", is_pending),
    ALREADY: ("already", is_confirmed),
    PREFERENCES: ("preferences", is_confirmed),
    LEFT: ("left", has_left),
}


def register_kinds() -> None:
    for kind in KINDS:
        register(kind, open_letters)


def open_letters(messages: Iterable[Message]) -> dict[int, Letter]:
    """A letter per message; none for one whose supporter is gone, or has gone on meanwhile.

    Raises vault.sealing.CannotUnseal: the key may come back.
    """
    messages = list(messages)
    supporters = Supporter.objects.in_bulk([message.subject_id for message in messages])
    newsroom = newsroom_name()
    letters = {}
    for message in messages:
        template, is_true_of = KINDS[message.kind]
        supporter = supporters.get(message.subject_id)
        if supporter is not None and is_true_of(supporter):
            letters[message.pk] = _letter(template, supporter, message.language, newsroom)
    return letters


def _letter(template: str, supporter: Supporter, language: str, newsroom: str) -> Letter:
    folder = f"supporters/mail/{template}"
    with translation.override(language):
        context = _context(supporter, language) | {"language": language, "newsroom": newsroom}
        return Letter(
            to=supporter.address(),
            subject=" ".join(render_to_string(f"{folder}_subject.txt", context).split()),
            text=render_to_string(f"{folder}.txt", context),
            html=render_to_string(f"{folder}.html", context),
        )


def _context(supporter: Supporter, language: str) -> dict[str, Any]:
    if supporter.confirmed_on is None:
        return {
            "confirm_url": settings.BASE_URL + confirm_url(confirm_token(supporter), language),
            "code": code_of(supporter),
            "good_until": supporter.expires_on,
        }
    token = preferences_token(supporter)
    return {
        "preferences_url": settings.BASE_URL + preferences_url(token, language),
        "subscribe_url": settings.BASE_URL + subscribe_url(language),
    }
