"""What people do with a broadcast is asked, noted and told; looking does nothing."""

import pytest
from django.contrib.auth.models import Permission

from outbox.broadcasts import Broadcast, BroadcastState, Why
from outbox.draining import drain
from outbox.finishing import finish
from outbox.steering import pause
from outbox.tallying import keep_count
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db


def page(broadcast: Broadcast, tail: str = "") -> str:
    return f"/admin/mail/{broadcast.pk}/{tail}"


def test_deeds_are_done_noted_and_told_with_who_did_them(staff, begun_with):
    broadcast = begun_with(2)
    browser = staff("Editors", first_name="Ana", last_name="Peña")
    shown = text_of(browser.post(page(broadcast, "pause/"), follow=True))
    assert "Paused: somebody paused it" in shown
    browser.post(page(broadcast, "resume/"))
    shown = text_of(browser.post(page(broadcast, "cancel/"), follow=True))
    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.CANCELLED
    history = shown[shown.index("History") :]
    assert history.count("Ana Peña") == 3
    assert history.index("Paused") < history.index("Resumed") < history.index("Cancelled")


def test_what_a_rule_paused_says_which_and_names_nobody(staff, begun_with):
    broadcast = begun_with(2)
    pause(broadcast.pk, Why.COMPLAINTS)
    shown = text_of(staff("Editors").get(page(broadcast)))
    assert "Paused: readers reported it as unwanted" in shown


def test_cancelling_is_asked_twice_and_never_done_by_looking(staff, begun_with):
    broadcast = begun_with(3)
    browser = staff("Editors")
    asked = text_of(browser.get(page(broadcast, "cancel/")))
    assert "3 readers have not got it yet" in asked
    for deed in ("cancel", "pause", "resume", "retry", "resend", "nonsense"):
        browser.get(page(broadcast, f"{deed}/"))
    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.SENDING
    assert browser.post(page(broadcast, "nonsense/")).status_code == 404


def test_a_deed_that_came_too_late_is_told_kindly(staff, begun_with):
    broadcast = begun_with(1)
    shown = text_of(staff("Editors").post(page(broadcast, "resume/"), follow=True))
    assert "it has moved on meanwhile" in shown


def test_who_may_only_look_sees_no_button_and_does_nothing(staff, begun_with):
    broadcast = begun_with(1)
    browser = staff("Editors")
    browser.user.groups.get().permissions.remove(*_right("change_broadcast"))
    shown = text_of(browser.get(page(broadcast)))
    assert f'action="{page(broadcast, "pause/")}"' not in shown
    assert "cancel/" not in shown
    for deed in ("pause", "cancel"):
        assert browser.post(page(broadcast, f"{deed}/")).status_code in {302, 403}
    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.SENDING


def _right(codename: str):
    return Permission.objects.filter(content_type__app_label="outbox", codename=codename)


def test_the_unknown_are_explained_before_they_go_once_more(staff, begun_with, smtp_sink):
    broadcast = begun_with(2)
    smtp_sink.drop()
    drain()
    finish()
    keep_count(broadcast)
    browser = staff("Editors")
    assert "Of 2 letters nobody knows whether they arrived" in text_of(browser.get(page(broadcast)))
    asked = text_of(browser.get(page(broadcast, "resend/")))
    assert "nobody is left out, and some get it twice" in asked
    shown = text_of(browser.post(page(broadcast, "resend/"), follow=True))
    assert "2 letters go once more." in shown
    assert "2 sent once more" in shown
    smtp_sink.obey()
    assert drain() == 2


@pytest.mark.parametrize("tail", ["", "progress.json", "failures/", "failures.csv", "cancel/"])
def test_who_has_no_right_sees_no_number(staff, begun_with, tail):
    broadcast = begun_with(1)
    browser = staff("Translators into Spanish")
    assert browser.get(page(broadcast, tail)).status_code in {302, 403}
    assert browser.get("/admin/mail/").status_code in {302, 403}
    first = text_of(browser.get("/admin/"))
    assert "/admin/mail/" not in first
    assert "mail-panel" not in first
