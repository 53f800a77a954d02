"""Every going-live stands in Wagtail's history with the person who caused it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from cms import gating, publishing
from cms.actors import acting_as
from cms.models import Pair
from cms.releasing import agree
from tests import making
from tests.cms.newsdesk import fill, publish_in_translation_editor, start_review, stock_publish
from tests.cms.pairing import facts, live, save_target, set_gate, texts, translation_of

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=3)
WENT_LIVE = ["wagtail.publish", "wagtail.publish.scheduled"]


@pytest.fixture
def other(staff):
    return staff("Editors")


def authors(*pages):
    """Who stands in the history of each page as having brought it live."""
    entries = PageLogEntry.objects.filter(action__in=WENT_LIVE)
    return [[entry.user for entry in entries.filter(page=page.pk)] for page in pages]


def test_what_goes_live_from_the_segment_editor(half_translated, editor):
    fill(half_translated)
    spanish = half_translated.get_target_instance()
    publish_in_translation_editor(editor, spanish)
    assert authors(spanish) == [[editor.user]]


def test_what_a_reviewer_approves(half_translated, editor, other):
    fill(half_translated)
    with acting_as("seed"):
        half_translated.save_target(publish=False)
    spanish = live(half_translated.get_target_instance())
    start_review(spanish, editor.user)
    state = live(spanish).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[spanish.pk, "approve", state.pk])
    other.post(url, {"comment": ""})
    assert authors(spanish) == [[other.user]]


def test_what_a_reviewer_approves_and_must_wait(drafts, editor, other):
    start_review(drafts["en"], editor.user)
    state = live(drafts["en"]).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[drafts["en"].pk, "approve", state.pk])
    other.post(url, {"comment": ""})
    assert texts(drafts)["en"] == ""
    publish_in_translation_editor(editor, drafts["es"])
    assert authors(drafts["en"], drafts["es"]) == [[other.user], [editor.user]]


def test_each_side_of_a_pair_has_its_own_author(drafts, editor, other):
    stock_publish(editor, drafts["en"], title="Snow on the hill")
    publish_in_translation_editor(other, drafts["es"])
    assert authors(drafts["en"], drafts["es"]) == [[editor.user], [other.user]]


def test_what_waits_for_its_time_is_theirs_who_registered_it(drafts, editor, other):
    set_gate(drafts["en"], Pair.Gate.TOGETHER, embargo_at=timezone.now() + SOON)
    stock_publish(editor, drafts["en"], title="Snow on the hill")
    publish_in_translation_editor(other, drafts["es"])
    Pair.objects.update(embargo_at=timezone.now() - timedelta(seconds=1))
    assert publishing.publish_due() == 2
    assert authors(drafts["en"], drafts["es"]) == [[editor.user], [other.user]]


def test_whoever_frees_a_pair_has_not_published_it(drafts, editor, other):
    stock_publish(editor, drafts["en"], title="Snow on the hill")
    with acting_as(other.user):
        agree(drafts["en"], Pair.Gate.ALONE, None)
    assert authors(drafts["en"]) == [[editor.user]]


def test_what_is_published_for_somebody_waits_in_their_name(drafts, editor, other):
    """No request stands around it: a verb is called with a person."""
    revision = live(drafts["en"]).save_revision(user=other.user)
    with pytest.raises(gating.WaitsForOther):
        revision.publish(user=editor.user)
    assert facts(drafts["en"]).ready_by == editor.user


def scheduled(page, *, wrote, pressed) -> None:
    """One person wrote it, another gave it its time, which comes."""
    page.go_live_at = timezone.now() + SOON
    with acting_as(pressed):
        page.save_revision(user=wrote).publish(user=pressed)
    past = timezone.now() - timedelta(minutes=1)
    for revision in Revision.objects.exclude(approved_go_live_at=None):
        revision.content["go_live_at"] = past.isoformat()
        revision.approved_go_live_at = past
        revision.save()


def test_what_the_schedule_brings_is_theirs_who_set_it(editor, other):
    page = making.draft_post()
    scheduled(page, wrote=editor.user, pressed=other.user)
    assert authors(page) == [[]]
    assert publishing.publish_due() == 1
    assert authors(page) == [[other.user]]


def test_a_schedule_that_must_wait_is_theirs_who_set_it(drafts, editor, other):
    set_gate(drafts["en"], Pair.Gate.ALONE)
    scheduled(live(drafts["en"]), wrote=editor.user, pressed=other.user)
    set_gate(drafts["en"], Pair.Gate.TOGETHER)
    assert publishing.publish_due() == 0
    assert facts(drafts["en"]).ready_by == other.user
    save_target(drafts)
    assert authors(drafts["en"]) == [[other.user]]


def test_what_goes_live_with_a_selection(drafts, editor, other):
    single = making.draft_post()
    single.save_revision(user=other.user)
    with acting_as("seed"):
        translation_of(drafts["en"]).save_target(publish=False)
    pages = [drafts["en"], drafts["es"], single]
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    ids = "&".join(f"id={page.pk}" for page in pages)
    editor.post(f"{url}?{ids}", {"include_descendants": ""})
    assert authors(*pages) == [[editor.user]] * 3


def test_a_topic_that_goes_live(editor):
    topic = making.topic("Snow")
    url = reverse("wagtailsnippets_cms_topic:edit", args=[topic.pk])
    form = {"name": "Hail", "slug": topic.slug, "description": "", "action-publish": "on"}
    editor.post(url, form)
    entries = ModelLogEntry.objects.filter(action="wagtail.publish", object_id=topic.pk)
    assert [entry.user for entry in entries.order_by("timestamp")][-1] == editor.user
