"""One mail when the version is live, in its language, by a real server; and then forgotten."""

import pytest
import time_machine
from django.db import transaction

from alerts import announcing
from alerts.announcing import KIND, announce
from alerts.models import Waiting
from alerts.sweeping import KEEP_DAYS, sweep
from cms.actors import acting_as
from outbox.models import Message, Reason, State
from outbox.sending import send_due
from outbox.suppressing import suppress
from tests import making
from tests.alerts.conftest import PAST

pytestmark = pytest.mark.django_db(transaction=True)
ANA, EVA = "ana@example.org", "eva@example.org"


def test_from_the_form_to_the_mailbox_and_out_of_mind(reader, tell, smtp_sink, go_spanish):
    reader.post(tell, {"email": ANA})
    sweep()
    assert not Message.objects.exists()
    spanish = go_spanish()
    assert send_due("tx") == 1
    (received,) = smtp_sink.received
    mail = received.message
    assert received.to == ANA
    assert mail["Content-Language"] == "es"
    assert mail["Subject"] == "Lo que querías leer ya está en tu idioma"
    for kind in ("plain", "html"):
        text = mail.get_body((kind,)).get_content()
        assert spanish.full_url in text
        assert spanish.title in text
        assert "español" in text
        assert "Este es el único mensaje" in text
    sweep()
    assert not Waiting.objects.exists()
    sweep()
    assert send_due("tx") == 0
    assert len(smtp_sink.received) == 1


def test_publishing_again_tells_nobody_again(wait, smtp_sink, go_spanish):
    wait(ANA)
    spanish = go_spanish()
    making.go_live(spanish)
    assert Message.objects.of(KIND, [Waiting.objects.get().pk]).count() == 1
    send_due("tx")
    making.go_live(spanish)
    sweep()
    making.go_live(spanish)
    sweep()
    send_due("tx")
    assert smtp_sink.addresses == [ANA]


def test_another_version_or_a_draft_tells_nobody(english, wait):
    wait(ANA)
    making.go_live(english)
    making.post()
    assert not Message.objects.exists()
    assert announce(english.translation_key, "es") == 0


def test_whoever_died_behind_the_publication_is_made_up_for(wait, go_spanish, monkeypatch):
    """kill -9 between the commit of the page and its signal: the sweep finds what is live."""
    wait(ANA, EVA)
    with monkeypatch.context() as killed:
        killed.setattr("alerts.receivers.announce", lambda *facts: 0)
        go_spanish()
    assert not Message.objects.exists()
    sweep()
    sweep()
    assert Message.objects.count() == 2


def test_marking_and_posting_are_one_transaction(english, wait, go_spanish, monkeypatch):
    wait(ANA)
    monkeypatch.setattr("alerts.receivers.announce", lambda *facts: 0)
    go_spanish()
    with transaction.atomic():
        announcing.announce(english.translation_key, "es")
        transaction.set_rollback(True)
    assert Waiting.objects.untold().count() == 1
    assert not Message.objects.exists()


def test_a_letter_put_off_keeps_its_address(wait, smtp_sink, go_spanish):
    wait(ANA)
    go_spanish()
    smtp_sink.answer("451 later")
    send_due("tx")
    sweep()
    assert Waiting.objects.count() == 1
    smtp_sink.obey()
    Message.objects.update(not_before=PAST)
    assert send_due("tx") == 1
    sweep()
    assert not Waiting.objects.exists()
    assert smtp_sink.addresses == [ANA]


@pytest.mark.parametrize("end", ["refused", "suppressed"])
def test_an_address_that_takes_no_mail_is_forgotten_too(wait, smtp_sink, go_spanish, end):
    wait(ANA)
    go_spanish()
    if end == "refused":
        smtp_sink.answer("550 no")
    else:
        suppress(ANA, Reason.REQUEST)
    send_due("tx")
    sweep()
    assert not Waiting.objects.exists()
    assert smtp_sink.received == []


def test_what_may_have_arrived_can_still_be_sent_by_hand(wait, go_spanish):
    wait(ANA)
    go_spanish()
    Message.objects.update(state=State.UNKNOWN)
    sweep()
    assert Waiting.objects.count() == 1
    Message.objects.all().delete()  # as the outbox does after thirty days
    sweep()
    assert not Waiting.objects.exists()


def test_taken_offline_before_the_mail_left_the_address_waits_on(wait, smtp_sink, go_spanish):
    wait(ANA)
    spanish = go_spanish()
    with acting_as("seed"):
        spanish.unpublish()
    assert send_due("tx") == 0
    assert Message.objects.get().state == State.CANCELLED
    sweep()
    assert Waiting.objects.untold().count() == 1
    sweep()
    making.go_live(spanish)
    assert send_due("tx") == 1
    sweep()
    assert not Waiting.objects.exists()
    assert smtp_sink.addresses == [ANA]


def test_after_half_a_year_without_a_translation_the_address_is_forgotten(english, wait):
    with time_machine.travel("2026-01-01T12:00Z", tick=False):
        wait(ANA)
    with time_machine.travel("2026-06-30T12:00Z", tick=False):
        sweep()
        assert Waiting.objects.count() == 1
    with time_machine.travel("2026-07-01T12:00Z", tick=False):
        sweep()
    assert KEEP_DAYS == 180
    assert not Waiting.objects.exists()


def test_an_english_mail_is_english_throughout(reader, smtp_sink):
    spanish = making.post()["es"]
    english = spanish.get_translation(making.locale("en"))
    with acting_as("seed"):
        english.unpublish()
    reader.post(f"/en/tell-me/{spanish.translation_key}/", {"email": ANA})
    making.go_live(english)
    assert send_due("tx") == 1
    mail = smtp_sink.received[0].message
    assert mail["Content-Language"] == "en"
    assert mail["Subject"] == "What you wanted to read is now in your language"
    assert '<html lang="en">' in mail.get_body(("html",)).get_content()
    for kind in ("plain", "html"):
        text = mail.get_body((kind,)).get_content()
        assert english.full_url in text
        assert "can be read in English" in text
        assert "español" not in text
