"""Publishing many pages at once, by the bulk action of the listings."""

import pytest
from django.urls import reverse
from wagtail_localize.operations import translate_object

from cms.actors import acting_as
from cms.models import Pair
from tests import making
from tests.cms.newsdesk import body_of
from tests.cms.pairing import facts, live, set_gate, texts, translate_all, translation_of

pytestmark = pytest.mark.django_db


def whole_pair(title="Snow on the hill", gate=Pair.Gate.TOGETHER):
    """A draft and its whole Spanish draft."""
    english = making.draft_post(title=title)
    english.save_revision()
    with acting_as("seed"):
        translate_object(english, [making.locale("es")])
    translate_all(english)
    with acting_as("seed"):
        translation_of(english).save_target(publish=False)
    set_gate(english, gate)
    return {"en": english, "es": translation_of(english).get_target_instance()}


def publish_selection(browser, *pages, **form):
    """What the bar below the listing sends; returns what the person reads next."""
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    ids = "&".join(f"id={page.pk}" for page in pages)
    return browser.post(f"{url}?{ids}&next=/admin/", form, follow=True).content.decode()


@pytest.mark.parametrize(
    ("gate", "order"),
    [("together", "en es"), ("together", "es en"), ("source_first", "es en"), ("alone", "es en")],
)
def test_both_sides_of_a_pair_in_one_selection_go_live(editor, gate, order):
    pair = whole_pair(gate=gate)
    told = publish_selection(editor, *(pair[language] for language in order.split()))
    assert all(texts(pair).values())
    assert "2 pages have been published" in told
    assert "waits for" not in told


def test_many_pairs_go_live_and_what_is_missing_is_told(editor):
    whole = [whole_pair(), whole_pair("Rain on the hill")]
    lonely, behind = whole_pair("Wind on the hill"), making.draft_post(title="Fog on the hill")
    locked = making.draft_post(title="Ice on the hill")
    type(locked).objects.filter(pk=locked.pk).update(locked=True)
    pages = [each[language] for language in ("en", "es") for each in whole]
    told = publish_selection(editor, locked, *pages, lonely["en"], behind)
    assert all(all(texts(pair).values()) for pair in whole)
    assert body_of(live(behind))
    assert "5 pages have been published" in told
    assert "Wind on the hill: It is ready and waits for the Spanish version." in told
    assert "Ice on the hill: This page is locked." in told
    assert texts(lonely) == {"en": "", "es": ""}
    assert facts(lonely["en"]).ready_by == editor.user
    assert body_of(live(locked)) == ""


def test_drafts_below_a_selected_page_wait_for_their_other_side_too(editor):
    pair = whole_pair()
    index = pair["en"].get_parent()
    told = publish_selection(editor, index, include_descendants="on")
    assert texts(pair) == {"en": "", "es": ""}
    assert facts(pair["en"]).ready_by == editor.user
    assert "waits for the Spanish version" in told


def test_a_refusal_in_a_selection_offers_its_way_around(half_translated, editor):
    spanish = half_translated.get_target_instance()
    told = publish_selection(editor, spanish)
    assert reverse("publish_anyway", args=[spanish.content_type_id, spanish.pk]) in told
    assert body_of(spanish) == ""
