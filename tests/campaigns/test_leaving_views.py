"""The doors of leaving: a link does nothing by itself, and nobody learns who has signed."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from campaigns.address_changes import AddressChange
from campaigns.addresses import ask_link_url, manage_url, mend_url, rights_url
from campaigns.managing import MANAGE, manage_token
from campaigns.models import Petition, Signature
from campaigns.signing import sign
from outbox.models import Message
from outbox.sending import send_due
from tests.campaigns.leaving import fresh, signed, totals
from tests.campaigns.reading import text_of
from tests.making import wish

pytestmark = pytest.mark.django_db
FOREIGN = {"Origin": "https://elsewhere.example"}


@pytest.fixture
def mine(campaign) -> Signature:
    return signed(campaign["es"].petition, email="maria.pena@example.org")


@pytest.fixture
def link(mine):
    return manage_url(manage_token(mine), "es")


def corrected(**facts) -> dict[str, str]:
    unchanged = {"name": "María Peña", "email": "maria.pena@example.org", "language": "es"}
    return unchanged | {"shown_as": "nothing", "postal_code": ""} | facts


def test_every_mail_carries_a_link_that_opens_what_is_stored(campaign, reader, smtp_sink, link):
    send_due("tx")
    for received in smtp_sink.received:
        for part in ("plain", "html"):
            assert link in received.message.get_body((part,)).get_content()
    page = reader.get(link)
    text = text_of(page)
    assert page.status_code == 200
    assert "María Peña" in text
    assert "m•••a@example.org" in text
    assert "maria.pena@example.org" not in text
    assert page.headers["Cache-Control"] == "no-store"
    assert not page.cookies
    assert '<html lang="es">' in text


def test_opening_the_link_changes_nothing(mine, link, reader):
    before = Signature.objects.values().get()
    for _scan in range(2):
        reader.get(link)
        reader.get(mend_url(manage_token(mine), "es"))
        reader.head(link)
    assert Signature.objects.values().get() == before
    assert totals(mine.petition) == {1}


def test_the_buttons_withdraw_and_erase_and_the_link_ends(mine, link, reader):
    page = reader.post(link, {"deed": "withdraw"}, follow=True)
    assert page.redirect_chain[0][1] == 303
    assert "Retiraste esta firma" in text_of(page)
    assert totals(mine.petition) == {0}
    page = reader.post(link, {"deed": "erase"}, follow=True)
    assert page.status_code == 200
    assert "Tu firma se borró" in text_of(page)
    assert reader.get(link).status_code == 410


@pytest.mark.parametrize(
    ("language", "done"), [("en", "You took this signature back"), ("es", "Retiraste esta firma")]
)
def test_who_signed_in_either_language_takes_it_back_by_the_mailed_link(
    campaign, reader, smtp_sink, language, done
):
    petition = campaign[language].petition
    signed(petition, language=language)
    send_due("tx")
    body = smtp_sink.received[-1].message.get_body(("plain",)).get_content()
    path = manage_url("TOKEN", language).replace("TOKEN", r"[^/\s]+")
    page = reader.post(re.search(path, body)[0], {"deed": "withdraw"}, follow=True)
    assert done in text_of(page)
    assert totals(petition) == {0}


def test_a_form_from_another_site_does_nothing(mine, link, campaign):
    stranger = Client(headers=FOREIGN)
    for deed in ("withdraw", "erase", "download"):
        assert stranger.post(link, {"deed": deed}).status_code == 303
    stranger.post(mend_url(manage_token(mine), "es"), corrected(name="Eva"))
    stranger.post(ask_link_url(mine.petition.public_id, "es"), {"email": "maria.pena@example.org"})
    assert totals(mine.petition) == {1}
    assert not Message.objects.filter(kind=MANAGE).exists()


def test_the_data_is_handed_out_whole(link, reader):
    response = reader.post(link, {"deed": "download"})
    data = json.loads(response.content)
    assert (data["name"], data["email"]) == ("María Peña", "maria.pena@example.org")
    assert data["confirmed_at"]
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "no-store"


def test_correcting_keeps_the_count_and_asks_a_new_address_to_confirm(mine, reader, smtp_sink):
    path = mend_url(manage_token(mine), "es")
    typed = corrected(name="María Núñez", postal_code="02903", language="en", email="nueva@x.org")
    page = reader.post(path, typed)
    assert page.status_code == 200
    assert "n•••a@x.org" in text_of(page)
    assert (fresh(mine).region, fresh(mine).language) == ("RI-029", "en")
    assert totals(mine.petition) == {1}
    send_due("tx")
    body = smtp_sink.received[-1].message.get_body(("plain",)).get_content()
    new = re.search(r"http://testserver(/en/sign/new-address/\S+)", body)[1]
    assert reader.get(new).status_code == 200
    assert AddressChange.objects.count() == 1
    moved = reader.post(new, follow=True)
    assert "n•••a@x.org" in text_of(moved)
    assert reader.get(path).status_code == 410
    assert reader.post(new).status_code == 410


def test_who_has_not_confirmed_corrects_by_signing_again(campaign, reader):
    """Otherwise the link in the mail would confirm what was ticked before, or die."""
    sign(campaign["es"].petition, wish())
    token = manage_token(Signature.objects.get())
    path, before = mend_url(token, "es"), Signature.objects.values().get()
    page = text_of(reader.get(manage_url(token, "es")))
    assert path not in page
    assert "firma la petición otra vez" in page
    for answer in (reader.get(path), reader.post(path, corrected(email="nueva@example.org"))):
        assert (answer.status_code, answer.url) == (303, manage_url(token, "es"))
    assert Signature.objects.values().get() == before
    assert not AddressChange.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"name": ""}, {"email": "no"}, {"postal_code": "ABC"}, {"name": "A\0"}]
)
def test_bad_input_is_explained_and_nothing_is_lost(mine, reader, typed):
    response = reader.post(mend_url(manage_token(mine), "es"), corrected(**typed))
    assert response.status_code == 422
    assert "Revisa lo que escribiste" in text_of(response)
    assert fresh(mine).nonce == mine.nonce


def answer_to(reader, petition: Petition, email: str) -> tuple:
    response = reader.post(ask_link_url(petition.public_id, "es"), {"email": email, "name": ""})
    page = reader.get(response.url)
    return response.status_code, response.url, sorted(response.headers), page.content


def test_known_and_unknown_addresses_get_the_same_answer_and_one_gets_a_mail(mine, reader):
    petition = mine.petition
    known = answer_to(reader, petition, "Maria.Pena@EXAMPLE.org")
    assert known == answer_to(reader, petition, "nobody@example.org")
    assert b"maria" not in known[-1]
    assert Message.objects.filter(kind=MANAGE, subject_id=mine.pk, language="es").count() == 1
    for _time in range(5):
        answer_to(reader, petition, "maria.pena@example.org")
    assert Message.objects.filter(kind=MANAGE).count() == 1


def test_one_address_is_mailed_three_links_a_day(mine, reader):
    mails = Message.objects.filter(kind=MANAGE)
    for _time in range(5):
        answer_to(reader, mine.petition, "maria.pena@example.org")
        mails.update(created_at=timezone.now() - timedelta(minutes=11))
    assert mails.count() == 3
    mails.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    answer_to(reader, mine.petition, "maria.pena@example.org")
    assert mails.count() == 4


def test_a_name_chooses_between_two_of_one_address(mine, reader):
    other = signed(mine.petition, email="maria.pena@example.org", name="Eva")
    asked = {"email": "maria.pena@example.org", "name": "EVA"}
    reader.post(ask_link_url(mine.petition.public_id, "es"), asked)
    assert list(Message.objects.filter(kind=MANAGE).values_list("subject_id", flat=True)) == [
        other.pk
    ]


def test_cut_forged_and_foreign_links_get_one_answer(mine, link, reader):
    token = manage_token(mine)
    head, *rest = token.split(".")
    foreign = ".".join([head[:-4] + "AAAA", *rest])
    answers = set()
    for bad in ("x", token[:-3], token[:-6] + "AAAAAA", foreign, f"{uuid.uuid4()}"):
        response = reader.get(manage_url(bad, "es"))
        answers.add((response.status_code, response.content))
        assert reader.post(manage_url(bad, "es"), {"deed": "erase"}).status_code == 410
    assert {status for status, _content in answers} == {410}
    assert len(answers) == 1
    assert reader.get(link).status_code == 200


def test_a_lost_keystore_interrupts_kindly(link, reader, settings):
    settings.KEYSTORE_URL = "file:///nowhere/to/be/found"
    response = reader.get(link)
    assert response.status_code == 503
    assert "interrumpido" in text_of(response)


def test_rights_are_told_in_both_languages_beside_the_form(campaign, reader):
    for language, words in (("en", "Your rights"), ("es", "Tus derechos")):
        page = text_of(reader.get(campaign[language].url))
        assert rights_url(language) in page
        assert ask_link_url(campaign[language].petition.public_id, language) in page
        assert words in text_of(reader.get(rights_url(language)))


def test_a_sealed_row_shows_no_name_and_can_still_be_taken_back(mine, link, reader):
    blank = {"sealed_name": b"", "sealed_email": b"", "sealed_offline": b"age"}
    Signature.objects.update(**blank)
    page = reader.get(link)
    assert page.status_code == 200
    assert "sin conexión" in text_of(page)
    reader.post(link, {"deed": "withdraw"})
    assert totals(mine.petition) == {0}
    reader.post(link, {"deed": "erase"})
    assert fresh(mine).sealed_offline is None


def test_no_page_says_what_only_the_newsroom_calls_it(mine, link, campaign, reader):
    Petition.objects.update(name="Operation Snow")
    campaign["es"].unpublish()
    shown = text_of(reader.get(link))
    assert campaign["en"].title in shown
    assert "Operation Snow" not in shown
