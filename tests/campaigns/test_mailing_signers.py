"""News reaches the signers who asked for it, each in their language, and nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.erasing import erase
from campaigns.exposing import GUARDED
from campaigns.mailing_signers import (
    HOLD,
    MailedAlready,
    NobodyAsked,
    NoSuchMail,
    NothingReady,
    TooLate,
    broadcast_of,
    mail_signers,
    numbers_of,
    open_ready,
    stop_mailing,
)
from campaigns.mailings import Mailing
from campaigns.models import CampaignUpdatePage, Petition, Signature
from campaigns.occasions import Event, Why, open_occasions
from campaigns.quieting import leave_news
from campaigns.withdrawing import withdraw
from cms.pairs import Version
from outbox.broadcasts import BroadcastState
from outbox.draining import drain
from outbox.gathering import gather_all
from outbox.models import Message, State
from tests import making
from tests.campaigns.leaving import signed
from tests.campaigns.news import (
    about,
    asked,
    english_update,
    in_spanish,
    leave,
    pressed,
    update_of,
)
from tests.campaigns.sealed import sealed_petition

pytestmark = pytest.mark.django_db


@pytest.fixture
def petition(db) -> Petition:
    return making.petition(exposure="open")


@pytest.fixture
def pages(petition):
    return making.campaign(petition)


def plain(mail) -> str:
    return mail.get_body(("plain",)).get_content()


def test_each_signer_who_asked_gets_the_update_in_their_language(
    petition, pages, smtp_sink, settings
):
    update = update_of(pages)
    asked(petition, email="ana@example.org", language="en", name="Ana Gómez")
    asked(petition, email="maria@example.org", language="es")
    signed(petition, email="silent@example.org")
    pressed(about(update["en"], petition))
    mails = leave(smtp_sink)
    assert set(mails) == {"ana@example.org", "maria@example.org"}
    (english,), (spanish,) = mails["ana@example.org"], mails["maria@example.org"]
    assert (english["Subject"], spanish["Subject"]) == ("They have it", "Ya la tienen")
    assert (english["Content-Language"], spanish["Content-Language"]) == ("en", "es")
    assert "Hello, Ana Gómez:" in plain(english)
    for text in ("Hola, María Peña:", "La recibió la secretaria.", update["es"].full_url):
        assert text in plain(spanish)
    assert "firmaste la petición" in " ".join(plain(spanish).split())
    for text in (plain(spanish), spanish.get_body(("html",)).get_content()):
        assert settings.POSTAL_ADDRESS in text


def test_two_people_of_one_address_each_get_a_mail_with_their_name(petition, pages, smtp_sink):
    update = update_of(pages)
    for name in ("María Peña", "José Peña"):
        asked(petition, email="casa@example.org", name=name)
    pressed(about(update["en"], petition))
    mails = leave(smtp_sink)["casa@example.org"]
    assert len(mails) == 2
    said = {name for name in ("María Peña", "José Peña") for mail in mails if name in plain(mail)}
    assert said == {"María Peña", "José Peña"}
    assert len({mail["List-Unsubscribe"] for mail in mails}) == 2


def test_who_left_meanwhile_gets_nothing(petition, pages, smtp_sink):
    """Between the press and the mail: withdrawn, struck out, held, erased, or no more news."""
    update = update_of(pages)
    people = {
        name: asked(petition, email=f"{name}@example.org")
        for name in ("stays", "withdrawn", "invalid", "held", "erased", "left")
    }
    pressed(about(update["en"], petition))
    withdraw(people["withdrawn"])
    erase(people["erased"])
    leave_news(people["left"])
    now = timezone.now()
    Signature.objects.filter(pk=people["invalid"].pk).update(invalidated_at=now)
    Signature.objects.filter(pk=people["held"].pk).update(is_held=True)
    assert set(leave(smtp_sink)) == {"stays@example.org"}
    states = Message.objects.filter(queue="bulk").values_list("state", flat=True)
    assert sorted(states) == [State.CANCELLED] * 5 + [State.SENT]


def test_a_language_that_is_missing_waits_and_leaves_by_itself(petition, pages, smtp_sink):
    english = english_update(pages)
    asked(petition, email="ana@example.org", language="en")
    asked(petition, email="maria@example.org", language="es")
    occasion = about(english, petition)
    assert occasion.held() == {"es": Why.MISSING}
    mailing = pressed(occasion)
    open_ready()
    assert set(leave(smtp_sink)) == {"ana@example.org"}
    in_spanish(english)
    open_ready()
    assert broadcast_of(mailing).languages == ["en", "es"]
    assert {each: len(mails) for each, mails in leave(smtp_sink).items()} == {
        "ana@example.org": 1,
        "maria@example.org": 1,
    }


def test_a_language_that_became_stale_is_held_although_it_was_open(petition, pages, smtp_sink):
    update = update_of(pages)
    asked(petition, language="es")
    pressed(about(update["en"], petition))
    stale = Version.objects.filter(translation_key=update["es"].translation_key, language="es")
    stale.update(stale_since=timezone.now())
    assert about(update["es"], petition).held() == {"es": Why.STALE}
    assert leave(smtp_sink) == {}
    stale.update(stale_since=None)
    assert len(leave(smtp_sink)) == 1


def test_without_a_postal_address_only_neutral_mail_leaves(petition, pages, smtp_sink, settings):
    occasion = about(update_of(pages)["en"], petition)
    asked(petition)
    pressed(occasion)
    settings.POSTAL_ADDRESS = ""
    assert occasion.held() == {"en": Why.UNSIGNED, "es": Why.UNSIGNED}
    assert leave(smtp_sink) == {}
    guarded = making.petition(exposure=GUARDED)
    assert about(update_of(making.campaign(guarded))["en"], guarded).held() == {}
    settings.POSTAL_ADDRESS = "Hub, 1 Example Street, Boston, MA 02108"
    assert len(leave(smtp_sink)) == 1


def test_what_has_not_left_leaves_as_it_reads_now(petition, pages, smtp_sink):
    update = update_of(pages)
    asked(petition, language="en")
    mailing = pressed(about(update["en"], petition))
    english = CampaignUpdatePage.objects.get(pk=update["en"].pk)
    english.title = "They have it at last"
    making.go_live(english)
    assert broadcast_of(mailing).version == 2
    assert leave(smtp_sink)["maria@example.org"][0]["Subject"] == "They have it at last"


def test_nothing_leaves_for_ten_minutes_and_stopping_lets_it_be_sent_anew(
    petition, pages, smtp_sink
):
    occasion = about(update_of(pages)["en"], petition)
    asked(petition)
    mailing = mail_signers(occasion, by=None)
    gather_all(broadcast_of(mailing).pk)
    left = broadcast_of(mailing).not_before - timezone.now()
    assert HOLD - timedelta(minutes=1) < left <= HOLD
    assert drain() == 0
    with pytest.raises(MailedAlready):
        mail_signers(occasion, by=None)
    assert stop_mailing(mailing) is True
    with pytest.raises(TooLate):
        stop_mailing(mailing)
    assert occasion in open_occasions(petition)
    again = pressed(occasion)
    assert again.pk != mailing.pk
    assert len(leave(smtp_sink)["maria@example.org"]) == 1


def test_what_was_stopped_half_way_is_not_sent_anew(petition, pages):
    occasion = about(update_of(pages)["en"], petition)
    asked(petition)
    mailing = pressed(occasion)
    assert stop_mailing(mailing) is False
    assert broadcast_of(mailing).state == BroadcastState.CANCELLED
    with pytest.raises(MailedAlready):
        mail_signers(occasion, by=None)


def test_nobody_is_mailed_where_nobody_may_be(petition, pages):
    english = english_update(pages)
    with pytest.raises(NobodyAsked):
        mail_signers(about(english, petition), by=None)
    asked(petition)
    CampaignUpdatePage.objects.update(live=False)
    with pytest.raises(NothingReady):
        mail_signers(about(english, petition), by=None)
    sealed, _identity = sealed_petition()
    asked(sealed, email="sealed@example.org")
    Signature.objects.update(wants_updates=True)
    with pytest.raises(NoSuchMail):
        mail_signers(about(english, sealed), by=None)
    assert numbers_of(sealed) == {"en": 0, "es": 0}
    assert not Mailing.objects.exists()


def test_a_guarded_petitions_news_says_nothing_on_a_locked_screen(smtp_sink, settings):
    settings.NEUTRAL_SENDER = "Mail"
    petition = making.petition(exposure=GUARDED)
    pages = making.campaign(petition)
    update = update_of(pages)
    asked(petition)
    pressed(about(update["en"], petition))
    ((mail,),) = leave(smtp_sink).values()
    assert mail["Subject"] == "Las novedades que pediste"
    assert mail["From"].startswith("Mail <")
    titles = (pages["es"].title, update["es"].title)
    head = "\n".join(f"{name}: {value}" for name, value in mail.items())
    for title in titles:
        assert title not in head
        assert title not in plain(mail)[:100]
        assert title in plain(mail)
    assert settings.POSTAL_ADDRESS not in mail.as_string()


def test_audience_numbers_are_those_who_asked_by_language(petition, pages):
    asked(petition, email="ana@example.org", language="en")
    asked(petition, email="maria@example.org")
    asked(petition, email="eva@example.org").withdraw()
    signed(petition, email="silent@example.org")
    assert numbers_of(petition) == {"en": 1, "es": 1}
    assert [each.event for each in open_occasions(petition)] == []
    english_update(pages)
    assert [each.event for each in open_occasions(petition)] == [Event.UPDATE]
