"""Sending to translation and syncing are for who may edit the original; publishing asks each."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from tests import making
from tests.cms.newsdesk import body_of
from tests.cms.pairing import facts, live, publish, texts, translation_of

pytestmark = pytest.mark.django_db
SECRET = "The governor will sign tomorrow"

# Submitting ---------------------------------------------------------------------------------


@pytest.fixture
def submitter(staff):
    """Works in Spanish only, and has the right to submit, which names no place."""
    browser = staff("Translators into Spanish")
    making.grant(browser.user, "wagtail_localize.submit_translation")
    return browser


def test_nobody_sends_a_draft_that_they_may_not_edit(submitter):
    draft = making.draft_post(title=SECRET)
    url = reverse("wagtail_localize:submit_page_translation", args=[draft.pk])
    for answer in (
        submitter.get(url, follow=True),
        submitter.post(url, {"locales": [making.locale("es").pk]}, follow=True),
    ):
        assert SECRET not in answer.content.decode()
        assert "You may not edit this in this language." in answer.content.decode()
    assert not TranslationSource.objects.exists()


def test_nobody_sends_the_pages_below_that_they_may_not_edit(staff):
    """The author of a page may send it, and not the pages that others put below it."""
    browser = staff("Editors")
    home = making.draft_post().get_parent().get_parent()
    author = staff("Administrators")
    making.grant(author.user, "wagtail_localize.submit_translation")
    making.allow(author.user, "add", home)
    parent = making.standard_page(home, owner=author.user)
    child = making.standard_page(parent, owner=browser.user, title=SECRET)
    url = reverse("wagtail_localize:submit_page_translation", args=[parent.pk])
    data = {"locales": [making.locale("es").pk], "include_subtree": "on"}
    author.post(url, data)
    assert not TranslationSource.objects.filter(object_id=child.translation_key).exists()


def test_nobody_sends_a_topic_of_another_language(submitter):
    topic = making.topic("Snow")
    url = reverse("wagtail_localize:submit_snippet_translation", args=["cms", "topic", topic.pk])
    submitter.post(url, {"locales": [making.locale("es").pk]})
    assert not topic.has_translation(making.locale("es"))


def test_a_page_below_an_untranslated_one_is_refused_kindly(staff):
    home = making.draft_post().get_parent().get_parent()
    parent = making.standard_page(home)
    child = making.standard_page(parent)
    url = reverse("wagtail_localize:submit_page_translation", args=[child.pk])
    told = staff("Editors").post(url, {"locales": [making.locale("es").pk]}, follow=True)
    assert "Translate the page above this one first." in told.content.decode()
    assert not child.has_translation(making.locale("es"))
    assert not Page.objects.filter(alias_of__isnull=False).exists()


# Syncing ------------------------------------------------------------------------------------


def test_nobody_syncs_what_they_may_not_edit(changed_source, submitter):
    source = changed_source.source
    before = source.last_updated_at
    url = reverse("wagtail_localize:update_translations", args=[source.pk])
    submitter.post(url, {})
    source.refresh_from_db()
    assert source.last_updated_at == before


def test_syncing_keeps_the_new_text_where_publishing_is_refused(post, staff):
    english = post["en"]
    english.body = [("paragraph", "<p>It thawed.</p>")]
    making.go_live(english)
    source = TranslationSource.objects.get(object_id=english.translation_key)
    url = reverse("wagtail_localize:update_translations", args=[source.pk])
    told = staff("Editors").post(url, {"publish_translations": "on"}, follow=True)
    assert "1 piece of text is not translated yet." in told.content.decode()
    assert "Nevó toda la noche." in body_of(post["es"])
    assert source.stringsegment_set.filter(string__data="It thawed.").exists()


def test_syncing_and_publishing_remembers_what_waits(drafts, staff):
    editor = staff("Editors")
    source = translation_of(drafts["en"]).source
    url = reverse("wagtail_localize:update_translations", args=[source.pk])
    editor.post(url, {"publish_translations": "on"})
    assert facts(drafts["es"]).ready_by == editor.user
    publish(live(drafts["en"]).get_latest_revision(), editor.user)
    assert all(texts(drafts).values())
