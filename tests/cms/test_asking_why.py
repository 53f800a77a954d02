"""An editor may publish although something is missing, says why, and the log keeps it."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from cms import publishing
from cms.actors import acting_as
from cms.insisting import insist
from cms.models import Topic
from cms.overriding import OVERRIDE, overriding
from news.models import PostPage
from tests import making
from tests.cms.newsdesk import (
    body_of,
    fill,
    publish_in_translation_editor,
    start_review,
    stock_publish,
)

pytestmark = pytest.mark.django_db
MISSING = "1 piece of text is not translated yet."
WHY = "The rally starts in ten minutes."


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def way_to(subject) -> str:
    kind = ContentType.objects.get_for_model(subject)
    return reverse("publish_anyway", args=[kind.pk, subject.pk])


def test_an_editor_is_led_to_where_reasons_are_given(half_translated, staff):
    browser, spanish = staff("Editors"), half_translated.get_target_instance()
    way = publish_in_translation_editor(browser, spanish).url
    page = browser.get(way)
    assert page.status_code == 200
    assert MISSING in page.content.decode()
    assert body_of(spanish) == ""


def test_a_reason_publishes_what_is_missing_a_piece(half_translated, staff):
    browser, spanish = staff("Editors"), half_translated.get_target_instance()
    way = publish_in_translation_editor(browser, spanish).url
    browser.post(way, {"reason": WHY})
    assert "Nieve en la colina" in body_of(fresh(spanish))


def test_the_reason_stands_in_the_history_with_its_author(half_translated, staff):
    browser, spanish = staff("Editors"), half_translated.get_target_instance()
    browser.post(publish_in_translation_editor(browser, spanish).url, {"reason": WHY})
    entry = PageLogEntry.objects.get(page=spanish.pk, action=OVERRIDE)
    assert entry.user == browser.user
    assert entry.data["reason"] == WHY
    assert entry.data["kinds"] == ["TranslationIncomplete"]
    history = browser.get(reverse("wagtailadmin_pages:history", args=[spanish.pk]))
    assert WHY in history.content.decode()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301, "nul\0"])
def test_without_a_proper_reason_nothing_is_published(half_translated, staff, reason):
    browser, spanish = staff("Editors"), half_translated.get_target_instance()
    way = publish_in_translation_editor(browser, spanish).url
    answer = browser.post(way, {"reason": reason})
    assert answer.status_code == 200
    assert body_of(fresh(spanish)) == ""


def test_a_translator_overrides_nothing(half_translated, staff):
    browser = staff("Translators into Spanish")
    spanish = half_translated.get_target_instance()
    way = way_to(spanish)
    answer = browser.post(way, {"reason": WHY}, follow=True)
    assert body_of(fresh(spanish)) == ""
    assert "You may not publish this page in this language." in answer.content.decode()


def test_who_may_publish_one_language_only_overrides_nothing(half_translated, staff):
    spanish = half_translated.get_target_instance()
    user = making.user("Translators into Spanish")
    making.allow(user, "publish", spanish.get_parent())
    with (
        acting_as(user),
        overriding(WHY),
        pytest.raises(publishing.TranslationIncomplete),
    ):
        publishing.check_publication(spanish)


def test_no_reason_passes_a_review(half_translated, staff):
    browser, spanish = staff("Editors"), half_translated.get_target_instance()
    start_review(spanish, browser.user)
    answer = browser.post(way_to(spanish), {"reason": WHY}, follow=True)
    assert body_of(fresh(spanish)) == ""
    assert fresh(spanish).workflow_in_progress
    assert "A review of this page is running." in answer.content.decode()


def test_no_reason_passes_a_lock(half_translated, staff):
    browser, spanish = staff("Editors"), half_translated.get_target_instance()
    PostPage.objects.filter(pk=spanish.pk).update(locked=True, locked_by=making.user("Editors"))
    browser.post(way_to(spanish), {"reason": WHY})
    assert body_of(fresh(spanish)) == ""


def test_no_reason_helps_when_nobody_acts(half_translated):
    spanish = half_translated.get_target_instance()
    with overriding(WHY), pytest.raises(publishing.NobodyActing):
        publishing.check_publication(spanish)


def test_the_schedule_has_no_reasons(half_translated):
    spanish = half_translated.get_target_instance()
    with acting_as("schedule"), overriding(WHY), pytest.raises(publishing.TranslationIncomplete):
        publishing.check_publication(spanish)


def test_an_override_ends_with_its_deed(half_translated):
    spanish, editor = half_translated.get_target_instance(), making.user("Editors")
    insist(spanish, user=editor, because=WHY)
    with pytest.raises(publishing.TranslationIncomplete):
        publishing.check_publication(spanish, user=editor)


def test_publishing_in_the_ordinary_way_logs_no_override(half_translated, staff):
    fill(half_translated)
    browser, spanish = staff("Editors"), half_translated.get_target_instance()
    publish_in_translation_editor(browser, spanish)
    assert "Nevó toda la noche." in body_of(fresh(spanish))
    assert not PageLogEntry.objects.filter(action=OVERRIDE).exists()


def test_the_door_sends_back_when_nothing_is_missing(post, staff):
    answer = staff("Editors").get(way_to(post["en"]))
    assert answer.status_code == 302


def test_what_was_typed_in_the_stock_editor_is_kept_when_refused(post, staff):
    """Wagtail saves the draft before it asks whether it may be published."""
    english, browser = post["en"], staff("Editors")
    start_review(english, browser.user)
    stock_publish(browser, english, title="Typed with care")
    assert fresh(english).get_latest_revision_as_object().title == "Typed with care"
    assert "Typed with care" not in body_of(english)


def test_a_topic_is_published_with_a_reason(staff):
    topic = making.topic("Snow", description="White")
    with acting_as("seed"):
        translate_object(topic, [making.locale("es")])
    spanish, browser = topic.get_translation(making.locale("es")), staff("Editors")
    edit = reverse("wagtailsnippets_cms_topic:edit", args=[spanish.pk])
    way = browser.post(edit, {"action": "publish"}).url
    assert not Topic.objects.get(pk=spanish.pk).live
    browser.post(way, {"reason": WHY})
    assert Topic.objects.get(pk=spanish.pk).live
    entry = ModelLogEntry.objects.get(action=OVERRIDE)
    assert (entry.user, entry.data["reason"]) == (browser.user, WHY)
    assert Translation.objects.get(source__object_id=topic.translation_key).enabled


@pytest.mark.parametrize("address", ["publish-anyway/999999/1/", "publish-anyway/1/1/"])
def test_what_is_not_guarded_has_no_such_door(staff, address):
    assert staff("Editors").get(f"/admin/{address}").status_code == 404
