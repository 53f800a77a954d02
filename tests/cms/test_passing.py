"""A story is passed on by its own address, in its own language, and says nothing of the sender."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
HEADINGS = {"en": "Pass this story on", "es": "Comparte esta nota"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_story_offers_whatsapp_first_and_its_own_address_to_copy(reader, post, language):
    body = text_of(reader.get(post[language].url))
    assert HEADINGS[language] in body
    ways = re.findall(r'share-(\w+)" href="([^"]+)"', body)
    assert [kind for kind, _url in ways] == ["whatsapp", "facebook", "x", "mail"]
    said = parse_qs(urlsplit(unescape(ways[0][1])).query)["text"]
    assert said == [f"{post[language].title} {post[language].full_url}"]
    assert f'value="{post[language].full_url}" readonly' in body
    # Only a short link says which way it was passed on.
    assert "not by whom" not in body
    assert "no por quién" not in body
