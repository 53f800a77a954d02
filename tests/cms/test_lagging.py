"""The desk's facts: which version of each pair lags, how, and since when, in both directions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.lagging import Lags, Wish, lags_of, most_owed, tallies, with_progress
from cms.marking import mark_of
from cms.models import Topic
from news.models import PostPage
from tests import making
from tests.cms import parityroom as room
from tests.cms.newsdesk import fill, start_review

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("language", ["en", "es"])


@pytest.fixture
def editor(db):
    return making.user("Editors")


@BOTH
def test_a_live_story_without_its_translation_is_missing_since_it_went_live(editor, language):
    page = room.live(language, "Snow", hours=5)
    lag = room.lag_of(page, editor)
    assert (lag.state, lag.language, lag.original) == ("missing", room.OTHER[language], language)
    assert lag.is_owed
    assert lag.since == page.first_published_at


@BOTH
def test_a_translation_that_is_not_live_is_a_draft_its_readers_are_missing(editor, language):
    page = room.live(language, "Snow")
    room.sent(page)
    lag = room.lag_of(page, editor)
    assert (lag.state, lag.language, lag.is_owed) == ("draft", room.OTHER[language], True)
    assert lag.since == page.first_published_at


@BOTH
def test_a_translation_under_review_says_so(editor, language):
    page = room.live(language, "Snow")
    start_review(room.sent(page), editor)
    lag = room.lag_of(page, editor)
    assert (lag.state, lag.is_owed) == ("in_review", True)


@BOTH
def test_two_live_versions_that_say_the_same_are_current(editor, language):
    page = room.live(language, "Snow")
    room.written(page, "Nieve")
    lag = room.lag_of(page, editor)
    assert (lag.state, lag.is_owed, lag.since) == ("current", False, None)


@BOTH
def test_a_live_translation_of_a_changed_original_is_stale_since_the_change(editor, language):
    page = room.live(language, "Snow", hours=90)
    other = room.made_stale(room.written(page, "Nieve"), hours=3)
    lag = room.lag_of(page, editor)
    assert (lag.state, lag.language, lag.is_owed) == ("stale", other.locale.language_code, True)
    assert abs((lag.since - room.hours_ago(3)).total_seconds()) < 60
    assert not lag.is_urgent


def test_an_urgent_correction_is_marked_until_the_translation_has_it(editor):
    page = room.live("en", "Snow")
    other = room.made_stale(room.written(page, "Nieve"), is_urgent=True)
    assert room.lag_of(page, editor).is_urgent
    PostPage.objects.filter(pk=other.pk).update(live=False)
    assert not room.lag_of(page, editor).is_urgent


def test_nobody_is_missing_a_story_that_is_live_nowhere(editor):
    page = room.draft("en", "Snow")
    alone = room.lag_of(page, editor)
    assert (alone.state, alone.is_owed, alone.since) == ("missing", False, None)
    room.sent(page)
    both = room.lag_of(page, editor)
    assert (both.state, both.language, both.is_owed, both.since) == ("draft", "es", False, None)


def test_the_original_lags_where_only_its_translation_is_live(editor):
    page = room.live("en", "Snow")
    other = room.written(page, "Nieve")
    PostPage.objects.filter(pk=page.pk).update(live=False)
    lag = room.lag_of(page, editor)
    assert (lag.original, lag.language, lag.state, lag.is_owed) == ("en", "en", "draft", True)
    assert lag.since == other.first_published_at


def test_the_original_is_missing_once_it_is_deleted(editor):
    page = room.live("en", "Snow")
    other = room.written(page, "Nieve")
    page.delete()
    lag = room.lag_of(other, editor)
    assert (lag.language, lag.state, lag.title) == ("en", "missing", "Nieve")


def test_work_on_a_live_version_is_a_detail_of_its_state(editor):
    page = room.live("en", "Snow")
    other = room.made_stale(room.written(page, "Nieve"))
    assert room.lag_of(page, editor).work == ""
    other.save_revision()
    assert room.lag_of(page, editor).work == "draft"
    start_review(other, editor)
    lag = room.lag_of(page, editor)
    assert (lag.state, lag.work) == ("stale", "in_review")


def test_topics_stand_on_the_desk_like_pages(editor):
    topic = Topic(name="Hielo", slug="hielo", locale=making.locale("es"))
    topic.save()
    making.go_live(topic)
    lag = room.lag_of(topic, editor)
    assert (lag.title, lag.language, lag.state) == ("Hielo", "en", "missing")
    assert lag.edit_url == f"/admin/snippets/cms/topic/edit/{topic.pk}/"


def test_a_live_story_is_named_as_readers_see_it(editor):
    page = room.live("en", "Snow")
    page.title = "Secret headline"
    page.save_revision()
    assert room.lag_of(page, editor).title == "Snow"


def test_corrections_come_first_then_what_has_been_missing_longest(editor):
    room.live("en", "Two hours", hours=2)
    room.live("es", "Nine hours", hours=9)
    stale = room.live("en", "Stale for five", hours=50)
    room.made_stale(room.written(stale, "Cinco"), hours=5)
    urgent = room.live("en", "Urgent", hours=50)
    room.made_stale(room.written(urgent, "Urgente"), hours=1, is_urgent=True)
    room.draft("en", "Nowhere")
    room.written(room.live("en", "Level"), "Parejo")
    found = room.titles(editor)
    assert found[:4] == ["Urgent", "Nine hours", "Stale for five", "Two hours"]
    assert set(found[4:]) == {"Nowhere", "Level"}


def test_the_desk_sorts_by_time_by_title_and_by_kind(editor):
    room.live("en", "beta", hours=1)
    room.live("en", "Alfa", hours=9)
    assert room.titles(editor, "title") == ["Alfa", "beta"]
    assert room.titles(editor, "-title") == ["beta", "Alfa"]
    assert room.titles(editor, "-behind") == ["Alfa", "beta"]
    assert room.titles(editor, "behind") == ["beta", "Alfa"]
    labels = [str(lag.kind.label) for lag in room.lags(editor, "kind")]
    assert labels == sorted(labels)
    assert len(set(labels)) > 2
    backwards = [str(lag.kind.label) for lag in room.lags(editor, "-kind")]
    assert backwards == sorted(labels, reverse=True)


def test_the_desk_filters_by_language_state_kind_and_what_is_owed(editor):
    room.live("en", "English alone")
    room.live("es", "Spanish alone")
    room.draft("en", "Nowhere")
    room.sent(room.live("en", "Half way"))
    assert set(room.titles(editor, language="es", is_owed=True)) == {"English alone", "Half way"}
    assert room.titles(editor, language="en") == ["Spanish alone"]
    assert room.titles(editor, state="draft") == ["Half way"]
    assert "Nowhere" not in room.titles(editor, is_owed=True)
    assert {lag.kind.name for lag in room.lags(editor, kind="homepage")} == {"homepage"}
    assert Lags(editor, Wish(state="missing", kind="postpage")).count() == 3


def test_a_translator_sees_no_draft_that_is_not_theirs(editor):
    translator = making.user("Translators into Spanish")
    secret, public = room.draft("en", "Secret"), room.live("en", "Public")
    waiting = room.sent(room.live("en", "Waiting"))
    assert room.lag_of(secret, translator) is None
    assert room.lag_of(public, translator) is None
    assert room.lag_of(waiting, translator).title == "Waiting"
    assert {room.lag_of(each, editor).title for each in (secret, public)} == {"Secret", "Public"}
    assert Lags(translator, Wish(kind="postpage")).count() == 1


def test_a_draft_is_named_to_a_translator_by_their_own_version_only():
    translator = making.user("Translators into Spanish")
    page = room.draft("en", "Secret headline")
    ours = room.sent(page)
    PostPage.objects.filter(pk=ours.pk).update(title="Nieve", draft_title="Nieve")
    lag = room.lag_of(page, translator)
    assert (lag.title, lag.edit_pk) == ("Nieve", str(ours.pk))


def test_who_may_edit_nothing_sees_nothing():
    room.live("en", "Snow")
    nobody = making.user("Administrators")
    assert (room.lags(nobody), Lags(nobody, Wish()).count(), tallies(nobody)) == ([], 0, [])


def test_the_panel_takes_the_longest_owed_of_each_language(editor):
    for number in range(1, 5):
        room.live("en", f"English {number}", hours=number)
    room.live("es", "Spanish")
    owed = most_owed(editor, each=2)
    assert [(lag.language, lag.title) for lag in owed] == [
        ("en", "Spanish"),
        ("es", "English 4"),
        ("es", "English 3"),
    ]
    counted = {(each.language, each.state): each.number for each in tallies(editor) if each.is_owed}
    assert counted == {("es", "missing"): 4, ("en", "missing"): 1}


def test_segments_done_are_counted_for_the_pairs_on_the_screen(half_translated, editor):
    page = PostPage.objects.get(
        translation_key=half_translated.source.object_id, locale=making.locale("en")
    )
    total, done = half_translated.get_progress()
    assert with_progress([room.lag_of(page, editor)])[0].progress == (done, total)
    fill(half_translated)
    assert with_progress([room.lag_of(page, editor)])[0].progress == (total, total)
    assert with_progress([room.lag_of(room.live("en", "Alone"), editor)])[0].progress is None


def test_a_listing_learns_how_its_pages_stand_in_one_statement():
    pages = [room.live("en", f"Snow {number}") for number in range(4)]
    room.written(pages[0], "Nieve")
    with CaptureQueriesContext(connection) as captured:
        found = lags_of(pages)
    assert len(captured) == 1
    states = [found[page.translation_key].state for page in pages]
    assert states == ["current", "missing", "missing", "missing"]
    assert lags_of([]) == {}


def test_a_live_version_that_is_whole_says_nothing_of_its_segments(post, editor):
    room.made_stale(post["es"])
    lag = with_progress([room.lag_of(post["es"], editor)])[0]
    assert lag.progress is not None
    assert mark_of(lag)["progress"] is None


def test_the_panel_says_of_a_stale_version_only_what_is_known(post, editor):
    room.made_stale(post["es"])
    lag = most_owed(editor, each=1)[0]
    assert (lag.state, lag.progress, lag.waiting) == ("stale", None, 0)
    assert mark_of(lag)["progress"] is None
