"""A digest is made once for its day, rhythm and language, and a story has its turn in it once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from alerts.digesting import due_day, make_due, moment_of, switch, turn
from alerts.models import DigestPost, DigestRun, Notice
from alerts.notifying import leave_out
from cms.models import Version
from cms.publishing import RightMissing
from news.models import PostPage
from outbox.models import Broadcast, Message
from tests import making
from tests.alerts.newsreaders import addressed, at, digests_on, in_spanish, person, story

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC)  # 10:00 in New York; the daily hour is 7
SATURDAY = FRIDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _on(db):
    digests_on()


def published(post: PostPage, moment: datetime) -> PostPage:
    PostPage.objects.filter(pk=post.pk).update(first_published_at=moment)
    return post


def made(moment: datetime) -> list[tuple[str, str, int]]:
    """Rhythm, language and stories of the digests that a tick at this moment makes."""
    with at(moment):
        return [(run.rhythm, run.language, run.posts.count()) for run in make_due()]


def test_what_went_live_since_is_named_once_in_each_rhythm(db):
    published(story("Snow"), FRIDAY - timedelta(hours=5))
    assert made(FRIDAY) == [("daily", "en", 1), ("daily", "es", 0)]
    assert made(FRIDAY + timedelta(minutes=1)) == []
    published(story("Rain"), FRIDAY + timedelta(hours=2))
    assert made(SATURDAY) == [
        ("daily", "en", 1),
        ("daily", "es", 0),
        ("weekly", "en", 2),
        ("weekly", "es", 0),
    ]
    assert Broadcast.objects.count() == 3


def test_nothing_to_say_sends_nothing(db):
    person("daily", rhythm="daily")
    assert made(FRIDAY) == [("daily", "en", 0), ("daily", "es", 0)]
    assert not Broadcast.objects.exists()


def test_a_translation_is_news_on_the_day_on_which_it_goes_live(db):
    english = published(story("Snow"), FRIDAY - timedelta(hours=5))
    assert made(FRIDAY)[1] == ("daily", "es", 0)
    published(in_spanish(english, "Nieve"), FRIDAY + timedelta(hours=3))
    assert made(SATURDAY)[:2] == [("daily", "en", 0), ("daily", "es", 1)]


def test_a_version_that_is_behind_waits_for_its_turn(db):
    english = published(story("Snow"), FRIDAY - timedelta(hours=5))
    published(in_spanish(english, "Nieve"), FRIDAY - timedelta(hours=5))
    Version.objects.filter(language="es").update(stale_since=timezone.now())
    assert made(FRIDAY) == [("daily", "en", 1), ("daily", "es", 0)]
    Version.objects.update(stale_since=None)
    assert made(SATURDAY)[:2] == [("daily", "en", 0), ("daily", "es", 1)]


def test_an_outage_costs_no_story_and_makes_no_second_digest(db):
    published(story("Snow"), FRIDAY - timedelta(days=3))
    assert made(FRIDAY.replace(hour=23)) == [("daily", "en", 1), ("daily", "es", 0)]
    published(story("Rain"), FRIDAY + timedelta(hours=9))
    # Sunday evening in New York: Sunday's daily one is 13 hours late, Saturday's weekly one a day.
    assert made(SATURDAY + timedelta(days=1, hours=10)) == [
        ("weekly", "en", 2),
        ("weekly", "es", 0),
    ]
    assert made(SATURDAY + timedelta(days=2))[0] == ("daily", "en", 1)
    assert DigestRun.objects.filter(rhythm="daily", language="en").count() == 2


@pytest.mark.django_db(transaction=True)
def test_beats_at_once_make_one_digest():
    digests_on()
    published(story("Snow"), timezone.now())
    person("daily", rhythm="daily")
    moment = moment_of(due_day("daily", timezone.now()) + timedelta(days=1))
    with at(moment), ThreadPoolExecutor(2) as beats:
        list(beats.map(lambda _: tick(), range(6)))
    assert addressed() == {"daily"}
    assert Message.objects.exclude(broadcast=None).count() == 1


def tick() -> None:
    try:
        make_due()
    finally:
        connection.close()


def test_a_run_that_dies_is_made_by_the_next_tick(db, monkeypatch):
    published(story("Snow"), FRIDAY - timedelta(hours=5))

    def die(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("alerts.digesting.start", die)
        with pytest.raises(KeyboardInterrupt):
            made(FRIDAY)
    assert not DigestRun.objects.exists()
    assert made(FRIDAY)[0] == ("daily", "en", 1)


def test_only_the_rhythm_language_and_topics_of_the_run_are_addressed(db):
    snow, rain, sun = (making.topic(name) for name in ("Snow", "Rain", "Sun"))
    published(story("Snow", snow), FRIDAY - timedelta(hours=5))
    published(story("Rain", rain), FRIDAY - timedelta(hours=5))
    person("all", rhythm="daily")
    person("snow", rhythm="daily", topics=[snow])
    person("both", rhythm="daily", topics=[snow, rain])
    person("sun", rhythm="daily", topics=[sun])
    person("weekly", rhythm="weekly")
    person("now")
    person("ana", "es", rhythm="daily")
    person("paused", rhythm="daily", paused_until=timezone.now().date() + timedelta(days=400))
    made(FRIDAY)
    assert addressed() == {"all", "snow", "both"}


def test_what_is_left_out_by_a_tick_is_in_no_digest_until_it_is_let_in(db):
    editor, post = making.user("Editors"), story("Snow")
    published(post, FRIDAY - timedelta(hours=5))
    leave_out(post, is_left_out=True, by=editor)
    leave_out(post, is_left_out=True, by=editor)
    assert made(FRIDAY)[0] == ("daily", "en", 0)
    leave_out(post, is_left_out=False, by=editor)
    assert made(SATURDAY)[0] == ("daily", "en", 1)


def test_an_old_story_that_subscribers_are_told_of_is_in_the_next_digest(db):
    old = published(story("Snow"), FRIDAY - timedelta(days=300))
    assert made(FRIDAY)[0] == ("daily", "en", 0)
    Notice.objects.create(
        translation_key=old.translation_key, leaves_at=FRIDAY + timedelta(hours=1)
    )
    assert made(SATURDAY)[0] == ("daily", "en", 1)


def test_turned_off_nothing_is_made_and_what_went_live_meanwhile_is_no_news(db):
    editor = making.user("Editors")
    with at(FRIDAY - timedelta(days=1)):
        turn(on=False, by=editor)
    published(story("Snow"), FRIDAY - timedelta(hours=5))
    assert made(FRIDAY) == []
    with at(FRIDAY + timedelta(minutes=5)):
        turn(on=True, by=editor)
    assert made(FRIDAY + timedelta(minutes=6)) == []
    assert made(SATURDAY)[0] == ("daily", "en", 0)
    with pytest.raises(RightMissing):
        turn(on=False, by=making.user("Translators into Spanish"))
    assert switch().on_since is not None


@pytest.mark.parametrize(
    ("hour", "day", "utc_hour"),
    [(7, date(2026, 3, 7), 12), (7, date(2026, 3, 8), 11), (2, date(2026, 3, 8), 7)]
    + [(7, date(2026, 11, 1), 12), (1, date(2026, 11, 1), 5)],
)
def test_the_hour_is_the_newsrooms_when_clocks_change(settings, hour, day, utc_hour):
    settings.DIGEST_HOUR = hour
    moment = moment_of(day)
    assert (moment.date(), moment.hour) == (day, utc_hour)
    assert due_day("daily", moment) == day
    assert due_day("daily", moment - timedelta(seconds=1)) == day - timedelta(days=1)


def test_every_hour_of_a_year_makes_each_day_once_and_each_week_on_its_day(settings):
    """Time goes on by the hour, past both changes of the clock."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    days = [due_day("daily", start + timedelta(hours=hour)) for hour in range(24 * 400)]
    weeks = [due_day("weekly", start + timedelta(hours=hour)) for hour in range(24 * 400)]
    assert days == sorted(days)
    assert {b - a for a, b in zip(days, days[1:], strict=False)} <= {timedelta(0), timedelta(1)}
    assert {day.isoweekday() for day in weeks} == {settings.DIGEST_WEEKDAY}
    assert {b - a for a, b in zip(weeks, weeks[1:], strict=False)} <= {timedelta(0), timedelta(7)}


def test_the_database_refuses_a_second_turn_of_a_story(db):
    post = published(story("Snow"), FRIDAY - timedelta(hours=5))
    made(FRIDAY)
    run = DigestRun.objects.create(day=date(2026, 12, 1), rhythm="daily", language="en")
    turns = DigestPost.objects.bulk_create(
        [DigestPost(run=run, translation_key=post.translation_key, rhythm="daily", language="en")],
        ignore_conflicts=True,
    )
    assert turns
    assert run.posts.count() == 0
