"""The preference centre: behind a mailed link, in one's language, and only by POST."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cms.actors import acting_as
from outbox.models import Message
from supporters.addresses import preferences_url
from supporters.departures import departed_among
from supporters.leaving import LEFT
from supporters.linking import PREFERENCES, preferences_token
from supporters.models import Supporter
from supporters.subscribing import confirm_token
from tests import making
from tests.supporters.mailbox import ANA, link_in, mailed, pending, subscribed, text_of

pytestmark = pytest.mark.django_db
ASK = "/es/suscribirse/preferencias/"


@pytest.fixture
def centre() -> str:
    """The path of Ana's own preferences, in Spanish."""
    return preferences_url(preferences_token(subscribed()), "es")


def chosen(**facts) -> dict:
    return {"deed": "save", "language": "es", "rhythm": "now", "region": ""} | facts


def test_the_link_comes_by_mail_and_opens_one_subscription(reader, smtp_sink):
    subscribed()
    reader.post(ASK, {"email": ANA})
    page = reader.get(link_in(mailed(smtp_sink)[-1]))
    assert "Mi suscripción" in text_of(page)
    assert "a•••a@example.org" in text_of(page)
    assert ANA not in text_of(page)
    assert page.headers["Cache-Control"] == "no-store"
    assert "noindex" in text_of(page)
    assert not reader.cookies


def test_known_unknown_and_waiting_addresses_get_one_answer_and_bounded_mail(reader):
    subscribed()
    pending("eva@example.org")
    answers = set()
    for address in [ANA] * 3 + ["eva@example.org", "nobody@example.org"]:
        response = reader.post(ASK, {"email": address})
        answers.add((response.status_code, response.url, reader.get(response.url).content))
    assert len(answers) == 1
    assert Message.objects.filter(kind=PREFERENCES).count() == 1


def test_everything_is_saved_together_and_shown_again(reader, centre):
    snow, rent = making.topic("Snow"), making.topic("Rent")
    until = (timezone.now() + timedelta(days=30)).date()
    wanted = chosen(
        language="en",
        rhythm="weekly",
        region="MA",
        topics=[str(snow.translation_key)],
        paused_until=until.isoformat(),
    )
    response = reader.post(centre, wanted, follow=True)
    assert response.redirect_chain[0][0].startswith("/en/subscribe/preferences/")
    body = text_of(response)
    assert "Saved" in body
    supporter = Supporter.objects.get()
    assert (supporter.language, supporter.rhythm, supporter.region) == ("en", "weekly", "MA")
    assert supporter.paused_until == until
    assert supporter.subscriptions.get().topic == snow.translation_key
    assert f'value="{until}"' in body
    assert body.count(" checked") == 3
    assert str(rent.translation_key) in body


def test_a_topic_without_a_translation_can_be_chosen_and_is_not_lost(reader, centre):
    topic = making.topic("Snow")
    assert "Snow (en inglés)" in text_of(reader.get(centre))
    reader.post(centre, chosen(topics=[str(topic.translation_key)]))
    reader.post(centre, chosen(topics=[str(topic.translation_key)], rhythm="daily"))
    assert Supporter.objects.get().subscriptions.count() == 1


def test_a_draft_topic_is_not_offered(reader, centre):
    topic = making.topic("Secret")
    with acting_as("seed"):
        topic.unpublish()
    assert "Secret" not in text_of(reader.get(centre))
    assert reader.post(centre, chosen(topics=[str(topic.translation_key)])).status_code in {
        303,
        422,
    }
    assert not Supporter.objects.get().subscriptions.exists()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"rhythm": "hourly"}, "Elige una de las opciones que se ofrecen"),
        ({"region": "XX"}, "Elige una de las opciones que se ofrecen"),
        ({"language": "fr"}, "Elige una de las opciones que se ofrecen"),
        ({"paused_until": "2001-01-01"}, "Elige un día posterior a hoy."),
        ({"paused_until": "9999-12-31"}, "Elige un día dentro de un año"),
        ({"paused_until": "mañana\0"}, "Escribe el día así: 2030-12-31."),
        ({"rhythm": "x" * 100_000}, "Elige una de las opciones que se ofrecen"),
    ],
)
def test_what_cannot_be_chosen_is_explained_and_changes_nothing(reader, centre, facts, sentence):
    response = reader.post(centre, chosen(**{"language": "en", **facts}))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert Supporter.objects.get().language == "es"


def test_the_switch_leads_to_the_same_choices_in_the_other_language(reader, centre):
    reader.post(centre, chosen(rhythm="daily"))
    there = centre.replace("/es/suscribirse/preferencias/", "/en/subscribe/preferences/")
    assert f'href="http://testserver{there}"' in text_of(reader.get(centre))
    assert 'value="daily"' in text_of(reader.get(there))
    assert Supporter.objects.get().language == "es"


def test_leaving_holds_at_once_and_its_link_says_so(reader, centre, smtp_sink):
    mailed(smtp_sink)
    response = reader.post(centre, {"deed": "leave"}, follow=True)
    assert "Cancelaste tu suscripción" in text_of(response)
    assert not Supporter.objects.reachable().exists()
    assert departed_among([ANA]) == {ANA}
    for _again in range(2):
        reader.post(centre, {"deed": "leave"})
        reader.post(centre, chosen(rhythm="daily"))
    assert not Supporter.objects.reachable().exists()
    assert Message.objects.filter(kind=LEFT).count() == 1
    assert "terminó" in mailed(smtp_sink)[-1].get_body(("plain",)).get_content()


def test_erasing_leaves_no_row_and_its_link_ends(reader, centre):
    response = reader.post(centre, {"deed": "erase"}, follow=True)
    assert "Tu suscripción está borrada" in text_of(response)
    assert not Supporter.objects.exists()
    assert departed_among([ANA]) == {ANA}
    for method in (reader.get, reader.post):
        assert method(centre).status_code == 404


def test_who_left_can_still_be_erased(reader, centre):
    reader.post(centre, {"deed": "leave"})
    assert reader.post(centre, {"deed": "erase"}).status_code == 303
    assert not Supporter.objects.exists()


def test_my_data_comes_as_a_file_in_my_language(reader, centre):
    topic = making.topic("Snow")
    reader.post(centre, chosen(topics=[str(topic.translation_key)], region="NY"))
    response = reader.post(centre, {"deed": "download"})
    assert response.headers["Content-Disposition"].endswith('filename="mi-suscripcion.json"')
    assert response.headers["Cache-Control"] == "no-store"
    data = json.loads(response.content)
    assert data["Correo electrónico"] == ANA
    assert (data["Estado"], data["Temas"]) == ("Nueva York", ["Snow (en inglés)"])
    (consent,) = data["Lo que aceptaste"]
    assert "alertas de acción" in consent["Palabras"]


def test_nothing_happens_by_looking_or_from_another_site(reader, centre):
    foreign = Client(headers={"Origin": "https://elsewhere.example"})
    for deed in ("save", "leave", "erase", "download"):
        assert reader.get(centre, {"deed": deed}).status_code == 200
        response = foreign.post(centre, chosen(deed=deed, rhythm="weekly"))
        assert response.status_code == 403
        assert ANA not in text_of(response)
    assert reader.post(centre, {"deed": "sing\0"}).status_code == 303
    supporter = Supporter.objects.reachable().get()
    assert supporter.rhythm == "now"


def test_a_link_opens_nothing_of_anybody_else(reader, centre):
    other = pending("eva@example.org")
    waiting = preferences_url(preferences_token(other), "es")
    as_confirm = preferences_url(confirm_token(other), "es")
    forged = centre[:-6] + "AAAAA/"
    for path in (waiting, as_confirm, forged, preferences_url("x.y.z.w", "es")):
        response = reader.get(path)
        assert response.status_code == 404
        assert "no funciona" in text_of(response)


def test_the_link_lives_for_years_and_then_says_that_it_is_over(reader, centre):
    with time_machine.travel(timezone.now() + timedelta(days=3_000)):
        assert reader.get(centre).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=4_000)):
        assert reader.get(centre).status_code == 410


def test_without_the_key_the_centre_is_interrupted_kindly(reader, settings):
    path = preferences_url(preferences_token(subscribed()), "es")
    Supporter.objects.update(sealed_address=b"\1\2xx" + b"0" * 40)
    response = reader.get(path)
    assert response.status_code == 503
    assert "No se ha perdido nada" in text_of(response)
