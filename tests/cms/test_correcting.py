"""At eleven at night a name is wrong: two short sentences go live on both sides at once."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.correcting import correct, withdraw_correction
from cms.corrections import Correction
from cms.publishing import RightMissing
from cms.telling import TextMissing, TextTooLong
from tests import making

pytestmark = pytest.mark.django_db
TEXTS = {"en": "Her name is Ana, not Anna.", "es": "Se llama Ana, no Anna."}


@pytest.fixture
def editor(db):
    return making.user("Editors")


def bytes_of(page) -> str:
    return Client().get(page.url).content.decode()


def structured(body: str) -> dict:
    """The node of the story itself."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', body)[1]
    return next(node for node in json.loads(found)["@graph"] if "headline" in node)


def test_a_correction_stands_on_both_sides_at_once_each_in_its_language(post, editor):
    before = [page.last_published_at for page in post.values()]
    correct(post["en"], TEXTS, by=editor)
    english, spanish = bytes_of(post["en"]), bytes_of(post["es"])
    assert TEXTS["en"] in english
    assert TEXTS["es"] in spanish
    assert TEXTS["es"] not in english
    assert TEXTS["en"] not in spanish
    assert "Corrección" in spanish
    for page in post.values():
        page.refresh_from_db()
    assert [page.last_published_at for page in post.values()] == before


def test_a_correction_begun_from_the_spanish_page_reaches_the_english_one(post, editor):
    correct(post["es"], TEXTS, by=editor)
    assert TEXTS["en"] in bytes_of(post["en"])


def test_a_correction_stands_on_both_campaign_pages(campaign, editor):
    correct(campaign["es"], TEXTS, by=editor)
    assert TEXTS["en"] in bytes_of(campaign["en"])
    assert TEXTS["es"] in bytes_of(campaign["es"])


def test_the_newest_correction_stands_first_and_the_story_says_updated(post, editor):
    old = correct(post["en"], TEXTS, by=editor)
    Correction.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=1))
    correct(post["en"], {"en": "Also the street.", "es": "También la calle."}, by=editor)
    body = bytes_of(post["es"])
    assert body.index("También la calle.") < body.index(TEXTS["es"])
    assert "Correcciones" in body
    assert "Actualizada el" in body


def test_a_correction_needs_both_languages(post, editor):
    with pytest.raises(TextMissing):
        correct(post["en"], {"en": "Only English.", "es": "  "}, by=editor)
    with pytest.raises(TextTooLong):
        correct(post["en"], TEXTS | {"es": "x" * 301}, by=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(translation_key=post["en"].translation_key, texts={"en": "x"})
    assert not Correction.objects.exists()


@pytest.mark.parametrize("group", ["Translators into Spanish", "Campaigners", "Administrators"])
def test_whoever_may_not_publish_in_both_languages_may_not_correct(post, group):
    with pytest.raises(RightMissing):
        correct(post["es"], TEXTS, by=making.user(group))
    assert not Correction.objects.exists()


def test_a_story_in_one_language_is_corrected_with_the_right_to_publish_its_other(editor):
    english = making.go_live(making.draft_post())
    correct(english, TEXTS, by=editor)
    assert TEXTS["en"] in bytes_of(english)


def test_a_withdrawn_correction_is_gone_on_both_sides(post, editor):
    made = correct(post["en"], TEXTS, by=editor)
    withdraw_correction(made, post["es"], by=editor)
    assert TEXTS["en"] not in bytes_of(post["en"])
    assert TEXTS["es"] not in bytes_of(post["es"])


def test_both_histories_know_of_a_correction_without_its_text(post, editor):
    correct(post["en"], TEXTS, by=editor)
    entries = PageLogEntry.objects.filter(action="cms.correct", user=editor)
    assert {entry.page_id for entry in entries} == {page.pk for page in post.values()}
    assert "Anna" not in str([entry.data for entry in entries])


def test_a_correction_outlives_the_account_that_made_it(post, editor):
    correct(post["en"], TEXTS, by=editor)
    get_user_model().objects.filter(pk=editor.pk).delete()
    assert TEXTS["en"] in bytes_of(post["en"])


def test_a_correction_is_in_the_structured_data_of_each_language(post, editor):
    correct(post["en"], TEXTS, by=editor)
    for language, page in post.items():
        data = structured(bytes_of(page))
        assert data["@type"] == "NewsArticle"
        assert data["headline"] == page.title
        assert data["inLanguage"] == language
        assert [each["text"] for each in data["correction"]] == [TEXTS[language]]
        assert data["dateModified"] >= data["correction"][0]["datePublished"]


def test_a_headline_cannot_end_the_structured_data(editor):
    title = "</script><script>alert(1)</script> & “quotes” \u2028"
    english = making.go_live(making.draft_post(title=title))
    body = bytes_of(english)
    assert structured(body)["headline"] == title
    assert "<script>alert" not in body
