"""wagtail-localize's doors are kept: by place, by lock, by review, and by the right to publish."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from cms.actors import acting_as
from news.models import PostPage
from tests import making
from tests.cms.newsdesk import body_of, start_review

pytestmark = pytest.mark.django_db
STOPPED, RESTARTED = "hub.adapt", "hub.translate_again"
SECRET = "The governor will sign tomorrow"
BOUNDARY = "BoUnDaRyStRiNg"


def door(name: str, translation: Translation, **facts) -> str:
    return reverse(f"wagtail_localize:{name}", kwargs={"translation_id": translation.pk} | facts)


def put_body(browser, translation: Translation, **form):
    """Send a translation of the story's paragraph, as the segment editor does."""
    segment = translation.source.stringsegment_set.get(context__path__startswith="body")
    url = door("edit_string_translation", translation, string_segment_id=segment.pk)
    data = encode_multipart(BOUNDARY, form or {"value": "Nevó."})
    return browser.put(url, data, content_type=MULTIPART_CONTENT)


def is_translated(translation: Translation) -> bool:
    total, done = translation.get_progress()
    return total == done


def lock(page) -> None:
    PostPage.objects.filter(pk=page.pk).update(locked=True, locked_by=making.user("Editors"))


# Segments -----------------------------------------------------------------------------------


def test_a_translator_writes_a_segment_of_their_language(half_translated, staff):
    assert put_body(staff("Translators into Spanish"), half_translated).status_code == 201
    assert is_translated(half_translated)


def test_a_translator_of_the_other_language_writes_nothing(half_translated, staff):
    answer = put_body(staff("Translators into English"), half_translated)
    assert answer.status_code == 403
    assert answer.json()["error_message"] == "You may not edit this in this language."
    assert not is_translated(half_translated)


def test_nobody_writes_over_a_lock(half_translated, staff):
    lock(half_translated.get_target_instance())
    for group in ("Translators into Spanish", "Editors"):
        assert put_body(staff(group), half_translated).status_code == 403
    assert not is_translated(half_translated)


def test_only_reviewers_write_under_review(half_translated, staff):
    editor = staff("Editors")
    start_review(half_translated.get_target_instance(), editor.user)
    assert put_body(staff("Translators into Spanish"), half_translated).status_code == 403
    assert put_body(editor, half_translated).status_code == 201


def test_what_a_reviewer_mends_is_what_gets_approved(half_translated, staff):
    editor = staff("Editors")
    spanish = half_translated.get_target_instance()
    start_review(spanish, editor.user)
    put_body(editor, half_translated, value="Nevó hasta el alba.")
    state = PostPage.objects.get(pk=spanish.pk).current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[spanish.pk, "approve", state.pk])
    editor.post(approve, {"comment": ""})
    assert "Nevó hasta el alba." in body_of(PostPage.objects.get(pk=spanish.pk))


def test_a_segment_that_cannot_be_saved_is_told(half_translated, staff):
    answer = put_body(staff("Editors"), half_translated, other="x")
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert not is_translated(half_translated)


# PO files -----------------------------------------------------------------------------------


def test_a_po_file_is_for_who_may_edit_the_target(half_translated, staff):
    url = door("download_pofile", half_translated)
    assert "It snowed." in staff("Translators into Spanish").get(url).content.decode()
    told = staff("Translators into English").get(url, follow=True)
    assert "It snowed." not in told.content.decode()


def test_no_po_file_is_taken_in_over_a_lock(half_translated, staff):
    browser = staff("Editors")
    po = browser.get(door("download_pofile", half_translated)).content.decode()
    filled = po.replace(
        'msgid "It snowed all night."\nmsgstr ""', 'msgid "It snowed all night."\nmsgstr "Nevó"'
    )
    assert filled != po
    lock(half_translated.get_target_instance())
    file = SimpleUploadedFile("es.po", filled.encode())
    browser.post(door("upload_pofile", half_translated), {"file": file})
    assert not is_translated(half_translated)


# Stopping and restarting --------------------------------------------------------------------


def stop(browser, translation):
    return browser.post(door("stop_translation", translation))


def test_only_who_may_publish_stops_a_translation(half_translated, staff):
    stop(staff("Translators into Spanish"), half_translated)
    half_translated.refresh_from_db()
    assert half_translated.enabled


def test_stopping_and_restarting_stand_in_the_history(half_translated, staff):
    browser, spanish = staff("Editors"), half_translated.get_target_instance()
    stop(browser, half_translated)
    edit = reverse("wagtailadmin_pages:edit", args=[spanish.pk])
    question = browser.post(edit, {"localize-restart-translation": "on"})
    browser.post(question.url)
    half_translated.refresh_from_db()
    assert half_translated.enabled
    entries = PageLogEntry.objects.filter(page=spanish.pk, user=browser.user)
    rulings = entries.filter(action__in=[STOPPED, RESTARTED]).order_by("timestamp")
    assert list(rulings.values_list("action", flat=True)) == [STOPPED, RESTARTED]


def test_a_translator_restarts_nothing(half_translated, staff):
    Translation.objects.filter(pk=half_translated.pk).update(enabled=False)
    spanish = half_translated.get_target_instance()
    edit = reverse("wagtailadmin_pages:edit", args=[spanish.pk])
    staff("Translators into Spanish").post(edit, {"localize-restart-translation": "on"})
    half_translated.refresh_from_db()
    assert not half_translated.enabled


def test_a_topic_is_stopped_by_editors_and_logged(staff):
    topic = making.topic("Snow")
    with acting_as("seed"):
        translate_object(topic, [making.locale("es")])
    translation = Translation.objects.get(source__object_id=topic.translation_key)
    stop(staff("Translators into Spanish"), translation)
    assert not ModelLogEntry.objects.filter(action=STOPPED).exists()
    stop(staff("Editors"), translation)
    assert ModelLogEntry.objects.filter(action=STOPPED).exists()


# Reading ------------------------------------------------------------------------------------


def test_the_report_shows_nobody_the_titles_of_drafts(half_translated, staff):
    for address in ("reports/translations/", "reports/translations/results/"):
        answer = staff("Administrators").get(f"/admin/localize/{address}")
        assert answer.status_code == 302
    home = staff("Editors").get("/admin/", follow=True).content.decode()
    assert "/admin/localize/reports/" not in home


def test_a_chooser_hides_the_drafts_of_others(staff):
    draft = making.draft_post(title=SECRET)
    url = reverse("wagtailadmin_choose_page_child", args=[draft.get_parent().pk])
    assert SECRET in staff("Editors").get(url).content.decode()
    assert SECRET not in staff("Translators into Spanish").get(url).content.decode()


def test_the_segment_editor_offers_only_snippets_that_one_may_see(petition, staff):
    url = reverse("wagtail_localize:snippets_api_listing", args=["campaigns", "petition"])
    assert petition.name in staff("Campaigners").get(url).content.decode()
    assert petition.name not in staff("Translators into Spanish").get(url).content.decode()


def test_a_translator_reads_the_original_as_it_was_sent(half_translated, staff):
    """Sending shows the text; what editors write afterwards is theirs until they send it."""
    english = PostPage.objects.get(
        translation_key=half_translated.source.object_id, locale=making.locale("en")
    )
    english.summary = SECRET
    english.save_revision()
    spanish = half_translated.get_target_instance()
    browser = staff("Translators into Spanish")
    editor = browser.get(reverse("wagtailadmin_pages:edit", args=[spanish.pk]))
    assert "It snowed." in editor.content.decode()
    assert SECRET not in editor.content.decode()
    original = browser.get(reverse("wagtailadmin_pages:edit", args=[english.pk]), follow=True)
    assert "It snowed." not in original.content.decode()


def test_a_locked_translation_can_still_be_read(half_translated, staff):
    spanish = half_translated.get_target_instance()
    lock(spanish)
    edit = reverse("wagtailadmin_pages:edit", args=[spanish.pk])
    assert "It snowed." in staff("Translators into Spanish").get(edit).content.decode()
