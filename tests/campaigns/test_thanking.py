"""The thank-you page: the editor's next step and ways to share, in the reader's own language."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from campaigns.models import Signature
from campaigns.next_steps import NextStep, ask_for, next_step
from campaigns.sharing import WAYS
from campaigns.short_links import ShortLink
from outbox.sending import send_due
from tests import making
from tests.campaigns.reading import link_in, text_of
from tests.making import form

pytestmark = pytest.mark.django_db
WORDS = {
    "en": {"title": "Office of the governor", "note": "9 to 5", "text": "Hello,\n\nI <live> here."},
    "es": {"title": "Oficina del gobernador", "note": "De 9 a 5", "text": "Hola, vivo aquí."},
}


def facts(kind: str, **others) -> dict:
    blank = {"phone": "", "starts_at": None, "ends_at": None, "address": "", "url": ""}
    return blank | {"kind": kind, "words": WORDS, "other": None} | others


def thanked(link, reader) -> str:
    return text_of(reader.post(link, follow=True))


@pytest.mark.parametrize(
    ("language", "thanks"), [("en", "Your signature counts"), ("es", "Tu firma cuenta")]
)
def test_the_page_of_thanks_survives_a_reload_without_cookies(
    campaign, smtp_sink, language, thanks
):
    """As in the browser inside an app, which starts each request without what came before."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    Client(headers=headers).post(campaign[language].sign_url(), form())
    send_due("tx")
    link = link_in(smtp_sink)
    shown = Client(headers=headers).post(link).url
    for _reload in range(3):
        page = Client().get(shown)
        assert page.status_code == 200
        assert thanks in text_of(page)
        assert f'<html lang="{language}">' in text_of(page)
        assert not page.cookies
    assert Signature.objects.confirmed().count() == 1


def test_links_to_share_keep_the_language_and_say_the_way(campaign, link, reader):
    body = thanked(link, reader)
    links = ShortLink.objects.filter(petition=campaign["en"].petition)
    assert {(row.language, row.source) for row in links} == {("es", way) for way in WAYS}
    for row in links:
        assert f"/s/{row.code}" in body or f"%2Fs%2F{row.code}" in body
        assert reader.get(f"/s/{row.code}").url == f"{campaign['es'].url}?via={row.source}"
    assert campaign["en"].url not in body.replace(f'href="{campaign["en"].full_url}"', "")


def test_whatsapp_comes_first_and_a_link_can_be_copied_without_a_script(link, reader):
    body = thanked(link, reader)
    kinds = re.findall(r"share-(whatsapp|facebook|x|mail)\b", body)
    assert kinds == ["whatsapp", "facebook", "x", "mail"]
    assert re.search(
        r'<input class="copy-text"[^>]* value="http://testserver/s/\w{6}" readonly', body
    )
    assert "hidden data-copy=" in body
    assert "<li hidden data-share-item>" in body


def test_nothing_is_fetched_from_elsewhere(link, reader):
    body = thanked(link, reader)
    assert not re.search(
        r'<(?:script|img|link|iframe)[^>]*(?:src|href)="https?://(?!testserver)', body
    )


def test_the_next_step_is_shown_in_the_language_of_the_page(petition, link, reader):
    ask_for(petition, facts("call", phone="+16175550142"))
    body = thanked(link, reader)
    assert "Oficina del gobernador" in body
    assert 'href="tel:+16175550142"' in body
    assert "(617) 555-0142" in body
    assert "Hola, vivo aquí." in body
    assert "Office of the governor" not in body
    assert next_step(petition, "en")["value"]["script"].source.count("&lt;live&gt;") == 1


def test_an_event_is_told_with_a_calendar_file_and_not_once_it_is_over(campaign, link, reader):
    petition, start = campaign["es"].petition, timezone.now() + timedelta(days=2)
    ask_for(petition, facts("event", starts_at=start, address="12 Main Street"))
    calendar = f"/es/firmar/{petition.public_id}/evento/"
    assert f'href="{calendar}"' in thanked(link, reader)
    file = reader.get(calendar)
    assert file.headers["Content-Type"] == "text/calendar"
    assert "SUMMARY:Oficina del gobernador" in text_of(file)
    NextStep.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    assert next_step(petition, "es") is None


def test_another_petition_is_offered_only_where_it_is_live_and_open(petition):
    other = making.petition(name="Another")
    pages = making.campaign(other)
    ask_for(petition, facts("petition", other=other))
    for language, page in pages.items():
        assert next_step(petition, language)["card"]["url"] == page.url
    pages["es"].unpublish()
    assert next_step(petition, "es") is None
    assert next_step(petition, "en") is not None
    type(other).objects.update(state="closed")
    assert next_step(petition, "en") is None


def test_a_page_elsewhere_is_named_by_its_site(petition, link, reader):
    ask_for(petition, facts("link", url="https://www.example.org/donate"))
    assert "Ir a example.org" in thanked(link, reader)


def test_a_language_without_words_shows_nothing_of_the_other(petition):
    ask_for(petition, facts("call", phone="+16175550142", words={"en": WORDS["en"]}))
    with translation.override("es"):
        assert next_step(petition, "es") is None
