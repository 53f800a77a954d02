"""The doors that Wagtail opens besides its Publish button: old revisions, copies, times, snippets.

Each asserts the bytes that an anonymous reader gets.
"""

import json

import pytest
from django.urls import reverse
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page

from cms import publishing
from cms.actors import acting_as
from news.models import PostPage
from tests import making
from tests.cms.conftest import NEW_ENGLISH
from tests.cms.newsdesk import body_of, fill, form_of, stock_publish

pytestmark = pytest.mark.django_db
TRANSLATORS = "Translators into Spanish"


def fresh(page) -> PostPage:
    return PostPage.objects.get(pk=page.pk)


def act(browser, page, action: str, **data):
    """The admin page API, as scripts of the admin use it."""
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
    return browser.post(url, json.dumps(data), content_type="application/json")


# Old revisions ------------------------------------------------------------------------------


@pytest.fixture
def once_english(half_translated):
    """A live Spanish page, and its first draft, which still holds the English text."""
    spanish = half_translated.get_target_instance()
    english_draft = spanish.revisions.order_by("created_at").first()
    fill(half_translated)
    with acting_as("seed"):
        half_translated.save_target(publish=True)
    return fresh(spanish), english_draft


def test_an_old_revision_brings_no_english_back_by_the_page_api(once_english, staff):
    spanish, draft = once_english
    editor = staff("Editors")
    assert act(editor, spanish, "revert_to_page_revision", revision_id=draft.pk).status_code == 200
    assert "It snowed all night." in str(fresh(spanish).get_latest_revision_as_object().body)
    assert act(editor, spanish, "publish").status_code == 403
    assert "Nevó toda la noche." in body_of(fresh(spanish))


def test_an_old_revision_brings_no_english_back_in_bulk(once_english, staff):
    spanish, draft = once_english
    editor = staff("Editors")
    act(editor, spanish, "revert_to_page_revision", revision_id=draft.pk)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    editor.post(f"{url}?id={spanish.pk}", {"include_descendants": ""})
    assert "Nevó toda la noche." in body_of(fresh(spanish))


def test_an_old_revision_brings_no_english_back_by_its_review(once_english, staff):
    """Reviewing a revision opens the segment editor, whose Publish writes from the segments."""
    spanish, draft = once_english
    url = reverse("wagtailadmin_pages:revisions_revert", args=[spanish.pk, draft.pk])
    staff("Editors").post(url, {"action": "publish", "action-publish": "on"})
    assert "Nevó toda la noche." in body_of(fresh(spanish))


def test_an_old_revision_brings_no_english_back_by_approval(once_english, staff):
    spanish, draft = once_english
    editor = staff("Editors")
    act(editor, spanish, "revert_to_page_revision", revision_id=draft.pk)
    spanish.get_workflow().start(fresh(spanish), editor.user)
    state = fresh(spanish).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[spanish.pk, "approve", state.pk])
    editor.post(url, {"comment": ""})
    assert "Nevó toda la noche." in body_of(fresh(spanish))


def test_a_text_that_the_source_has_dropped_is_not_published(changed_source):
    """The new paragraph is translated; the old draft still holds the paragraph it replaced."""
    spanish = changed_source.get_target_instance()
    old = spanish.get_latest_revision()
    fill(changed_source)
    with acting_as("seed"), pytest.raises(publishing.DraftBehind):
        old.publish()


# Copies -------------------------------------------------------------------------------------


@pytest.mark.parametrize("recursive", [False, True])
def test_a_copy_by_the_page_api_is_a_draft(post, staff, recursive):
    spanish = post["es"]
    facts = {"keep_live": True, "recursive": recursive, "slug": "copia"}
    assert act(staff("Editors"), spanish, "copy", **facts).status_code == 201
    copy = PostPage.objects.get(slug="copia")
    assert (copy.live, copy.live_revision) == (False, None)
    assert body_of(copy) == ""


def test_copying_a_page_with_those_below_copies_no_live_page(post):
    about = making.go_live(making.standard_page(post["es"].get_parent().get_parent()))
    making.go_live(making.standard_page(about, slug="below"))
    with acting_as("seed"):
        Page.objects.get(pk=about.pk).specific.copy(
            recursive=True, keep_live=True, update_attrs={"slug": "otra"}
        )
    copies = Page.objects.get(slug="otra").get_descendants(inclusive=True)
    assert copies.count() == 2
    assert not copies.live().exists()


@pytest.mark.parametrize("action", ["create_alias", "convert_alias", "copy_for_translation"])
def test_the_page_api_makes_no_aliases_and_no_translations(post, staff, action):
    data = {"locale": "es", "alias": True, "recursive": False}
    assert act(staff("Editors"), post["en"], action, **data).status_code == 404


def test_the_copy_form_makes_no_alias(post, staff):
    url = reverse("wagtailadmin_pages:copy", args=[post["en"].pk])
    data = {
        "new_title": "An alias",
        "new_slug": "an-alias",
        "new_parent_page": post["es"].get_parent().pk,
        "alias": "on",
    }
    browser = staff("Editors")
    assert "alias" not in browser.get(url).content.decode()
    browser.post(url, data)
    making.go_live(post["en"])
    copy = PostPage.objects.get(slug="an-alias")
    assert (copy.alias_of, body_of(copy)) == (None, "")


def test_no_action_makes_an_alias(post):
    """Wagtail's own action never asks the page; the row refuses to be born."""
    parent = post["es"].get_parent()
    with pytest.raises(publishing.AliasRefused):
        CreatePageAliasAction(post["en"], parent=parent, update_slug="alias").execute()
    with pytest.raises(publishing.AliasRefused):
        making.draft_post().copy_for_translation(making.locale("es"), alias=True)
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_the_page_api_unpublishes_only_for_who_may_publish(post, staff):
    act(staff(TRANSLATORS), post["es"], "unpublish")
    assert "Nevó toda la noche." in body_of(fresh(post["es"]))


# New pages ---------------------------------------------------------------------


def test_a_new_page_is_published_by_who_may_publish_there(post, staff):
    index = post["en"].get_parent()
    url = reverse("wagtailadmin_pages:add", args=["news", "postpage", index.pk])
    draft = making.draft_post()
    data = form_of(draft, title="Made just now", slug="made-just-now")
    data |= {"action-publish": "action-publish"}
    staff(TRANSLATORS).post(url, data)
    assert not PostPage.objects.filter(slug="made-just-now").exists()
    staff("Editors").post(url, data)
    assert "Made just now" in body_of(PostPage.objects.get(slug="made-just-now"))


def test_a_page_written_by_hand_is_not_published_by_a_translator(post, staff):
    spanish = post["es"]
    making.by_hand(spanish)
    stock_publish(staff(TRANSLATORS), spanish, title="Una sola mano")
    assert "Una sola mano" not in body_of(fresh(spanish))
    assert fresh(spanish).get_latest_revision_as_object().title == "Una sola mano"


def test_an_english_draft_is_no_news_to_readers_of_spanish(changed_source, staff):
    spanish = changed_source.get_target_instance()
    act(staff("Editors"), spanish, "publish")
    assert NEW_ENGLISH not in body_of(fresh(spanish))
