"""Nothing is mailed before a person said so, and another agreed or ten minutes passed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alerts import sending
from alerts.alerts import Alert, State
from alerts.holding import NotAllowed
from alerts.sending_desk import cells_of
from alerts.tending import tend
from outbox.models import Broadcast
from tests import making
from tests.alerts.mailing import (
    draft,
    english_alert,
    into_spanish,
    leave,
    let_hold_pass,
    mend,
    sender,
    sent,
    subjects,
    supporter,
)
from tests.campaigns.reading import text_of
from vault.auditing import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return english_alert()


def test_publishing_mails_nobody(page, smtp_sink):
    supporter()
    tend()
    assert leave() == 0
    assert not Broadcast.objects.exists()


def test_an_alert_leaves_after_its_hold_and_not_before(page, smtp_sink):
    supporter(address="ana@mail.example.org")
    alert = draft(page)
    sending.hold(alert, sender())
    tend()
    assert leave() == 0
    left = alert.hold_until - timezone.now()
    assert timedelta(minutes=9) < left <= timedelta(minutes=10)
    let_hold_pass()
    assert leave() == 1
    assert subjects(smtp_sink) == [("ana@mail.example.org", "Call the senate")]


def test_a_cancelled_hold_mails_nobody_and_can_be_sent_again(page, smtp_sink):
    supporter()
    alert, someone = draft(page), sender()
    sending.hold(alert, someone)
    sending.call_off(alert, someone)
    let_hold_pass()
    assert leave() == 0
    with pytest.raises(sending.NotWaiting):
        sending.call_off(alert, someone)
    sending.hold(alert, someone)
    let_hold_pass()
    assert leave() == 1


def test_who_asked_cannot_approve(page):
    supporter()
    alert, someone = draft(page), sender()
    sending.ask_for_approval(alert, someone)
    with pytest.raises(sending.SamePerson):
        sending.approve(alert, someone)
    assert not Broadcast.objects.exists()


def test_a_second_person_lets_it_go_at_once_and_only_once(page, smtp_sink):
    supporter()
    alert, first, second = draft(page), sender(), sender()
    sending.ask_for_approval(alert, first)
    let_hold_pass()
    assert leave() == 0
    sending.approve(alert, second)
    with pytest.raises(sending.NotWaiting):
        sending.approve(alert, second)
    assert leave() == 1
    alert.refresh_from_db()
    assert (alert.asked_by, alert.approved_by, alert.state) == (first, second, State.SENDING)
    deeds = AuditEntry.objects.filter(subject=alert.pk, deed__startswith="alert.").order_by("pk")
    assert list(deeds.values_list("deed", "actor")) == [
        ("alert.asked", first.pk),
        ("alert.approved", second.pk),
    ]
    assert deeds[0].numbers == {"en": 1, "es": 0}


def test_nobody_approves_another_text_than_was_asked_for(page, smtp_sink):
    supporter(address="ana@mail.example.org")
    alert, first, second = draft(page), sender(), sender()
    sending.ask_for_approval(alert, first)
    mend(page)
    with pytest.raises(sending.TextChanged):
        sending.approve(alert, second)
    assert not Broadcast.objects.exists()
    sending.call_off(alert, second)
    sending.ask_for_approval(alert, first)
    sending.approve(alert, second)
    assert leave() == 1
    assert subjects(smtp_sink) == [("ana@mail.example.org", "Call the house")]


def test_who_approves_is_told_that_the_text_changed_meanwhile(page, staff):
    supporter()
    sending.ask_for_approval(draft(page), sender())
    mend(page)
    desk = f"/admin/alerts/{page.translation_key}/"
    answer = staff("Administrators").post(desk, {"deed": "approve"})
    assert answer.status_code == 409
    assert "Its text changed after somebody asked to send it." in text_of(answer)


def test_a_translation_that_is_ready_meanwhile_is_no_other_text(page, smtp_sink):
    supporter()
    supporter("es")
    alert = draft(page)
    sending.ask_for_approval(alert, sender())
    into_spanish(page)
    sending.approve(alert, sender())
    assert leave() == 2


def test_a_text_that_changes_in_the_ten_minutes_gets_ten_of_its_own(page, smtp_sink):
    supporter(address="ana@mail.example.org")
    alert = draft(page)
    sending.hold(alert, sender())
    mend(page)
    let_hold_pass()
    assert leave() == 0
    alert.refresh_from_db()
    assert alert.state == State.HELD
    assert alert.hold_until - timezone.now() > timedelta(minutes=9)
    let_hold_pass()
    assert leave() == 1
    assert subjects(smtp_sink) == [("ana@mail.example.org", "Call the house")]


def test_where_two_are_needed_no_hold_will_do(page, settings):
    settings.ALERTS_NEED_TWO = True
    supporter()
    with pytest.raises(sending.TwoPeopleNeeded):
        sending.hold(draft(page), sender())


def test_nobody_sends_or_approves_without_the_right(page):
    supporter()
    alert, stranger = draft(page), making.user("Translators into Spanish")
    for deed in (sending.hold, sending.ask_for_approval):
        with pytest.raises(NotAllowed):
            deed(alert, stranger)
    sending.ask_for_approval(alert, sender())
    for deed in (sending.approve, sending.call_off):
        with pytest.raises(NotAllowed):
            deed(alert, stranger)


def test_an_alert_without_readers_or_a_text_is_refused(page):
    alert, someone = draft(page), sender()
    with pytest.raises(sending.NobodyThere):
        sending.hold(alert, someone)
    supporter("es")
    with pytest.raises(sending.NothingReady):
        sending.hold(alert, someone)


def test_a_sent_alert_is_not_sent_again(page):
    supporter()
    someone = sender()
    alert = sent(page, someone)
    with pytest.raises(sending.NotADraft):
        sending.hold(alert, someone)


def test_a_time_is_kept(page, smtp_sink):
    supporter()
    alert = sent(page, not_before=timezone.now() + timedelta(hours=2))
    assert leave() == 0
    english = next(cell for cell in cells_of(alert) if cell.language == "en")
    assert (english.readers, english.states) == (1, [])
    supporter()
    Broadcast.objects.update(not_before=timezone.now())
    assert leave() == 2
    assert Alert.objects.get(pk=alert.pk).broadcast.by == alert.asked_by
