"""Who may not publish hands a page in; reviewers approve it through the guard or send it back."""

import pytest
from django.urls import reverse
from wagtail.models import WorkflowPage

from news.models import PostPage
from tests import making
from tests.cms.newsdesk import body_of, fill

pytestmark = pytest.mark.django_db
TRANSLATORS = "Translators into Spanish"


@pytest.fixture
def translated(half_translated):
    """A Spanish draft whose segments are all there, and its Translation."""
    fill(half_translated)
    return half_translated


def desk(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def hand_in(browser, page):
    return browser.post(reverse("hand_in_page", args=[page.pk]), follow=True)


def decide(browser, page, action: str, comment: str = ""):
    state = fresh(page).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return browser.post(url, {"comment": comment})


def fresh(page) -> PostPage:
    return PostPage.objects.get(pk=page.pk)


def test_a_translator_hands_in_and_an_editor_publishes_by_approving(translated, staff):
    translator, spanish = staff(TRANSLATORS), translated.get_target_instance()
    assert "Ready for review" in translator.get(desk(spanish)).content.decode()
    hand_in(translator, spanish)
    assert body_of(fresh(spanish)) == ""
    assert "Under review since" in translator.get(desk(spanish)).content.decode()
    editor = staff("Editors")
    assert "Approve and publish" in editor.get(desk(spanish)).content.decode()
    decide(editor, spanish, "approve")
    assert "Nevó toda la noche." in body_of(fresh(spanish))


def test_what_is_handed_in_is_the_newest_translation(translated, staff):
    spanish = translated.get_target_instance()
    hand_in(staff(TRANSLATORS), spanish)
    assert "Nevó toda la noche." in str(fresh(spanish).get_latest_revision_as_object().body)


def test_what_is_half_translated_cannot_be_handed_in(half_translated, staff):
    spanish = half_translated.get_target_instance()
    told = hand_in(staff(TRANSLATORS), spanish)
    assert "1 piece of text is not translated yet." in told.content.decode()
    assert not fresh(spanish).workflow_in_progress


def test_a_translator_approves_nothing(translated, staff):
    translator, spanish = staff(TRANSLATORS), translated.get_target_instance()
    hand_in(translator, spanish)
    assert "Approve and publish" not in translator.get(desk(spanish)).content.decode()
    decide(translator, spanish, "approve")
    assert body_of(fresh(spanish)) == ""
    assert fresh(spanish).workflow_in_progress


def test_what_is_sent_back_comes_with_its_note_and_can_be_handed_in_again(translated, staff):
    translator, spanish = staff(TRANSLATORS), translated.get_target_instance()
    hand_in(translator, spanish)
    decide(staff("Editors"), spanish, "reject", "The second line, please.")
    told = translator.get(desk(spanish)).content.decode()
    assert "The second line, please." in told
    hand_in(translator, spanish)
    assert fresh(spanish).workflow_in_progress


def test_handing_in_twice_is_told(translated, staff):
    """Only the reviewers may touch it meanwhile; whoever handed it in is told so."""
    translator, spanish = staff(TRANSLATORS), translated.get_target_instance()
    hand_in(translator, spanish)
    told = hand_in(translator, spanish).content.decode()
    assert "This is under review. Only its reviewers may change it now." in told
    assert fresh(spanish).workflow_states.count() == 1


def test_nobody_hands_in_a_page_of_another_language(translated, staff):
    spanish = translated.get_target_instance()
    hand_in(staff("Translators into English"), spanish)
    assert not fresh(spanish).workflow_in_progress


def test_handing_in_is_a_post(translated, staff):
    spanish = translated.get_target_instance()
    answer = staff(TRANSLATORS).get(reverse("hand_in_page", args=[spanish.pk]))
    assert answer.status_code == 405


def test_a_page_without_reviewers_is_told(translated, staff):
    spanish = translated.get_target_instance()
    WorkflowPage.objects.all().delete()
    told = hand_in(staff(TRANSLATORS), spanish).content.decode()
    assert "No review is set up for this page. Tell an editor." in told


def test_editors_are_offered_to_publish_and_not_to_hand_in(translated, staff):
    page = staff("Editors").get(desk(translated.get_target_instance())).content.decode()
    assert "Ready for review" not in page


def test_the_segment_editor_speaks_spanish(translated, staff):
    translator = staff(TRANSLATORS)
    making.speak(translator.user, "es")
    page = translator.get(desk(translated.get_target_instance())).content.decode()
    assert "Lista para revisión" in page
