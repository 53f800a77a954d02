"""No language leaves without a text of its own; it waits, and leaves by itself once it has one."""

import pytest

from alerts import holding
from alerts.tending import tend
from outbox.finishing import finish
from outbox.models import Broadcast
from supporters.models import Supporter
from tests import making
from tests.alerts.mailing import (
    english_alert,
    into_spanish,
    leave,
    mend,
    sender,
    sent,
    states,
    subjects,
    supporter,
    tended,
)
from vault.auditing import noted

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return english_alert()


@pytest.fixture
def ana():
    return supporter("es", address="ana@mail.example.org")


def test_spanish_waits_for_its_text_and_then_leaves_by_itself(page, ana, smtp_sink):
    ben = supporter("en", address="ben@mail.example.org")
    alert = sent(page)
    assert leave() == 1
    finish()
    assert states(alert) == {ben.pk: "en sent", ana.pk: "es queued"}
    into_spanish(page)
    tended(alert)
    assert leave() == 1
    assert subjects(smtp_sink) == [
        ("ana@mail.example.org", "Llama al senado"),
        ("ben@mail.example.org", "Call the senate"),
    ]


def test_a_publication_rings_for_the_alert(page, ana, django_capture_on_commit_callbacks):
    supporter()
    alert = sent(page)
    with django_capture_on_commit_callbacks() as rung:
        into_spanish(page)
    assert rung
    assert tended(alert).broadcast.languages == ["en", "es"]


def test_a_language_that_falls_behind_waits_again(page, ana, smtp_sink):
    supporter()
    into_spanish(page)
    alert = sent(page)
    assert alert.broadcast.languages == ["en", "es"]
    mend(page)
    assert tended(alert).broadcast.languages == ["en"]
    leave()
    assert states(alert)[ana.pk] == "es queued"
    into_spanish(page)
    tended(alert)
    leave()
    assert ("ana@mail.example.org", "Llama a la cámara") in subjects(smtp_sink)


def test_nothing_leaves_in_a_language_that_is_taken_offline(page, ana, smtp_sink):
    supporter()
    spanish = into_spanish(page)
    alert = sent(page)
    spanish.unpublish()
    assert tended(alert).broadcast.languages == ["en"]
    assert leave() == 1


def test_a_closed_language_lets_the_broadcast_end(page, ana, smtp_sink):
    ben, someone = supporter(), sender()
    alert = sent(page, someone)
    holding.close(alert, "es", someone, "No translator this week")
    leave()
    assert states(alert) == {ben.pk: "en sent", ana.pk: "es cancelled"}
    finish()
    assert Broadcast.objects.get().state == "done"
    [ruling] = alert.rulings.all()
    assert (ruling.by, ruling.reason) == (someone, "No translator this week")
    assert noted(alert.pk, "alert.close").get().actor == someone.pk


def test_a_text_behind_leaves_only_for_a_reason_and_until_the_next_mending(page, ana, smtp_sink):
    someone = sender()
    supporter()
    into_spanish(page)
    mend(page)
    alert = sent(page, someone)
    with pytest.raises(holding.ReasonMissing):
        holding.send_behind(alert, "es", someone, " ")
    with pytest.raises(holding.NotAllowed):
        holding.send_behind(alert, "es", making.user("Translators into Spanish"), "It is urgent")
    holding.send_behind(alert, "es", someone, "It is urgent")
    assert leave() == 2
    assert ("ana@mail.example.org", "Llama al senado") in subjects(smtp_sink)
    late = supporter("es")
    mend(page, subject="Call both houses")
    assert holding.why_held(tended(alert), "es") == "stale"
    assert late.pk not in states(alert)


def test_who_changed_their_language_while_it_waited_gets_it_in_theirs(page, ana, smtp_sink):
    supporter()
    alert = sent(page)
    leave()
    Supporter.objects.filter(pk=ana.pk).update(language="en")
    into_spanish(page)
    tended(alert)
    leave()
    assert ("ana@mail.example.org", "Call the senate") in subjects(smtp_sink)


def test_who_changes_to_a_language_that_leaves_need_not_wait_for_the_other(page, ana, smtp_sink):
    ben, eve = supporter(), supporter("es")
    alert = sent(page)
    leave()
    Supporter.objects.filter(pk=ana.pk).update(language="en")
    Supporter.objects.filter(pk=ben.pk).update(language="es")
    tend()
    leave()
    assert states(alert) == {ana.pk: "en sent", ben.pk: "en sent", eve.pk: "es queued"}
    assert ("ana@mail.example.org", "Call the senate") in subjects(smtp_sink)


def test_what_does_not_wait_has_nothing_to_rule(page, ana):
    someone = sender()
    supporter()
    alert = sent(page, someone)
    with pytest.raises(holding.NotHeld):
        holding.close(alert, "en", someone, "Why not")
    with pytest.raises(holding.NotHeld):
        holding.send_behind(alert, "es", someone, "There is no Spanish text at all")
