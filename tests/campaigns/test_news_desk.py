"""Whoever runs a petition sees whom a mail would reach, presses, and can take it back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.docketing import record
from campaigns.dockets import Delivery
from campaigns.mailing_signers import broadcast_of, mail_signers, open_ready
from campaigns.mailings import Mailing
from campaigns.models import CampaignPage, Petition, Tally
from campaigns.occasions import Event, Occasion, find_occasion, milestones, open_occasions
from campaigns.stating import change_state
from outbox.models import Broadcast, BroadcastState
from tests import making
from tests.campaigns.news import (
    about,
    asked,
    english_update,
    in_spanish,
    leave,
    pressed,
    update_of,
)
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
TOLD = {"en": "The clerk took it.", "es": "La recibió la secretaria."}


@pytest.fixture
def petition(db) -> Petition:
    return making.petition(exposure="open")


@pytest.fixture
def pages(petition):
    return making.campaign(petition)


def desk(petition: Petition) -> str:
    return reverse("campaigns_news", args=[petition.pk])


def look(occasion: Occasion) -> str:
    facts = [occasion.petition.pk, occasion.event, occasion.about]
    return reverse("campaigns_news_look", args=facts)


def deliver(petition: Petition, texts: dict[str, str], names: int = 1) -> None:
    facts = {"delivered_on": timezone.localdate(), "how": "in_person", "names": names}
    record(Delivery(petition=petition, texts=texts, **facts), by=None)


def test_the_screen_says_how_many_in_each_language_and_what_is_held(petition, pages, staff):
    english = english_update(pages)
    for number in range(2):
        asked(petition, email=f"a{number}@example.org", language="es")
    asked(petition, email="ana@example.org", language="en")
    director = staff("Campaigners")
    page = text_of(director.get(look(about(english, petition))))
    assert "2 signers asked for news" in page
    assert "1 signer asked for news" in page
    assert "Held: there is no page in this language yet." in page
    assert "Send to 3 signers" in page
    assert "They have it" in page
    assert "hubslot" not in page
    making.speak(director.user, "es")
    page = text_of(director.get(look(about(english, petition))))
    assert "Enviar a 3 firmantes" in page
    assert "Retenido: todavía no hay una página en este idioma." in page


def test_publishing_sends_nothing_a_press_does_and_cancel_takes_it_back(petition, pages, staff):
    occasion = about(update_of(pages)["en"], petition)
    asked(petition)
    assert not Broadcast.objects.exists()
    director = staff("Campaigners")
    director.get(look(occasion))
    assert not Broadcast.objects.exists()
    page = text_of(director.post(look(occasion), follow=True))
    assert "It leaves in ten minutes." in page
    assert "Cancel" in page
    broadcast = Broadcast.objects.get()
    assert (broadcast.kind, broadcast.by) == ("campaigns.update", director.user)
    assert "Somebody has sent this before." in text_of(director.post(look(occasion), follow=True))
    mailing = Mailing.objects.get()
    stop = reverse("campaigns_news_stop", args=[petition.pk, mailing.pk])
    assert "Cancelled. Nobody has got it." in text_of(director.post(stop, follow=True))
    assert "It has all left" in text_of(director.post(stop, follow=True))
    assert "Send to 1 signer" in text_of(director.get(look(occasion)))


def test_what_the_send_desk_cancels_during_the_hold_can_be_sent_anew(petition, pages, staff):
    occasion = about(update_of(pages)["en"], petition)
    asked(petition)
    mail_signers(occasion, by=None)
    cancel = reverse("outbox_deed", args=[Broadcast.objects.get().pk, "cancel"])
    staff("Editors").post(cancel)
    director = staff("Campaigners")
    assert "Cancelled before it left." in text_of(director.get(desk(petition)))
    page = text_of(director.post(look(occasion), follow=True))
    assert "It leaves in ten minutes." in page


def test_a_language_is_waited_for_fourteen_days_and_what_has_left_stays_sent(
    petition, pages, staff, smtp_sink
):
    update = english_update(pages)
    asked(petition, email="ana@example.org", language="en")
    asked(petition, email="maria@example.org", language="es")
    mailing = pressed(about(update, petition))
    assert set(leave(smtp_sink)) == {"ana@example.org"}
    started = timezone.now()
    Broadcast.objects.update(not_before=started - timedelta(days=13))
    open_ready()
    assert broadcast_of(mailing).state == BroadcastState.SENDING
    Broadcast.objects.update(not_before=started - timedelta(days=15))
    open_ready()
    assert broadcast_of(mailing).state == BroadcastState.CANCELLED
    in_spanish(update)
    open_ready()
    assert set(leave(smtp_sink)) == {"ana@example.org"}
    director = staff("Campaigners")
    page = text_of(director.get(desk(petition)))
    assert "It ended after fourteen days" in page
    assert "1 accepted by mail servers" in page
    making.speak(director.user, "es")
    assert "Terminó después de catorce días" in text_of(director.get(desk(petition)))


def test_what_a_person_lets_go_late_is_not_ended_while_nothing_is_held(petition, pages):
    asked(petition)
    mailing = pressed(about(update_of(pages)["en"], petition))
    Broadcast.objects.update(not_before=timezone.now() - timedelta(days=15))
    open_ready()
    assert broadcast_of(mailing).state == BroadcastState.SENDING


def test_only_who_runs_petitions_comes_in(petition, pages, staff):
    occasion = about(english_update(pages), petition)
    asked(petition)
    for group in ("Editors", "Translators into Spanish", "Administrators"):
        client = staff(group)
        for address in (desk(petition), look(occasion)):
            assert client.get(address).status_code == 302
        client.post(look(occasion))
    assert not Broadcast.objects.exists()
    director = staff("Campaigners")
    for event, word in (("update", "nothing"), ("milestone", "7"), ("x" * 80, "y" * 80)):
        address = reverse("campaigns_news_look", args=[petition.pk, event, word])
        assert director.get(address).status_code == 404
    other = about(english_update(making.campaign(making.petition(exposure="open"))), petition)
    assert director.get(look(other)).status_code == 404


def test_a_delivery_and_an_end_are_offered_in_both_languages_by_themselves(petition, pages, staff):
    deliver(petition, TOLD, names=1_200)
    deliver(petition, {"en": "Only English."})
    change_state(petition, "won", by=None, texts={"en": "We won.", "es": "Ganamos."})
    CampaignPage.objects.filter(pk=pages["es"].pk).update(outcome="El gobernador dijo que sí.")
    found = {each.event: each for each in open_occasions(petition)}
    assert set(found) == {Event.DELIVERY, Event.END}
    assert not found[Event.DELIVERY].held()
    assert "Se entregaron 1,200 nombres." in found[Event.DELIVERY].said_in("es").paragraphs
    end = found[Event.END].said_in("es")
    assert end.paragraphs == ("Ganamos.", "El gobernador dijo que sí.")
    assert end.subject == f"{end.title}: No toquen nuestras huellas"
    assert not Broadcast.objects.exists()
    assert "1,200 names were handed over." in text_of(
        staff("Campaigners").get(look(found[Event.DELIVERY]))
    )


def test_a_delivery_that_is_corrected_while_it_is_mailed_leaves_as_it_reads_now(petition, pages):
    deliver(petition, TOLD)
    asked(petition)
    (occasion,) = open_occasions(petition)
    mailing = mail_signers(occasion, by=None)
    delivery = Delivery.objects.get()
    delivery.texts = TOLD | {"es": "La recibió el secretario."}
    record(delivery, by=None)
    assert broadcast_of(mailing).version == 2
    assert occasion.said_in("es").paragraphs[0] == "La recibió el secretario."


def test_the_highest_number_reached_is_offered_and_no_small_one():
    assert list(milestones(10_000)) == [5_000, 10_000, 25_000, 50_000]
    assert list(milestones(12))[0] == 12


def test_a_number_reached_is_said_in_each_language(petition, pages):
    assert find_occasion(petition, Event.MILESTONE, "50") is None
    Tally.objects.create(petition=petition, language="es", area="MA", count=60)
    (reached,) = open_occasions(Petition.objects.get(pk=petition.pk))
    assert (reached.event, reached.about) == (Event.MILESTONE, "50")
    assert reached.said_in("es").title == "50 personas han firmado"
    assert "That is half of our goal of 100." in reached.said_in("en").paragraphs


def test_the_update_itself_leads_to_the_desk(petition, pages, staff):
    update = english_update(pages)
    form = reverse("wagtailadmin_pages:edit", args=[update.pk])
    assert look(about(update, petition)) in text_of(staff("Campaigners").get(form))
    assert look(about(update, petition)) not in text_of(staff("Editors").get(form))
    in_spanish(update)


def test_a_sealed_petitions_desk_offers_nothing(staff):
    petition = making.petition(exposure="sealed", state="draft")
    page = text_of(staff("Campaigners").get(desk(petition)))
    assert "Signers of a sealed petition are sent no news." in page
    assert "Look at the mail" not in page
