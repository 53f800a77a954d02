"""Promise 9: a translation never publishes around a right, a lock, a review or a missing segment.

One test per door, each asserting the bytes that an anonymous reader gets at the Spanish address.
"""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms import publishing
from cms.actors import acting_as
from news.models import NewsIndexPage, PostPage
from tests import making
from tests.cms.conftest import NEW_ENGLISH
from tests.cms.newsdesk import (
    body_of,
    fill,
    publish_in_translation_editor,
    start_review,
    stock_publish,
)

pytestmark = pytest.mark.django_db
ENGLISH = "It snowed all night."


def test_publish_refuses_a_missing_segment(half_translated):
    spanish = half_translated.get_target_instance()
    with acting_as("seed"), pytest.raises(publishing.TranslationIncomplete):
        spanish.save_revision().publish()
    assert body_of(spanish) == ""


def test_publish_refuses_when_nobody_acts(post):
    english = post["en"]
    english.summary = "Nobody wrote this."
    revision = english.save_revision()
    with pytest.raises(publishing.NobodyActing):
        revision.publish()
    assert "Nobody wrote this." not in body_of(english)


def test_the_translation_editor_refuses_a_missing_segment(half_translated, staff):
    spanish = half_translated.get_target_instance()
    publish_in_translation_editor(staff("Editors"), spanish)
    assert body_of(spanish) == ""


def test_the_translation_editor_tells_an_editor_what_is_missing(half_translated, staff):
    browser, spanish = staff("Editors"), half_translated.get_target_instance()
    response = publish_in_translation_editor(browser, spanish)
    page = browser.get(response.url).content.decode()
    assert "1 piece of text is not translated yet." in page


def test_the_translation_editor_publishes_a_whole_translation(half_translated, staff):
    fill(half_translated)
    spanish = half_translated.get_target_instance()
    publish_in_translation_editor(staff("Editors"), spanish)
    spanish.refresh_from_db()
    assert "Nevó toda la noche." in body_of(spanish)


def test_the_translation_editor_refuses_a_translator(half_translated, staff):
    fill(half_translated)
    spanish = half_translated.get_target_instance()
    publish_in_translation_editor(staff("Translators into Spanish"), spanish)
    assert body_of(spanish) == ""


def test_saving_a_live_translation_writes_no_live_row_before_it_is_refused(changed_source):
    spanish = changed_source.get_target_instance()
    with acting_as("seed"), pytest.raises(publishing.TranslationIncomplete):
        changed_source.save_target(publish=True)
    assert "Nevó toda la noche." in body_of(spanish)
    assert NEW_ENGLISH not in body_of(spanish)


def test_a_draft_save_of_a_live_translation_leaves_the_live_page_alone(changed_source):
    spanish = changed_source.get_target_instance()
    with acting_as("seed"):
        changed_source.save_target(publish=False)
    assert "Nevó toda la noche." in body_of(spanish)
    draft = PostPage.objects.get(pk=spanish.pk).get_latest_revision_as_object()
    assert NEW_ENGLISH in str(draft.body)


def test_syncing_with_publish_refuses_new_segments(changed_source, staff):
    spanish = changed_source.get_target_instance()
    url = reverse("wagtail_localize:update_translations", args=[changed_source.source_id])
    staff("Editors").post(url, {"publish_translations": "on"})
    assert NEW_ENGLISH not in body_of(spanish)


def test_the_stock_editor_refuses_a_running_review(staff):
    """`Publish` in the stock editor calls the hook, never `publish()`. The story has no other
    version: of a pair it would be asked first what the change means.
    """
    english = making.go_live(making.draft_post())
    start_review(english, staff("Editors").user)
    response = stock_publish(staff("Editors"), english, title="Published around the review")
    assert response.status_code in {200, 302}
    assert "Published around the review" not in body_of(english)
    english.refresh_from_db()
    assert english.workflow_in_progress


def test_the_stock_editor_publishes_what_may_be_published(staff):
    english = making.go_live(making.draft_post())
    stock_publish(staff("Editors"), english, title="A new headline")
    assert "A new headline" in body_of(english)


def test_the_translation_editor_leaves_a_running_review_alone(half_translated, staff):
    fill(half_translated)
    editor = staff("Editors")
    spanish = half_translated.get_target_instance()
    start_review(spanish, editor.user)
    publish_in_translation_editor(editor, spanish)
    assert body_of(spanish) == ""
    assert PostPage.objects.get(pk=spanish.pk).workflow_in_progress


def test_approving_a_half_translated_page_undoes_the_approval(half_translated, staff):
    """Stock Wagtail has already saved `approved` when it publishes; here both stand or fall."""
    editor = staff("Editors")
    spanish = half_translated.get_target_instance()
    start_review(spanish, editor.user)
    task_state = PostPage.objects.get(pk=spanish.pk).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[spanish.pk, "approve", task_state.pk])
    editor.post(url, {"comment": ""})
    assert body_of(spanish) == ""
    task_state.refresh_from_db()
    assert task_state.status == task_state.STATUS_IN_PROGRESS


def test_a_locked_page_is_not_published_by_others(half_translated, staff):
    fill(half_translated)
    spanish = half_translated.get_target_instance()
    PostPage.objects.filter(pk=spanish.pk).update(locked=True, locked_by=making.user("Editors"))
    publish_in_translation_editor(staff("Editors"), spanish)
    assert body_of(spanish) == ""


def test_bulk_publishing_refuses_a_missing_segment(half_translated, staff):
    spanish = half_translated.get_target_instance()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    staff("Editors").post(f"{url}?id={spanish.pk}", {"include_descendants": ""})
    assert body_of(spanish) == ""


def test_the_admin_page_api_refuses_a_missing_segment(half_translated, staff):
    spanish = half_translated.get_target_instance()
    url = reverse("wagtailadmin_api:pages:action", args=[spanish.pk, "publish"])
    response = staff("Editors").post(url, "{}", content_type="application/json")
    assert response.status_code == 403
    assert json.loads(response.content)["error_message"]
    assert body_of(spanish) == ""


def test_scheduled_publishing_holds_one_page_and_not_the_next(half_translated):
    spanish = half_translated.get_target_instance()
    other = making.draft_post(title="The next in line")
    for page in (spanish, other):
        revision = page.save_revision()
        revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
        revision.save()
    call_command("publish_scheduled")
    assert body_of(spanish) == ""
    assert "The next in line" in body_of(PostPage.objects.get(pk=other.pk))
    assert spanish.revisions.exclude(approved_go_live_at=None).exists()


def test_a_page_is_born_a_draft(db):
    page = PostPage(title="Born live?", slug="born-live", summary="…", live=True)
    NewsIndexPage.objects.get(locale=making.locale("en")).add_child(instance=page)
    assert body_of(page) == ""


def test_a_copy_is_a_draft_even_when_asked_to_stay_live(post, staff):
    browser, index = staff("Editors"), post["es"].get_parent()
    url = reverse("wagtailadmin_pages:copy", args=[post["es"].pk])
    data = {
        "new_title": "A live copy",
        "new_slug": "copia",
        "new_parent_page": index.pk,
        "publish_copies": "on",
    }
    browser.post(url, data)
    copy = PostPage.objects.get(slug="copia")
    assert body_of(copy) == ""


def test_submitting_for_translation_puts_no_english_at_a_spanish_address(staff):
    english = making.go_live(making.draft_post())
    url = reverse("wagtail_localize:submit_page_translation", args=[english.pk])
    staff("Editors").post(url, {"locales": [making.locale("es").pk]})
    spanish = english.get_translation(making.locale("es"))
    assert body_of(spanish) == ""
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_an_alias_page_is_refused(post):
    with pytest.raises(publishing.AliasRefused):
        post["en"].create_alias(parent=post["es"].get_parent(), update_slug="alias")


def test_nobody_turns_a_translation_into_an_alias(half_translated, staff):
    """The translation editor offers it to translators, and it goes live in English at once."""
    spanish = half_translated.get_target_instance()
    path = f"/admin/localize/page/{spanish.pk}/convert_to_alias/"
    for group in ("Translators into Spanish", "Editors"):
        browser = staff(group)
        told = browser.post(path, follow=True).content.decode()
        assert body_of(spanish) == ""
        assert "A page cannot repeat another language" in told or "no puede repetir" in told


def test_a_draft_that_lags_behind_its_segments_is_not_published(half_translated, staff):
    """The target's first draft holds English; bulk publishing must not make it live."""
    fill(half_translated)
    spanish = half_translated.get_target_instance()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    staff("Editors").post(f"{url}?id={spanish.pk}", {"include_descendants": ""})
    assert ENGLISH not in body_of(spanish)
    assert body_of(spanish) == ""
