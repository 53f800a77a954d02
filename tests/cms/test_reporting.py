"""A live story: short entries in the languages they have, without publishing the page anew."""

import json
import re

import pytest
from django.test import Client

from cms.entries import LiveEntry
from cms.publishing import RightMissing
from cms.reporting import mend_entry, report, withdraw_entry
from cms.telling import TextMissing
from tests import making

pytestmark = pytest.mark.django_db
TEXTS = {"en": "They have arrived.", "es": "Ya llegaron."}


@pytest.fixture
def editor(db):
    return making.user("Editors")


def bytes_of(page) -> str:
    return Client().get(page.url).content.decode()


def test_an_entry_is_read_at_once_in_each_language_it_has(post, editor):
    report(post["en"], TEXTS, by=editor)
    for language, page in post.items():
        assert TEXTS[language] in bytes_of(page)
    assert TEXTS["en"] not in bytes_of(post["es"])
    assert "Actualizaciones en vivo" in bytes_of(post["es"])


def test_an_entry_without_spanish_leaves_the_spanish_page_as_it_was(post, editor):
    before = bytes_of(post["es"])
    report(post["en"], {"en": "They have arrived."}, by=editor)
    assert bytes_of(post["es"]) == before


def test_the_other_language_can_follow_and_is_no_correction(post, editor):
    entry = report(post["en"], {"en": TEXTS["en"]}, by=editor)
    mend_entry(entry, post["en"], TEXTS, by=editor)
    assert TEXTS["es"] in bytes_of(post["es"])
    assert LiveEntry.objects.get().corrected == {}


def test_a_changed_entry_says_that_it_was_corrected(post, editor):
    entry = report(post["en"], TEXTS, by=editor)
    mend_entry(entry, post["en"], TEXTS | {"es": "Llegaron cien."}, by=editor)
    body = bytes_of(post["es"])
    assert "Llegaron cien." in body
    assert TEXTS["es"] not in body
    assert "Corregido" in body


def test_a_correction_marks_the_language_that_was_corrected(post, editor):
    entry = report(post["en"], TEXTS, by=editor)
    mend_entry(entry, post["en"], TEXTS | {"es": "Llegaron cien."}, by=editor)
    entry.refresh_from_db()
    assert "Corregido" in bytes_of(post["es"])
    assert "Corrected" not in bytes_of(post["en"])
    mend_entry(entry, post["en"], {"en": "A hundred came.", "es": "Llegaron cien."}, by=editor)
    entry.refresh_from_db()
    assert "Corrected" in bytes_of(post["en"])
    assert entry.corrected_in("es") < entry.corrected_in("en")


def test_the_newest_entry_stands_first_under_an_address_of_its_own(post, editor):
    first = report(post["en"], TEXTS, by=editor)
    second = report(post["en"], {"en": "They speak."}, by=editor)
    body = bytes_of(post["en"])
    assert body.index(f'id="entry-{second.pk}"') < body.index(f'id="entry-{first.pk}"')


def test_a_withdrawn_entry_is_gone(post, editor):
    entry = report(post["en"], TEXTS, by=editor)
    withdraw_entry(entry, post["en"], by=editor)
    assert TEXTS["en"] not in bytes_of(post["en"])


def test_an_entry_needs_a_text_and_the_right_in_its_language(post, editor):
    with pytest.raises(TextMissing):
        report(post["en"], {"en": " "}, by=editor)
    with pytest.raises(RightMissing):
        report(post["es"], {"es": "Ya."}, by=making.user("Translators into Spanish"))
    assert not LiveEntry.objects.exists()


def test_a_live_story_tells_machines_so(post, editor):
    entry = report(post["en"], TEXTS, by=editor)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', bytes_of(post["es"]))
    graph = json.loads(found[1])["@graph"]
    data = next(node for node in graph if node["@type"] == "LiveBlogPosting")
    update = data["liveBlogUpdate"][0]
    assert update["articleBody"] == TEXTS["es"]
    assert update["url"] == f"{post['es'].full_url}#entry-{entry.pk}"
    assert data["dateModified"] == update["datePublished"]
