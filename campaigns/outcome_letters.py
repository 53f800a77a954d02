"""The one mail of a wish to be told how it ended, opened and written at the moment it leaves."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import translation

from campaigns.addresses import forget_url
from campaigns.exposing import Mail
from campaigns.keys import open_outcome_keys
from campaigns.letters import petition_context, written
from campaigns.models import OutcomeTold, OutcomeWish
from campaigns.telling_outcomes import OUTCOME
from outbox.letters import Letter, register
from outbox.models import Message


def register_kind() -> None:
    register(OUTCOME, open_letters)


def open_letters(messages: Iterable[Message]) -> dict[int, Letter]:
    """A letter per message; none for a wish that was forgotten meanwhile.

    Raises vault.keystore.KeyMissing, vault.sealing.CannotUnseal: the key may come back.
    """
    messages = list(messages)
    rows = OutcomeWish.objects.select_related("petition")
    wishes = rows.in_bulk([message.subject_id for message in messages])
    petitions = {wish.petition_id for wish in wishes.values()}
    told = {each.petition_id: each for each in OutcomeTold.objects.filter(petition__in=petitions)}
    letters = {}
    for message in messages:
        wish = wishes.get(message.subject_id)
        if wish and wish.petition_id in told:
            letters[message.pk] = _letter(wish, told[wish.petition_id])
    return letters


def _letter(wish: OutcomeWish, told: OutcomeTold) -> Letter:
    petition, language = wish.petition, wish.language
    address = wish.address(open_outcome_keys(petition.public_id))
    forget = forget_url(petition.public_id, wish.word, language)
    with translation.override(language):
        context = petition_context(petition, language) | {
            "outcome": told.text_in(language),
            "forget_url": settings.BASE_URL + forget,
        }
        return written(Mail.OUTCOME, to=address, context=context)
