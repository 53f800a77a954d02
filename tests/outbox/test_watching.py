"""A broadcast that mail servers turn away stops by itself, and staff are told once."""

import pytest
from wagtail.users.models import UserProfile

from outbox.counting import beat, results_of
from outbox.draining import drain
from outbox.finishing import finish, forget
from outbox.gathering import gather_all, start
from outbox.hearing import Report, hear
from outbox.models import Broadcast, BroadcastState, Message, Pulse, Queue, State, What, Why
from outbox.referring import reference_of, references_in
from outbox.sending import send_due
from outbox.steering import pause, resume
from outbox.watching import RULES, watch
from tests import making
from tests.outbox import circulars
from tests.outbox.circulars import KIND, address, readers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _circulars(settings):
    settings.MAIL_CONNECTIONS, settings.MAIL_TIMEOUT = 2, 20
    with circulars.registered():
        yield


def begun(number: int, by=None) -> Broadcast:
    readers(number)
    broadcast = start(KIND, 1, languages=["en"], by=by)
    gather_all(broadcast.pk)
    return broadcast


def tally(state: str) -> int:
    return Message.objects.filter(queue=Queue.BULK, state=state).count()


def test_refusals_pause_it_before_all_are_tried_and_a_person_resumes(smtp_sink):
    broadcast = begun(300)
    smtp_sink.answer("554 5.7.1 not wanted")
    drain()
    broadcast.refresh_from_db()
    assert (broadcast.state, broadcast.why) == (BroadcastState.PAUSED, Why.REFUSALS)
    assert broadcast.where == "other"
    failed = tally(State.FAILED)
    assert 50 <= failed <= 150
    assert tally(State.SENDING) == 0
    smtp_sink.obey()
    resume(broadcast.pk)
    assert not Pulse.objects.exists()
    assert drain() == 300 - failed
    broadcast.refresh_from_db()
    assert (broadcast.why, broadcast.where) == ("", "")


def test_delays_pause_it(smtp_sink):
    broadcast = begun(200)
    smtp_sink.answer("451 later")
    drain()
    broadcast.refresh_from_db()
    assert (broadcast.state, broadcast.why) == (BroadcastState.PAUSED, Why.DELAYS)
    assert tally(State.DEFERRED) <= 150


def test_a_few_refusals_pause_nothing(smtp_sink):
    broadcast = begun(49)
    smtp_sink.answer("554 no")
    assert drain() == 0
    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.SENDING
    assert tally(State.FAILED) == 49


def test_one_group_of_mailboxes_is_not_hidden_by_the_others(smtp_sink):
    broadcast = begun(1)
    beat({(broadcast.pk, "google"): {"tried": 60, "refused": 30}})
    beat({(broadcast.pk, "other"): {"tried": 9_000}})
    assert watch(broadcast.pk)
    broadcast.refresh_from_db()
    assert broadcast.where == "google"


@pytest.mark.parametrize(
    ("why", "numbers", "is_paused"),
    [
        (Why.BOUNCES, {"tried": 1000, "bounced": 50}, True),
        (Why.BOUNCES, {"tried": 1000, "bounced": 49}, False),
        (Why.COMPLAINTS, {"tried": 1000, "complained": 3}, True),
        (Why.COMPLAINTS, {"tried": 499, "complained": 9}, False),
        (Why.COMPLAINTS, {"tried": 900, "complained": 2}, False),
        (Why.REFUSALS, {"tried": 50, "refused": 9}, False),
    ],
)
def test_rates_pause_only_where_there_are_enough(why, numbers, is_paused):
    broadcast = begun(1)
    beat({(broadcast.pk, "yahoo"): numbers})
    assert watch(broadcast.pk) is is_paused
    broadcast.refresh_from_db()
    assert broadcast.why == (why if is_paused else "")


def test_what_was_long_ago_pauses_nothing():
    broadcast = begun(1)
    beat({(broadcast.pk, "google"): {"tried": 100, "refused": 100, "bounced": 0}})
    Pulse.objects.update(minute="2000-01-01T00:00Z")
    assert not watch(broadcast.pk)
    assert len({rule.why for rule in RULES}) == 4


def test_reports_that_come_later_pause_it_too(smtp_sink):
    broadcast = begun(1)
    drain()
    Broadcast.objects.update(state=BroadcastState.SENDING)
    beat({(broadcast.pk, "other"): {"tried": 600, "complained": 2}})
    message = Message.objects.get()
    [reference] = references_in(reference_of(message.public_id, address(message.subject_id)))
    hear(Report(What.COMPLAINED, message.public_id, (), reference))
    broadcast.refresh_from_db()
    assert (broadcast.state, broadcast.why) == (BroadcastState.PAUSED, Why.COMPLAINTS)


def test_staff_are_told_once_each_in_their_language(smtp_sink, settings):
    settings.EMAIL_BACKEND = "outbox.backends.OutboxBackend"
    ana = making.user("Editors", email="ana@example.org")
    profile = UserProfile.get_for_user(ana)
    profile.preferred_language = "es"
    profile.save()
    making.user("Editors", email="boss@example.org", is_superuser=True)
    making.user("Translators into Spanish", email="nobody@example.org")
    broadcast = start(KIND, 1, languages=["en"], by=ana)
    gather_all(broadcast.pk)
    beat({(broadcast.pk, "google"): {"tried": 60, "refused": 30}})
    assert [watch(broadcast.pk), watch(broadcast.pk)] == [True, False]
    send_due(Queue.TX)
    mails = {mail.to: mail.message for mail in smtp_sink.received}
    assert sorted(mails) == ["ana@example.org", "boss@example.org"]
    assert mails["boss@example.org"]["Subject"] == "A mail to many was paused by itself"
    spanish = mails["ana@example.org"]
    assert spanish["Subject"] == "Un envío masivo se pausó por sí solo"
    assert "muchos servidores de correo lo rechazaron" in spanish.get_content()
    assert "Gmail" in spanish.get_content()


def test_who_paused_it_by_hand_is_not_overruled(smtp_sink):
    broadcast = begun(1)
    pause(broadcast.pk)
    beat({(broadcast.pk, "google"): {"tried": 60, "refused": 30}})
    assert not watch(broadcast.pk)
    broadcast.refresh_from_db()
    assert broadcast.why == Why.PERSON


def test_results_outlive_the_rows(smtp_sink):
    broadcast = begun(3)
    drain()
    for message in Message.objects.order_by("pk")[:2]:
        [reference] = references_in(reference_of(message.public_id, address(message.subject_id)))
        for what in (What.SOFT, What.BOUNCED, What.BOUNCED):
            hear(Report(what, message.public_id, (address(message.subject_id),), reference))
    finish()
    Broadcast.objects.update(finished_at="2000-01-01T00:00Z")
    assert forget() == 3
    broadcast.refresh_from_db()
    expected = {"accepted": 3, "bounced": 2, "complained": 0, "left": 0}
    assert results_of(broadcast) == {"en": expected}
