"""The web version of an alert and the list of alerts, in their reader's language."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from alerts.blocks import LetterBlock
from alerts.models import AlertIndexPage
from cms.correcting import correct
from tests import making
from tests.alerts.letters_to_all import alert, body_of_all, draft_alert
from tests.cms.stories import is_text, leaves

pytestmark = pytest.mark.django_db
FACTS = (blocks.URLBlock, blocks.PageChooserBlock, ImageChooserBlock)


def queries_of(path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(path).status_code == 200
    return len(captured)


def test_every_leaf_of_a_letter_is_translated_or_carried_over(campaign, post):
    for path, block in leaves(LetterBlock()):
        assert is_text(block) or isinstance(block, FACTS), path
    pair = alert(body_of_all(campaign, post))
    kinds = [child.block_type for child in pair["es"].body]
    assert kinds == list(LetterBlock().child_blocks)
    told = {child.block_type: child.value for child in pair["es"].body}
    assert told["heading"] == "Qué decir"
    assert str(told["text"]) == "<p>Di que no.</p>" or "Di que no." in str(told["text"])
    assert told["picture"]["alternative"] == "Un teléfono rojo"
    assert told["button"]["label"] == "Llama ahora"
    assert told["button"]["url"] == "https://example.org/call?a=1&b=2"


def test_each_language_reads_its_web_version(campaign, post, reader):
    pair = alert(body_of_all(campaign, post))
    said = {"en": ("Say no.", "Snow on the hill"), "es": ("Di que no.", "Nieve en la colina")}
    for language, words in said.items():
        body = reader.get(pair[language].url).content.decode()
        for word in words:
            assert word in body
        assert f'href="{campaign[language].url}?via=p{pair[language].pk}"' in body
        assert 'alt="A red phone"' in body or 'alt="Un teléfono rojo"' in body
    assert "Snow on the hill" not in reader.get(pair["es"].url).content.decode()


def test_a_card_that_is_not_live_in_the_language_is_left_out(post, reader):
    pair = alert([("text", "<p>Say no.</p>"), ("post", {"page": post["en"]})])
    post["es"].unpublish()
    assert "Snow on the hill" in reader.get(pair["en"].url).content.decode()
    spanish = reader.get(pair["es"].url).content.decode()
    assert "Nieve" not in spanish
    assert "Snow on the hill" not in spanish


def test_many_cards_cost_no_more_queries_than_one(campaign, post):
    one = making.go_live(draft_alert([("campaign", {"page": campaign["en"]})]))
    many = making.go_live(draft_alert([("campaign", {"page": campaign["en"]})] * 5))
    Client().get(one.url)
    assert queries_of(one.url) == queries_of(many.url) <= 30


def test_the_index_lists_the_alerts_of_its_language_newest_first(reader):
    alert()
    alert(title="Say no.", subject="What to say")
    for index in AlertIndexPage.objects.all():
        body = reader.get(index.url).content.decode()
        titles = re.findall(r'teaser-title"><a [^>]+>([^<]+)<', body)
        newest = {"en": "Say no.", "es": "Di que no."}[index.locale.language_code]
        assert len(titles) == 2
        assert titles[0] == newest


def test_a_correction_is_told_on_both_web_versions(staff, reader):
    pair = alert()
    texts = {"en": "It is Monday.", "es": "Es el lunes."}
    correct(pair["en"], texts, by=staff("Editors").user)
    for language, text in texts.items():
        assert text in reader.get(pair[language].url).content.decode()
