"""The panel of a pair: seen by whoever may edit, changed by whoever may publish both versions."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from cms import gating
from cms.models import Pair
from cms.pairs import pair_of
from cms.standing import waiting_for
from tests import making
from tests.cms.pairing import edited, facts, live, publish, set_gate, texts

pytestmark = pytest.mark.django_db


def panel(page):
    return f"/admin/pairs/{page.pk}/"


def moment(**ahead):
    return timezone.localtime(timezone.now() + timedelta(**ahead)).strftime("%Y-%m-%dT%H:%M")


def test_editors_set_gate_and_time_from_either_side(post, editor):
    for page in post.values():
        Pair.objects.update(gate="alone", embargo_at=None)
        answer = editor.post(panel(page), {"gate": "together", "embargo_at": moment(hours=2)})
        assert answer.status_code == 302
        pair = pair_of(post["en"])
        assert pair.gate == "together"
        assert pair.embargo_at > timezone.now()
        shown = timezone.localtime(pair.embargo_at).strftime("%Y-%m-%dT%H:%M")
        assert f'value="{shown}"' in editor.get(panel(page)).content.decode()


def test_the_panel_says_what_is_missing(post, editor):
    set_gate(post["en"], Pair.Gate.TOGETHER)
    with pytest.raises(gating.WaitsForOther):
        publish(edited(post["en"]), editor.user)
    page = editor.get(panel(post["es"])).content.decode()
    assert "Waits for the Spanish version. 1 piece of text is missing there." in page


def test_the_panel_says_until_when_it_waits(post, editor):
    set_gate(post["en"], Pair.Gate.ALONE, embargo_at=timezone.now() + timedelta(hours=2))
    with pytest.raises(gating.Embargoed):
        publish(edited(post["en"]), editor.user)
    assert "Waits for its time (" in editor.get(panel(post["en"])).content.decode()
    assert (
        "Waits for its time (" in editor.get(f"/admin/pages/{post['en'].pk}/edit/").content.decode()
    )


def test_what_another_gate_frees_goes_live_at_once(drafts, editor):
    with pytest.raises(gating.WaitsForOther):
        publish(drafts["en"].get_latest_revision(), editor.user)
    editor.post(panel(drafts["en"]), {"gate": "alone"})
    assert texts(drafts)["en"]


def test_ready_can_be_taken_back(drafts, editor):
    with pytest.raises(gating.WaitsForOther):
        publish(drafts["en"].get_latest_revision(), editor.user)
    editor.post(panel(drafts["es"]), {"withdraw": "en"})
    assert facts(drafts["en"]).ready_revision is None
    assert waiting_for(live(drafts["en"])) == []


def test_translators_see_the_panel_and_change_nothing(post, staff):
    translator = staff("Translators into Spanish")
    assert translator.get(panel(post["es"])).status_code == 200
    assert translator.post(panel(post["es"]), {"gate": "together"}).status_code in {302, 403}
    assert pair_of(post["es"]).gate == "alone"
    page = translator.get(panel(post["es"])).content.decode()
    assert "Only those who may publish in both languages may change this." in page


def test_the_panel_shows_translators_no_draft_of_the_other_side(staff):
    english = making.draft_post(title="A secret headline")
    with pytest.raises(Exception, match="."):
        english.get_translation(making.locale("es"))
    translator = staff("Translators into Spanish")
    assert translator.get(panel(english)).status_code in {302, 403}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"gate": "sideways"},
        {"gate": "together\0"},
        {"gate": "together", "embargo_at": "noon"},
        {"gate": "together", "embargo_at": "1999-01-01T00:00"},
        {"gate": "together", "embargo_at": "9999-12-31T23:59"},
        {"gate": "x" * 5_000, "embargo_at": "\0"},
    ],
)
def test_what_cannot_be_is_refused_kindly(post, editor, sent):
    answer = editor.post(panel(post["en"]), sent)
    assert answer.status_code == 400
    assert b"error-message" in answer.content
    assert pair_of(post["en"]).gate == "alone"


def test_odd_withdrawals_and_addresses_change_nothing(post, editor):
    for odd in ("xx", "\0", "e" * 9_000):
        assert editor.post(panel(post["en"]), {"withdraw": odd}).status_code == 302
    assert editor.get("/admin/pairs/99999999/").status_code == 404
    assert editor.get(panel(Page.get_first_root_node())).status_code in {302, 403}
