"""What both editors say of a pair, and how a draft reaches its translators."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms.freshness import judge
from cms.models import Pair
from tests.cms.newsdesk import body_of, form_of, start_review
from tests.cms.pairing import MENDED, edited, facts, live, publish, set_gate, translation_of

pytestmark = pytest.mark.django_db


def opened(browser, page):
    return browser.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_the_translation_editor_says_since_when_and_shows_what_changed(post, editor):
    publish(edited(post["en"]))
    page = opened(editor, post["es"])
    assert "The English version has changed; this one is behind since" in page
    before = post["en"].live_revision_id
    link = reverse("wagtailadmin_pages:revisions_compare", args=[post["en"].pk, before, "live"])
    assert link in page
    assert editor.get(link).status_code == 200


def test_who_may_not_open_the_original_gets_no_link_to_its_revisions(post, staff):
    publish(edited(post["en"]))
    page = opened(staff("Translators into Spanish"), post["es"])
    assert "this one is behind since" in page
    assert "revisions/compare" not in page


def test_the_editor_tells_an_urgent_correction_apart(post, editor):
    revision = edited(post["en"])
    judge(revision, "urgent")
    publish(revision)
    assert "was urgently corrected" in opened(editor, post["es"])


def test_both_editors_lead_to_the_panel(post, drafts, editor):
    link = reverse("cms_pair", args=[post["en"].pk])
    assert link in opened(editor, post["en"])
    assert "behind since" not in opened(editor, post["en"])
    assert reverse("cms_pair", args=[drafts["es"].pk]) in opened(editor, drafts["es"])


def test_the_listing_leads_to_the_panel(post, editor):
    url = reverse("wagtailadmin_explore", args=[post["es"].get_parent().pk])
    assert reverse("cms_pair", args=[post["es"].pk]) in editor.get(url).content.decode()


def test_a_draft_is_sent_to_translators_from_the_editor(post, editor):
    assert "action-send-draft" in opened(editor, post["en"])
    data = form_of(post["en"], title=MENDED) | {"action-send-draft": "1"}
    editor.post(reverse("wagtailadmin_pages:edit", args=[post["en"].pk]), data)
    strings = translation_of(post["en"]).source.stringsegment_set
    assert strings.filter(string__data=MENDED).exists()
    assert MENDED not in body_of(post["en"])
    assert live(post["en"]).title == "Snow on the hill"
    assert PageLogEntry.objects.filter(action="cms.send_draft", user=editor.user).exists()


def test_a_translation_cannot_be_sent_as_a_draft(post, staff):
    translator = staff("Translators into English")
    assert "action-send-draft" not in opened(translator, post["en"])
    data = form_of(post["en"], title=MENDED) | {"action-send-draft": "1"}
    translator.post(reverse("wagtailadmin_pages:edit", args=[post["en"].pk]), data)
    assert not translation_of(post["en"]).source.stringsegment_set.filter(string__data=MENDED)


def test_an_approval_stands_while_its_draft_waits(drafts, editor):
    start_review(drafts["en"], editor.user)
    page = live(drafts["en"])
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    editor.post(url, {"comment": ""})
    assert body_of(live(drafts["en"])) == ""
    state.refresh_from_db()
    assert state.status == state.STATUS_APPROVED
    assert facts(drafts["en"]).ready_revision is not None


def test_the_other_gates_approve_as_before(drafts, editor):
    set_gate(drafts["en"], Pair.Gate.ALONE)
    start_review(drafts["en"], editor.user)
    page = live(drafts["en"])
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    editor.post(url, {"comment": ""})
    assert body_of(live(drafts["en"]))
