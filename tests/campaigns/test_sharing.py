"""Sharing links carry title and address whole, whatever stands in them."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.models import Petition
from campaigns.sharing import WAYS, invitation
from campaigns.short_links import ShortLink
from cms.passing import share_row
from tests import making
from tests.campaigns.reading import text_of

LINKS = {way: f"https://news.example.org/s/{way}" for way in WAYS}
HOSTS = {
    "whatsapp": "wa.me",
    "facebook": "www.facebook.com",
    "x": "x.com",
    "mail": "",
}


def asked(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query, keep_blank_values=True, strict_parsing=True)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_a_title_arrives_whole_and_adds_nothing(title):
    links = {link["kind"]: link["url"] for link in share_row(title, invitation(title), LINKS)}
    text = {way: [f"{invitation(title)} {LINKS[way]}"] for way in WAYS}
    assert asked(links["whatsapp"]) == {"text": text["whatsapp"]}
    assert asked(links["x"]) == {"text": text["x"]}
    assert asked(links["facebook"]) == {"u": [LINKS["facebook"]]}
    assert asked(links["mail"]) == {"subject": [title], "body": text["mail"]}


def test_each_link_leads_where_it_says_and_whatsapp_comes_first():
    title = 'Manos "fuera" & <ya>\r\nBcc: eva@example.org'
    links = share_row(title, invitation(title), LINKS)
    assert {link["kind"]: urlsplit(link["url"]).netloc for link in links} == HOSTS
    assert links[0]["kind"] == "whatsapp"
    for link in links:
        assert urlsplit(link["url"]).scheme == ("mailto" if link["kind"] == "mail" else "https")
        assert not set(link["url"]) & set('"<>\r\n ')


def test_words_and_labels_speak_the_readers_language_and_tell_nothing_of_the_sender():
    with translation.override("es"):
        assert [link["label"] for link in share_row("título", "título", LINKS)] == [
            "WhatsApp",
            "Facebook",
            "X",
            "Correo electrónico",
        ]
        assert invitation("Manos fuera") == "Léela y decide si la firmas: Manos fuera"
    assert invitation("Hands off") == "Read it and decide whether to sign: Hands off"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
def test_an_open_campaign_can_be_passed_on_from_its_own_page(campaign, reader, language):
    for _view in range(2):  # its links are made once
        body = text_of(reader.get(campaign[language].url))
    links = ShortLink.objects.all()
    assert {(row.language, row.source) for row in links} == {(language, way) for way in WAYS}
    kinds = re.findall(r"share-(whatsapp|facebook|x|mail)\b", body)
    assert kinds == ["whatsapp", "facebook", "x", "mail"]
    for row in links:
        assert f"/s/{row.code}" in body or f"%2Fs%2F{row.code}" in body
        assert reader.get(f"/s/{row.code}").url == f"{campaign[language].url}?via={row.source}"
    Petition.objects.update(state="closed")
    assert "share-whatsapp" not in text_of(reader.get(campaign[language].url))


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["beside", "within"])
def test_a_story_that_embeds_a_campaign_passes_it_on_in_the_storys_language(
    campaign, reader, where
):
    call = {"text": "Sign it.", "page": campaign["en"]}
    facts = {"body": [("campaign_call", call)]} if where == "within" else {}
    story = making.draft_post(related_campaign=campaign["en"], **facts)
    story = making.go_live(story)
    body = text_of(reader.get(story.url))
    assert body.count("share-whatsapp") == 2  # the petition's and the story's own
    assert set(ShortLink.objects.values_list("language", flat=True)) == {"en"}
    code = ShortLink.objects.get(source="copy").code
    assert f'id="share-{code}"' in body
    assert reader.get(f"/s/{code}").url == f"{campaign['en'].url}?via=copy"


@pytest.mark.django_db
def test_a_story_without_a_campaign_and_the_front_page_pass_no_campaign_on(campaign, post, reader):
    for address in (post["en"].url, "/en/", "/en/campaigns/"):
        assert "/s/" not in text_of(reader.get(address))
    assert not ShortLink.objects.exists()
