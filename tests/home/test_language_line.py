"""One line that offers the page in the reader's own language: in the HTML of everyone, hidden."""

import re

import pytest
from django.test import Client

from tests import making

pytestmark = pytest.mark.django_db
LINE = re.compile(r'<aside class="language-line"(?P<facts>[^>]*)>\s*<a [^>]*href="(?P<url>[^"]+)"')


def line_of(client: Client, path: str) -> re.Match | None:
    return LINE.search(client.get(path).content.decode())


def test_a_page_in_both_languages_offers_the_other_in_its_own_words(post, campaign, reader):
    for pages in (post, campaign):
        for language, other, words in (
            ("en", "es", "Leer en español"),
            ("es", "en", "Read in English"),
        ):
            found = line_of(reader, pages[language].url)
            assert found["url"] == pages[other].full_url
            assert f'lang="{other}"' in found["facts"]
            assert found["facts"].rstrip().endswith("hidden")
            assert words in reader.get(pages[language].url).content.decode()


def test_what_is_not_translated_yet_is_offered_as_that(reader):
    english = making.go_live(making.draft_post())
    found = line_of(reader, english.url)
    assert found["url"].endswith(f"/es/noticias/{english.slug}/")
    assert "Todavía no está en español" in reader.get(english.url).content.decode()
    back = line_of(reader, found["url"].removeprefix("http://testserver"))
    assert back["url"] == english.full_url


def test_the_line_is_the_same_for_every_browser(post):
    spoken = [Client(headers={"Accept-Language": each}) for each in ("es-MX,es", "en", "fr")]
    bodies = {client.get(post["en"].url).content for client in spoken}
    assert len(bodies) == 1


def test_a_page_for_one_person_and_an_error_offer_no_line(campaign, reader):
    for path in ("/en/nothing/", "/es/buscar/?q=nieve"):
        assert line_of(reader, path) is None, path
