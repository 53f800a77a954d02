"""Nothing typed is lost by reading on in the other language, and nothing is signed by it."""

import re

import pytest
from django.test import Client

from campaigns.models import Signature
from tests.campaigns.reading import text_of
from tests.making import form

pytestmark = pytest.mark.django_db


def button_of(page: str) -> str:
    return re.search(r"<button[^>]*name=\"reread\"[^>]*>[^<]*</button>", page)[0]


def test_a_form_with_errors_goes_to_the_other_language_and_back(campaign, reader):
    typed = form(email="nobody", tell_outcome="on", shown_as="full")
    page = text_of(reader.post(campaign["es"].sign_url(), typed))
    button = button_of(page)
    assert "Read in English" in button
    assert f'formaction="{campaign["en"].sign_url()}"' in button
    assert "hidden" not in button
    other = reader.post(campaign["en"].sign_url(), typed | {"reread": "checked"})
    assert (other.status_code, other.headers["Cache-Control"]) == (422, "no-store")
    page = text_of(other)
    assert '<html lang="en">' in page
    assert "This does not look like an e-mail address" in page
    for value in ("María Peña", "nobody", "02118"):
        assert f'value="{value}"' in page
    assert page.count("checked") >= 2
    assert "Leer en español" in button_of(page)
    assert not Signature.objects.exists()


def test_a_half_filled_form_is_not_scolded(campaign, reader):
    response = reader.post(campaign["es"].sign_url(), {"name": "María Peña", "reread": "typed"})
    page = text_of(response)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert 'value="María Peña"' in page
    assert "Escribe tu correo" not in page
    assert "hidden" not in button_of(page)
    assert not response.cookies


def test_a_whole_form_is_not_signed_by_reading_on(campaign, reader):
    for marker in ("typed", "checked", "", "\0", "x" * 10_000):
        response = reader.post(campaign["es"].sign_url(), form(reread=marker))
        assert response.status_code == 200
    assert not Signature.objects.exists()


def test_another_site_fills_nobodys_form(campaign):
    foreign = Client(headers={"Origin": "https://elsewhere.example"})
    assert foreign.post(campaign["es"].sign_url(), form(reread="typed")).status_code == 403


def test_a_page_in_one_language_offers_no_other(campaign, reader):
    campaign["en"].unpublish()
    page = text_of(reader.post(campaign["es"].sign_url(), form(email="nobody")))
    assert 'name="reread"' not in page


def test_the_page_after_signing_speaks_both_languages_with_the_same_address(campaign, reader):
    sent = reader.post(campaign["es"].sign_url(), form()).url
    link = re.search(r'href="(http://testserver/en/sign/[^"]+)"', text_of(reader.get(sent)))[1]
    page = text_of(reader.get(link))
    assert "check your e-mail" in page
    assert "maria@example.org" in page
    assert sent in page
