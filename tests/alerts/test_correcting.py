"""A mended alert: who has not had it gets the new text, who had the old one gets one correction."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from alerts import correcting
from alerts.alerts import Alert
from alerts.holding import NotAllowed
from alerts.models import AlertPage
from alerts.rulings import Mending
from alerts.tending import tend
from cms.actors import acting_as
from outbox.finishing import finish
from outbox.gathering import gather_all
from outbox.models import Broadcast, Message
from outbox.nights import keep_all_nights
from supporters.leaving import leave as unsubscribe
from tests import making
from tests.alerts.mailing import (
    english_alert,
    into_spanish,
    leave,
    mend,
    mend_spanish,
    sender,
    sent,
    subjects,
    supporter,
    tended,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return english_alert()


@pytest.fixture
def ana():
    return supporter("es", address="ana@mail.example.org")


@pytest.fixture
def ben():
    return supporter("en", address="ben@mail.example.org")


def settle() -> None:
    """Let the last letter with an old text be noted."""
    Mending.objects.update(at=timezone.now() - timedelta(minutes=5))
    Message.objects.filter(state="sent").update(sent_at=timezone.now() - timedelta(minutes=9))
    tend()


def correct(alert: Alert, by=None) -> None:
    correcting.ask_to_correct(alert.mendings.first(), by or sender())
    settle()
    leave()


def test_the_unsent_get_the_new_text_and_those_with_the_old_one_a_correction(
    page, ana, ben, smtp_sink
):
    alert = sent(page)  # Spanish is held, so Ben alone has the first version
    leave()
    mend(page, change="urgent")
    into_spanish(page)
    alert = tended(alert)
    leave()
    versions = Message.objects.filter(broadcast=alert.broadcast).values_list(
        "subject_id", "version"
    )
    assert dict(versions) == {ben.pk: 1, ana.pk: 2}
    correct(alert)
    assert subjects(smtp_sink) == [
        ("ana@mail.example.org", "Llama a la cámara"),
        ("ben@mail.example.org", "Call the senate"),
        ("ben@mail.example.org", "Correction: Call the house"),
    ]


def test_who_had_the_mended_text_at_once_gets_no_correction(page, ben, smtp_sink):
    eve = supporter("en", address="eve@mail.example.org")
    alert = sent(page)
    later = Message.objects.filter(subject_id=eve.pk)
    later.update(not_before=timezone.now() + timedelta(hours=1))
    assert leave() == 1
    mend(page)
    alert = tended(alert)
    later.update(not_before=timezone.now())
    leave()
    assert correcting.told_the_old(alert.mendings.get()).get() == ben
    correct(alert)
    assert subjects(smtp_sink) == [
        ("ben@mail.example.org", "Call the senate"),
        ("ben@mail.example.org", "Correction: Call the house"),
        ("eve@mail.example.org", "Call the house"),
    ]


def test_a_minor_change_corrects_nobody_and_the_unsent_get_it(page, ana, ben, smtp_sink):
    into_spanish(page)
    alert = sent(page)
    mend(page, change="minor")
    alert = tended(alert)
    assert (alert.broadcast.version, alert.mendings.count()) == (1, 0)
    assert alert.broadcast.languages == ["en", "es"]
    leave()
    assert ("ben@mail.example.org", "Call the house") in subjects(smtp_sink)


def test_an_address_that_was_mended_counts_as_another_text(page, ben, smtp_sink):
    button = {"label": "Sign", "url": "https://example.org/wrong"}
    page.body = [("text", "Call now."), ("button", button)]
    making.go_live(page)
    alert = sent(page)
    leave()
    fresh = AlertPage.objects.get(pk=page.pk)
    fresh.body = [("text", "Call now."), ("button", button | {"url": "https://example.org/right"})]
    with acting_as("seed"):
        fresh.save_revision().publish()
    assert tended(alert).mendings.get().languages == ["en"]


def test_a_language_left_behind_is_corrected_once_it_has_its_text(page, ana, ben, smtp_sink):
    into_spanish(page)
    alert = sent(page)
    leave()
    finish()
    mend(page, change="urgent")
    alert = tended(alert)
    correct(alert)
    assert ("ben@mail.example.org", "Correction: Call the house") in subjects(smtp_sink)
    assert len(smtp_sink.received) == 3
    into_spanish(page)
    tended(alert)
    leave()
    assert ("ana@mail.example.org", "Corrección: Llama a la cámara") in subjects(smtp_sink)
    assert alert.mendings.count() == 1


def test_a_spanish_change_of_its_own_corrects_spanish_readers_alone(page, ana, ben, smtp_sink):
    into_spanish(page)
    alert = sent(page)
    leave()
    mend_spanish(page, "Llama al congreso")
    alert = tended(alert)
    assert alert.mendings.get().languages == ["es"]
    correct(alert)
    assert [who for who, said in subjects(smtp_sink) if said.startswith("Corrección")] == [
        "ana@mail.example.org"
    ]


def test_a_correction_is_asked_for_once_by_somebody_who_may(page, ben, smtp_sink):
    alert = sent(page)
    leave()
    mend(page)
    alert = tended(alert)
    tend()
    assert leave() == 0
    with pytest.raises(NotAllowed):
        correcting.ask_to_correct(alert.mendings.get(), making.user("Translators into Spanish"))
    correct(alert)
    with pytest.raises(correcting.AlreadyAsked):
        correcting.ask_to_correct(alert.mendings.get(), sender())
    assert Broadcast.objects.filter(kind="alerts.correction").count() == 1


def test_who_left_gets_no_correction_and_nobody_two_for_one_text(page, ana, ben, smtp_sink):
    into_spanish(page)
    alert = sent(page)
    leave()
    mend(page)
    unsubscribe(ana)
    alert = tended(alert)
    assert correcting.told_the_old(alert.mendings.get()).count() == 1
    correct(alert)
    assert correcting.told_the_old(alert.mendings.get()).count() == 0


def test_a_correction_waits_for_the_last_letter_under_way(page, ben, smtp_sink):
    alert = sent(page)
    leave()
    mend(page)
    alert = tended(alert)
    correcting.ask_to_correct(alert.mendings.get(), sender())
    tend()
    assert not Broadcast.objects.filter(kind="alerts.correction").exists()


def test_a_correction_that_waits_when_the_night_begins_waits_for_the_morning(
    page, ben, smtp_sink, settings
):
    settings.QUIET_HOURS = None
    alert = sent(page)
    leave()
    mend(page)
    alert = tended(alert)
    correcting.ask_to_correct(alert.mendings.get(), sender())
    settle()
    correction = Broadcast.objects.get(kind="alerts.correction")
    gather_all(correction.pk)
    hour = timezone.localtime().hour
    settings.QUIET_HOURS = (time((hour - 1) % 24), time((hour + 12) % 24))
    keep_all_nights()
    assert leave() == 0
    assert Message.objects.get(broadcast=correction).not_before > timezone.now()


def test_a_text_that_nobody_has_noticed_yet_does_not_leave_as_the_old_version(page, ben, smtp_sink):
    alert = sent(page)
    mend(page)
    assert leave() == 0
    tended(alert)
    assert leave() == 1
    assert Message.objects.get(broadcast=alert.broadcast_id).version == 2
