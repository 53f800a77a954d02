"""By night nobody gets a broadcast, whatever clock they live by; PostgreSQL's own clocks."""

from datetime import UTC, date, datetime, time
from unittest.mock import Mock
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F
from django.utils import timezone

from cms.area_names import AREA_NAMES
from outbox import quiet
from outbox.broadcasts import BroadcastState
from outbox.draining import drain
from outbox.gathering import gather_all, start
from outbox.kinds import Kind
from outbox.models import Broadcast, Message, State
from outbox.nights import keep_all_nights
from outbox.quiet import at_local, quiet_until
from outbox.steering import NotPossible, cancel, open_languages, pause, resume, send_at_once
from outbox.tallying import keep_count
from outbox.zones import ZONES
from tests.campaigns.reading import text_of
from tests.outbox import circulars
from tests.outbox.circulars import KIND, User, opened, write
from tests.outbox.sleepers import NEW_YORK, begin_by_day, living, set_night
from vault.auditing import noted

pytestmark = pytest.mark.django_db
CALIFORNIA = ZoneInfo("America/Los_Angeles")


@pytest.fixture(autouse=True)
def _night(settings):
    set_night(settings)


def waits(at: datetime) -> dict[str, datetime | None]:
    rows = User.objects.annotate(not_before=quiet_until("first_name", at=at))
    return dict(rows.values_list("first_name", "not_before"))


def test_it_is_night_in_boston_when_california_can_still_be_written_to():
    living("MA", "CA", "HI", "")
    at = datetime(2026, 6, 10, 22, 30, tzinfo=NEW_YORK)
    morning = datetime(2026, 6, 11, 8, tzinfo=NEW_YORK)
    assert waits(at) == {"MA": morning, "": morning, "CA": None, "HI": None}


def test_before_the_evening_and_after_the_morning_nobody_waits():
    living("MA", "CA")
    for hour, minute in ((20, 59), (11, 0)):
        at = datetime(2026, 6, 10, hour, minute, tzinfo=NEW_YORK)
        assert waits(at)["MA"] is None
    at = datetime(2026, 6, 10, 7, 59, tzinfo=NEW_YORK)
    assert waits(at) == {
        "MA": datetime(2026, 6, 10, 8, tzinfo=NEW_YORK),
        "CA": datetime(2026, 6, 10, 8, tzinfo=CALIFORNIA),
    }


@pytest.mark.parametrize("night", [date(2026, 3, 7), date(2026, 10, 31)])
def test_the_morning_comes_by_the_clock_also_in_the_night_that_changes_it(night):
    """Clocks change on 8 March and 1 November 2026; Phoenix's do not."""
    living("NY", "CA", "AZ")
    at = datetime.combine(night, time(23, 30), NEW_YORK)
    morning = night.replace(day=night.day + 1) if night.day < 31 else date(2026, 11, 1)
    found = waits(at)
    assert found["NY"] == datetime.combine(morning, time(8), NEW_YORK)
    assert (found["NY"] - at).total_seconds() / 3600 == {3: 7.5, 10: 9.5}[night.month]
    later = waits(datetime.combine(night, time(23, 30), CALIFORNIA))
    assert later["CA"] == datetime.combine(morning, time(8), CALIFORNIA)
    assert later["AZ"] == datetime.combine(morning, time(8), ZoneInfo("America/Phoenix"))


def test_hours_of_one_day_end_on_it(settings):
    settings.QUIET_HOURS = (time(13), time(15))
    living("NY", "CA")
    at = datetime(2026, 6, 10, 14, tzinfo=NEW_YORK)
    assert waits(at) == {"NY": datetime(2026, 6, 10, 15, tzinfo=NEW_YORK), "CA": None}


def test_without_quiet_hours_nobody_waits(settings):
    settings.QUIET_HOURS = None
    living("NY")
    assert waits(datetime(2026, 6, 10, 3, tzinfo=NEW_YORK)) == {"NY": None}


def test_nine_in_the_morning_is_everybodys_own():
    living("NY", "CA", "abroad")
    for day in (date(2026, 3, 8), date(2026, 7, 1)):
        rows = User.objects.annotate(goes=at_local(F("first_name"), day, time(9)))
        assert dict(rows.values_list("first_name", "goes")) == {
            "NY": datetime.combine(day, time(9), NEW_YORK),
            "CA": datetime.combine(day, time(9), CALIFORNIA),
            "abroad": datetime.combine(day, time(9), NEW_YORK),
        }
    rows = User.objects.annotate(goes=at_local("first_name", date(2026, 3, 8), time(2, 30)))
    assert rows.get(first_name="NY").goes == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)


def test_every_state_has_a_zone_and_every_zone_is_one():
    named = [state for states in ZONES.values() for state in states]
    assert len(named) == len(set(named))
    without = set(AREA_NAMES) - set(named)
    assert without == {"AA", "AE", "AP", "abroad"}
    assert all(ZoneInfo(zone) for zone in ZONES)


def test_who_sleeps_gets_it_in_the_morning(smtp_sink, asleep):
    gather_all(start(KIND, 1, languages=["en"]).pk)
    assert drain() == 0
    assert Message.objects.get().not_before > timezone.now()
    Message.objects.update(not_before=timezone.now())
    assert drain() == 1


def test_a_language_that_is_ready_at_night_waits_for_the_morning(smtp_sink, held):
    open_languages(held.pk, ["en"])
    assert drain() == 0
    assert Message.objects.get().not_before > timezone.now()
    assert send_at_once(held.pk, by=7) == 1
    assert drain() == 1


def test_an_urgent_one_leaves_as_soon_as_its_language_is_ready(smtp_sink, held):
    Broadcast.objects.update(is_urgent=True)
    open_languages(held.pk, ["en"])
    assert drain() == 1


def test_what_is_opened_again_does_not_put_off_the_others(smtp_sink, held):
    Broadcast.objects.update(languages=["en"])
    open_languages(held.pk, ["en", "es"])
    assert drain() == 1


@pytest.mark.parametrize("state", [State.QUEUED, State.DEFERRED])
def test_what_takes_hours_stops_where_the_night_begins(smtp_sink, late, state):
    Message.objects.update(state=state)
    keep_all_nights()
    assert drain() == 0
    assert Message.objects.get().not_before > timezone.now()
    assert send_at_once(late.pk, by=7) == 1
    assert drain() == 1


def test_one_whose_readers_cannot_be_told_keeps_no_other_from_its_night(asleep, monkeypatch):
    kind = Kind(Mock(side_effect=LookupError), write, opened)
    monkeypatch.setitem(circulars.kinds.KINDS, "broken", kind)
    start("broken", 2, languages=["en"])
    begin_by_day("en")
    keep_all_nights()
    assert Message.objects.get().not_before > timezone.now()


@pytest.mark.parametrize("facts", [{"state": BroadcastState.PAUSED}, {"languages": ["es"]}])
def test_what_is_paused_or_held_when_the_night_begins_is_put_off_meanwhile(late, facts):
    Broadcast.objects.update(**facts)
    keep_all_nights()
    assert Message.objects.get().not_before > timezone.now()


def test_many_are_put_off_a_portion_at_a_time(asleep, monkeypatch):
    User.objects.create(username="another", first_name="NY")
    gather_all(start(KIND, 1, languages=["en"]).pk)
    Message.objects.update(not_before=timezone.now())
    monkeypatch.setattr("outbox.nights.AT_MOST", 1)
    keep_all_nights()
    assert Message.objects.filter(not_before__gt=timezone.now()).count() == 2


def test_what_is_resumed_at_night_waits_for_the_morning(smtp_sink, late):
    pause(late.pk)
    resume(late.pk)
    assert drain() == 0


def test_an_urgent_one_takes_hours_of_the_night_too(smtp_sink, late):
    keep_all_nights()
    Broadcast.objects.update(is_urgent=True)  # by somebody whom that tick did not see
    keep_all_nights()
    assert drain() == 1


def test_an_urgent_one_goes_at_once_by_a_logged_decision(smtp_sink, asleep):
    broadcast = start(KIND, 1, languages=["en"])
    gather_all(broadcast.pk)
    assert send_at_once(broadcast.pk, by=7) == 1
    assert drain() == 1
    [entry] = noted(broadcast.pk, "broadcast.sent_at_once")
    assert (entry.actor, entry.numbers) == (7, {"waiting": 1})


def test_what_is_gathered_after_that_decision_does_not_wait_either(smtp_sink, asleep):
    broadcast = start(KIND, 1, languages=["en"])
    assert send_at_once(broadcast.pk, by=7) == 0
    gather_all(broadcast.pk)
    assert drain() == 1
    cancel_me = start(KIND, 2, languages=["en"])
    cancel(cancel_me.pk)
    with pytest.raises(NotPossible):
        send_at_once(cancel_me.pk, by=7)
    assert Broadcast.objects.get(pk=cancel_me.pk).state == BroadcastState.CANCELLED
    assert quiet.quiet_until("region") is not None


def test_the_desk_asks_before_it_wakes_people_and_offers_it_only_while_some_sleep(
    smtp_sink, asleep, staff
):
    broadcast = start(KIND, 1, languages=["en"])
    gather_all(broadcast.pk)
    keep_count(broadcast)
    browser, page = staff("Editors"), f"/admin/mail/{broadcast.pk}/"
    assert f'href="{page}at_once/"' in browser.get(page).content.decode()
    asked = text_of(browser.get(f"{page}at_once/"))
    assert "1 letter waits until it is morning where its reader lives." in asked
    assert drain() == 0
    told = text_of(browser.post(f"{page}at_once/", follow=True))
    assert "1 letter no longer waits for the morning." in told
    assert "at_once" not in browser.get(page).content.decode()
    assert drain() == 1
