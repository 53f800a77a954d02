"""The feeds: one per language, with what was corrected since."""

import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.correcting import correct
from cms.reporting import report
from tests import making

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
TEXTS = {"en": "Her name is Ana.", "es": "Se llama Ana."}


def feed(language: str) -> ET.Element:
    response = Client().get(f"/{language}/feed/")
    assert response.status_code == 200
    return ET.fromstring(response.content)


def test_each_language_has_its_own_feed(post):
    assert [item.findtext("title") for item in feed("es").iter("item")] == ["Nieve en la colina"]
    english = feed("en")
    assert english.findtext("channel/language") == "en"
    item = english.find("channel/item")
    assert item.findtext("link") == post["en"].full_url
    assert item.findtext("title") == "Snow on the hill"


def test_a_feed_sets_no_cookie_and_may_be_kept(post, reader):
    response = reader.get("/es/feed/")
    assert not response.cookies
    assert "s-maxage" in response.headers["Cache-Control"]
    assert response.headers["Content-Type"].startswith("application/rss+xml")
    assert "Cookie" not in response.headers.get("Vary", "")


def test_pages_name_the_feed_of_their_language(post, reader):
    body = reader.get(post["es"].url).content.decode()
    assert 'type="application/rss+xml"' in body
    assert 'href="http://testserver/es/feed/"' in body


def test_a_corrected_story_says_so_in_both_feeds(post):
    correct(post["en"], TEXTS, by=making.user("Editors"))
    for language, word in (("en", "Correction"), ("es", "Corrección")):
        item = feed(language).find("channel/item")
        assert TEXTS[language] in item.findtext("description")
        assert word in item.findtext("description")
        assert item.findtext(f"{ATOM}updated")


def test_an_entry_is_in_the_feed_of_its_language_only(post):
    report(post["en"], {"es": "Ya llegaron."}, by=making.user("Editors"))
    assert "Ya llegaron." in feed("es").find("channel/item").findtext("description")
    english = feed("en").find("channel/item")
    assert "Ya llegaron." not in english.findtext("description")
    assert english.findtext(f"{ATOM}updated") is None


def test_a_feed_costs_the_same_whatever_it_holds(db):
    def cost() -> int:
        Client().get("/en/feed/")
        with CaptureQueriesContext(connection) as captured:
            feed("en")
        return len(captured)

    for _each in range(2):
        making.go_live(making.draft_post())
    few = cost()
    for _each in range(4):
        making.go_live(making.draft_post())
    assert cost() == few <= 10


def test_a_feed_holds_thirty_stories(db):
    for _each in range(31):
        making.go_live(making.draft_post())
    assert len(list(feed("en").iter("item"))) == 30
