"""News of a petition ends with one click of a mail program, or with a button of the signer's page;
the signature stays.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from campaigns.addresses import leave_news_url, manage_url
from campaigns.erasing import erase
from campaigns.exposing import GUARDED
from campaigns.managing import manage_token
from campaigns.quieting import leave_token
from outbox.counting import heard_of
from outbox.models import Broadcast
from tests import making
from tests.campaigns.leaving import fresh, signed, totals
from tests.campaigns.news import about, asked, leave, pressed, update_of
from tests.campaigns.reading import text_of
from tests.making import form

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.mark.django_db
def test_the_header_of_a_mail_ends_the_news_by_one_post_of_a_machine(smtp_sink):
    petition = making.petition(exposure="open")
    mine, other = asked(petition), asked(petition, name="José Peña")
    pressed(about(update_of(making.campaign(petition))["en"], petition))
    mails = leave(smtp_sink)["maria@example.org"]
    bodies = [(mail.get_body(("plain",)).get_content(), mail) for mail in mails]
    said = {name: mail for text, mail in bodies for name in ("María", "José") if name in text}
    header = said["María"]["List-Unsubscribe"]
    assert said["María"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<http://testserver(/es/firmar/un-clic/\S+/\?of=\S+)>", header)[1]
    machine = Client(headers={"Origin": "https://mail.example"}, enforce_csrf_checks=True)
    for _again in range(2):
        answer = machine.post(address, ONE_CLICK)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert not answer.cookies
    assert not fresh(mine).wants_updates
    assert fresh(other).wants_updates
    assert totals(petition) == {2}
    assert heard_of(Broadcast.objects.get())["left"] == {"es": 1}


@pytest.mark.django_db
def test_opening_the_address_changes_nothing_and_opens_nothing(reader):
    petition = making.petition(exposure="open")
    mine = asked(petition)
    address = leave_news_url(leave_token(mine), "es")
    answer = reader.get(address)
    assert answer.status_code == 303
    assert str(petition.public_id) in answer.headers["Location"]
    assert manage_token(mine) not in answer.headers["Location"]
    assert fresh(mine).wants_updates


@pytest.mark.django_db
def test_the_address_works_for_years_and_after_the_signature_was_erased(reader, settings):
    petition = making.petition(exposure="open")
    mine = asked(petition)
    address = leave_news_url(leave_token(mine), "en")
    oldest = list(settings.FIELD_ENCRYPTION_KEYS)[-1]
    settings.FIELD_ENCRYPTION_KEYS = {oldest: settings.FIELD_ENCRYPTION_KEYS[oldest]}
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3_000)):
        assert reader.post(address, ONE_CLICK).status_code == 200
    assert not fresh(mine).wants_updates
    erase(fresh(mine))
    assert reader.post(address, ONE_CLICK).status_code == 200
    assert reader.get(address).status_code == 303


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "a.b.c.d", "%00", "x" * 600])
def test_a_forged_address_is_refused_kindly(reader, token):
    for language, said in (("en", "This link does not work"), ("es", "Este enlace no funciona")):
        for ask in (reader.get, reader.post):
            answer = ask(leave_news_url("TOKEN", language).replace("TOKEN", token))
            assert answer.status_code == 404
        assert said in text_of(answer)


@pytest.mark.django_db
def test_a_token_for_something_else_ends_nothing(reader):
    mine = asked(making.petition(exposure="open"))
    wrong = leave_news_url(manage_token(mine), "es")
    assert reader.post(wrong, ONE_CLICK).status_code == 404
    assert fresh(mine).wants_updates
    assert reader.get(manage_url(leave_token(mine), "es")).status_code == 410


@pytest.mark.django_db
def test_signers_ask_for_news_when_signing_and_change_their_mind_on_their_page(reader):
    petition = making.petition(exposure=GUARDED)
    pages = making.campaign(petition)
    assert "Quiero recibir novedades de esta petición" in text_of(reader.get(pages["es"].url))
    reader.post(pages["es"].sign_url(), form(tell_news="on"))
    mine = petition.signatures.get()
    assert mine.wants_updates
    mine.confirm()
    link = manage_url(manage_token(mine), "es")
    for deed, wants, offer in (("leave news", False, "Quiero novedades"), ("hear news", True, "")):
        page = reader.post(link, {"deed": deed}, follow=True)
        assert fresh(mine).wants_updates is wants
        assert (offer or "Ya no quiero novedades") in text_of(page)
    Client(headers={"Origin": "https://elsewhere.example"}).post(link, {"deed": "leave news"})
    assert fresh(mine).wants_updates


@pytest.mark.django_db
def test_who_does_not_count_is_not_offered_news(reader):
    mine = signed(making.petition(exposure="open"))
    mine.withdraw()
    link = manage_url(manage_token(mine), "en")
    page = reader.post(link, {"deed": "hear news"}, follow=True)
    assert "Send me news" not in text_of(page)
    assert not fresh(mine).wants_updates
