"""A changed original is asked about once, and the answer publishes that very draft."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from cms.models import Draft, Topic
from tests import making
from tests.cms.newsdesk import body_of, start_review, stock_publish
from tests.cms.pairing import edited, facts, live, press_publish, publish

pytestmark = pytest.mark.django_db
HEADLINE = "Snow from dusk till dawn"
SOON = (timezone.now() + timedelta(hours=2)).replace(microsecond=0)


@pytest.fixture
def editor(staff):
    return staff("Editors")


def test_the_question_has_three_answers_and_nothing_is_lost_meanwhile(post, editor):
    asked = editor.get(press_publish(editor, post["en"], HEADLINE).url)
    page = asked.content.decode()
    for answer in ("minor", "translate", "urgent"):
        assert f'name="change" value="{answer}"' in page
    assert HEADLINE not in body_of(post["en"])
    assert live(post["en"]).get_latest_revision_as_object().title == HEADLINE


def test_the_question_speaks_the_editors_language(post, editor):
    UserProfile.objects.create(user=editor.user, preferred_language="es")
    page = editor.get(press_publish(editor, post["en"], HEADLINE).url).content.decode()
    assert "Corrección urgente" in page


@pytest.mark.parametrize(
    ("answer", "is_stale", "is_urgent"),
    [("minor", False, False), ("translate", True, False), ("urgent", True, True)],
)
def test_the_answer_publishes_the_draft(post, editor, answer, is_stale, is_urgent):
    url = press_publish(editor, post["en"], HEADLINE).url
    editor.post(url, {"change": answer})
    assert HEADLINE in body_of(post["en"])
    version = facts(post["es"])
    assert (version.stale_since is not None, version.is_urgent) == (is_stale, is_urgent)
    entry = PageLogEntry.objects.get(action="cms.change")
    assert (entry.data["change"], entry.user) == (answer, editor.user)


def test_a_second_press_publishes_nothing_again(post, editor):
    url = press_publish(editor, post["en"], HEADLINE).url
    for _press in range(2):
        assert editor.post(url, {"change": "urgent"}).status_code == 302
    published = PageLogEntry.objects.filter(action="wagtail.publish", page=post["en"].pk)
    assert published.filter(revision=live(post["en"]).live_revision).count() == 1


def test_an_answer_to_an_older_draft_publishes_nothing(post, editor):
    url = press_publish(editor, post["en"], HEADLINE).url
    edited(post["en"])
    editor.post(url, {"change": "minor"})
    assert HEADLINE not in body_of(post["en"])


@pytest.mark.parametrize(
    "answer", ["", "yes", "minor\0", "x" * 9_000], ids=["nothing", "yes", "NUL", "long"]
)
def test_what_is_no_answer_is_asked_again(post, editor, answer):
    url = press_publish(editor, post["en"], HEADLINE).url
    response = editor.post(url, {"change": answer})
    assert response.status_code == 400
    assert b'value="urgent"' in response.content
    assert HEADLINE not in body_of(post["en"])


def test_nobody_answers_who_may_not_publish(post, editor, staff):
    url = press_publish(editor, post["en"], HEADLINE).url
    translator = staff("Translators into Spanish")
    assert translator.post(url, {"change": "minor"}).status_code in {302, 403}
    assert HEADLINE not in body_of(post["en"])
    assert editor.get("/admin/change/999999/").status_code == 404


def test_nothing_is_asked_where_nothing_is_left_behind(post, editor):
    lonely = making.go_live(making.draft_post())
    stock_publish(editor, lonely, title=HEADLINE)
    assert HEADLINE in body_of(lonely)
    revision = edited(post["en"], "It snowed.")
    publish(revision)
    assert not Draft.objects.exclude(change="").exists()


def test_the_answer_respects_a_running_review(post, editor):
    press_publish(editor, post["en"], HEADLINE)
    start_review(live(post["en"]).get_latest_revision_as_object(), editor.user)
    url = f"/admin/change/{live(post['en']).latest_revision_id}/"
    editor.post(url, {"change": "urgent"})
    assert HEADLINE not in body_of(post["en"])


def test_a_scheduled_change_is_asked_about_and_keeps_its_time(post, editor):
    page = live(post["en"])
    page.title, page.go_live_at = HEADLINE, SOON
    revision = page.save_revision()
    editor.post(f"/admin/change/{revision.pk}/", {"change": "minor"})
    assert HEADLINE not in body_of(post["en"])
    revision.refresh_from_db()
    assert revision.approved_go_live_at == page.go_live_at
    assert Draft.objects.get(revision=revision).change == "minor"


def test_a_topic_is_asked_about_too(post, editor):
    topic = Topic(name="Snow", slug="snow", locale=making.locale("en"))
    topic.save()
    making.go_live(topic)
    spanish = topic.copy_for_translation(making.locale("es"))
    spanish.slug = "nieve"
    spanish.save()
    making.go_live(spanish)
    data = {"name": "Deep snow", "slug": "snow", "description": "", "action-publish": "1"}
    response = editor.post(f"/admin/snippets/cms/topic/edit/{topic.pk}/", data)
    assert "/admin/change/" in response.url
    editor.post(response.url, {"change": "minor"})
    topic.refresh_from_db()
    assert topic.name == "Deep snow"
    assert facts(spanish).stale_since is None
