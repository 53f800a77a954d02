"""Signers who asked for news, and something to tell them."""

from datetime import timedelta

from django.utils import timezone

from campaigns.mailing_signers import broadcast_of, mail_signers
from campaigns.mailings import Mailing
from campaigns.models import CampaignUpdatePage, Petition, Signature
from campaigns.occasions import Event, Occasion
from cms.actors import acting_as
from home.translating import translate
from outbox.draining import drain
from outbox.gathering import gather_all
from outbox.models import Broadcast
from tests import making
from tests.campaigns.leaving import signed

WORDS = {
    "They have it": "Ya la tienen",
    "A short word.": "Unas palabras.",
    "The clerk took it.": "La recibió la secretaria.",
    "they-have-it": "ya-la-tienen",
}


def asked(petition: Petition, **facts) -> Signature:
    """Signed, confirmed, and wants news."""
    return signed(petition, wants_updates=True, **facts)


def english_update(pages) -> CampaignUpdatePage:
    made = CampaignUpdatePage(
        title="They have it",
        slug="they-have-it",
        summary="A short word.",
        body=[("paragraph", "<p>The clerk took it.</p>")],
        date=timezone.now() - timedelta(days=1),
    )
    pages["en"].add_child(instance=made)
    return making.go_live(made)


def in_spanish(update: CampaignUpdatePage) -> CampaignUpdatePage:
    with acting_as("seed"):
        return translate(update, "es", WORDS)


def update_of(pages) -> dict[str, CampaignUpdatePage]:
    english = english_update(pages)
    return {"en": english, "es": in_spanish(english)}


def about(page: CampaignUpdatePage, petition: Petition) -> Occasion:
    return Occasion(petition, Event.UPDATE, str(page.translation_key))


def pressed(occasion: Occasion) -> Mailing:
    """Pressed, and its ten minutes are over."""
    mailing = mail_signers(occasion, by=None)
    gather_all(broadcast_of(mailing).pk)
    let_go()
    return mailing


def let_go() -> None:
    past = timezone.now() - timedelta(hours=1)
    Broadcast.objects.update(not_before=past)


def leave(smtp_sink) -> dict[str, list]:
    """All that leaves now, by address."""
    drain()
    mails: dict[str, list] = {}
    for letter in smtp_sink.received:
        mails.setdefault(letter.to, []).append(letter.message)
    return mails
