"""A version that is written freely stays paired, and goes live without its original's texts."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail_localize.models import Translation

from cms.actors import acting_as
from cms.adapting import NotTranslated, adapt, mark_same, translate_again
from cms.admitting import EntryRefused
from cms.models import Topic, Version
from cms.pairs import version_of
from cms.publishing import AdaptationIncomplete
from cms.repeating import repeated_texts
from news.models import PostPage
from tests import making
from tests.cms.newsdesk import body_of, fill, start_review

pytestmark = pytest.mark.django_db
ENGLISH = "It snowed all night."


@pytest.fixture
def editor(staff):
    return staff("Editors")


@pytest.fixture
def adapted(half_translated, editor):
    """A Spanish draft, written freely from here on; its story is still the English one."""
    spanish = half_translated.get_target_instance()
    adapt(spanish, by=editor.user)
    return fresh(spanish)


def fresh(page: PostPage) -> PostPage:
    return PostPage.objects.get(pk=page.pk)


def rewrite(page: PostPage, text: str = "<p>Nevó, y nadie durmió.</p>") -> PostPage:
    draft = page.get_latest_revision_as_object()
    draft.body = [("paragraph", text), ("paragraph", "<p>Un párrafo más.</p>")]
    draft.save_revision()
    return fresh(page)


def publish(page: PostPage) -> None:
    with acting_as("seed"):
        fresh(page).get_latest_revision().publish()


def texts(page: PostPage) -> list[str]:
    return [each.text for each in repeated_texts(fresh(page).get_latest_revision_as_object())]


def test_an_adapted_page_opens_in_the_ordinary_editor(adapted, editor):
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[adapted.pk])).content.decode()
    assert 'name="title"' in page
    assert version_of(adapted).way == Version.Way.ADAPTED
    assert PageLogEntry.objects.filter(action="hub.adapt", user=editor.user).count() == 1


def test_an_adapted_page_begins_with_what_is_translated(adapted):
    draft = adapted.get_latest_revision_as_object()
    assert draft.title == "Nieve en la colina"
    assert ENGLISH in str(draft.body)


def test_an_adapted_page_is_not_published_with_a_text_of_its_original(adapted):
    with pytest.raises(AdaptationIncomplete, match="1 text"):
        publish(adapted)
    assert body_of(adapted) == ""


def test_an_adapted_page_goes_live_once_every_text_is_its_own(adapted):
    publish(rewrite(adapted))
    assert "Un párrafo más." in body_of(fresh(adapted))


def test_a_text_that_the_original_used_to_have_still_counts(adapted):
    english = adapted.get_translation(making.locale("en")).specific
    english.body = [("paragraph", "<p>It rained after all.</p>")]
    making.go_live(english)
    assert texts(adapted) == [ENGLISH]


def test_spaces_and_capitals_hide_no_text_of_the_original(adapted):
    rewrite(adapted, "<p>it  SNOWED all <b>night</b>.</p>")
    assert len(texts(adapted)) == 1


@pytest.mark.parametrize("same", ["https://example.org/a-long-address", "1.234", "Boston", ""])
def test_numbers_addresses_and_single_names_may_repeat(adapted, same):
    english = adapted.get_translation(making.locale("en")).specific
    english.body = [("heading", same)]
    making.go_live(english)
    draft = adapted.get_latest_revision_as_object()
    draft.body = [("heading", same), ("paragraph", "<p>Lo demás es nuestro.</p>")]
    draft.save_revision()
    assert texts(adapted) == []


def test_a_text_marked_the_same_in_both_holds_nothing_up(adapted, editor):
    (repeated,) = repeated_texts(adapted.get_latest_revision_as_object())
    editor.post(reverse("hub_same", args=[Translation.objects.get().pk]), {"same": [repeated.mark]})
    publish(adapted)
    assert ENGLISH in body_of(fresh(adapted))


def test_a_mark_can_be_taken_back_and_an_unknown_one_is_ignored(adapted, editor):
    (repeated,) = repeated_texts(adapted.get_latest_revision_as_object())
    mark_same(adapted, [repeated.mark, "junk\0"], by=editor.user)
    assert version_of(adapted).same_in_both == [repeated.mark]
    mark_same(adapted, [], by=editor.user)
    assert version_of(adapted).same_in_both == []


def test_the_list_shows_what_both_versions_have(adapted, editor):
    url = reverse("hub_same", args=[Translation.objects.get().pk])
    assert ENGLISH in editor.get(url).content.decode()


def test_translating_again_brings_the_pieces_back_and_keeps_the_free_text(adapted, editor):
    rewrite(adapted)
    fill(Translation.objects.get())
    translate_again(adapted, by=editor.user)
    assert Translation.objects.get().enabled
    assert version_of(adapted).way == Version.Way.TRANSLATED
    assert "Nevó toda la noche." in str(fresh(adapted).get_latest_revision_as_object().body)
    drafts = [str(each.as_object().body) for each in adapted.revisions.all()]
    assert any("Un párrafo más." in draft for draft in drafts)


def test_adapting_a_live_page_changes_nothing_for_readers(post, editor):
    before = body_of(post["es"])
    adapt(post["es"], by=editor.user)
    assert body_of(post["es"]) == before


def test_only_who_may_publish_there_turns_a_version(half_translated, staff):
    spanish = half_translated.get_target_instance()
    with pytest.raises(EntryRefused):
        adapt(spanish, by=staff("Translators into Spanish").user)
    half_translated.refresh_from_db()
    assert half_translated.enabled


def test_an_original_cannot_be_turned(post, editor):
    for deed in (adapt, translate_again):
        with pytest.raises(NotTranslated):
            deed(post["en"], by=editor.user)


def test_a_locked_page_is_not_turned(half_translated, staff, editor):
    spanish = half_translated.get_target_instance()
    PostPage.objects.filter(pk=spanish.pk).update(locked=True, locked_by=making.user("Editors"))
    with pytest.raises(EntryRefused):
        adapt(fresh(spanish), by=editor.user)


@pytest.mark.parametrize("door", ["ours", "theirs"])
def test_both_doors_out_of_the_pieces_lead_to_the_same_deed(half_translated, editor, door):
    name = "hub_adapt" if door == "ours" else "wagtail_localize:stop_translation"
    editor.post(reverse(name, args=[half_translated.pk]))
    spanish = half_translated.get_target_instance()
    assert version_of(spanish).way == Version.Way.ADAPTED
    with pytest.raises(AdaptationIncomplete):
        publish(spanish)


def test_wagtail_localizes_start_asks_first(adapted, editor):
    url = reverse("wagtailadmin_pages:edit", args=[adapted.pk])
    response = editor.post(url, {"localize-restart-translation": "on"}, follow=True)
    assert "They replace your text" in response.content.decode()
    assert not Translation.objects.get().enabled
    editor.post(response.request["PATH_INFO"])
    assert Translation.objects.get().enabled


def test_a_translator_sees_no_way_out_and_an_editor_does(half_translated, staff, editor):
    url = reverse("wagtailadmin_pages:edit", args=[half_translated.get_target_instance().pk])
    assert "/adapt/" in editor.get(url).content.decode()
    seen = staff("Translators into Spanish").get(url).content.decode()
    assert "/adapt/" not in seen
    assert "/paste/" in seen


def test_the_ordinary_editor_offers_the_way_back(adapted, editor):
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[adapted.pk])).content.decode()
    assert "/again/" in page
    assert "/same/" in page
    assert "localize-restart-translation" not in page


def test_a_topic_can_be_adapted_too(editor):
    english = Topic(name="Deportation and detention", slug="dd", locale=making.locale("en"))
    english.save()
    making.go_live(english)
    editor.post(
        reverse("wagtail_localize:submit_snippet_translation", args=["cms", "topic", english.pk]),
        {"locales": [making.locale("es").pk]},
    )
    spanish = english.get_translation(making.locale("es"))
    adapt(spanish, by=editor.user)
    with acting_as("seed"), pytest.raises(AdaptationIncomplete):
        spanish.get_latest_revision().publish()
    assert ModelLogEntry.objects.filter(action="hub.adapt").exists()


def test_a_review_that_runs_does_not_stop_its_reviewer(half_translated, editor):
    spanish = half_translated.get_target_instance()
    start_review(spanish, editor.user)
    adapt(fresh(spanish), by=editor.user)
    assert fresh(spanish).workflow_in_progress
