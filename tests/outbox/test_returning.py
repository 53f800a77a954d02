"""Mail that comes back is believed about the one mail that it names, and about nothing else."""

import io
import mailbox
import os
import subprocess
import sys
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from outbox.models import Heard, Message, Queue, Reason, SoftBounce, Suppression, What
from outbox.returning import reports_in
from outbox.sending import send_due
from outbox.suppressing import suppressed_among
from tests.notes import address
from tests.outbox import returned
from tests.outbox.returned import BOUNCE, complaint, dsn, old_style, vacation

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(smtp_sink, settings, notes):
    """`letters(n)`: so many notes that left, with an address to come back to."""
    settings.BOUNCE_ADDRESS = BOUNCE

    def send(number: int = 1, start: int = 1) -> list:
        notes(*range(start, start + number))
        assert send_due(Queue.TX) == number
        return smtp_sink.received[-number:]

    return send


def read(raw: bytes, monkeypatch, *said: str) -> None:
    """As a mail server pipes it in."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    call_command("read_bounces", *said)


def codes() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("error_code", flat=True))


def test_each_letter_comes_back_to_an_address_of_its_own(letters):
    first, second = letters(2)
    assert first.sender.startswith("bounce+")
    assert first.sender.endswith(f"@{returned.DOMAIN}")
    assert first.sender != second.sender
    assert len(first.sender.partition("@")[0]) <= 64
    assert first.message["From"] == "Hub <hub@localhost>"


def test_without_a_bounce_address_the_sender_is_the_visible_one(smtp_sink, notes, settings):
    settings.BOUNCE_ADDRESS = ""
    notes(1)
    send_due(Queue.TX)
    assert smtp_sink.received[0].sender == "hub@localhost"


@pytest.mark.parametrize("status", ["5.1.1", "5.1.10", "5.2.1", "5.0.0"])
def test_a_mailbox_that_does_not_exist_is_never_written_to_again(letters, monkeypatch, status):
    [letter] = letters()
    raw = dsn(letter, status).replace(b"smtp; 550 5.0.0", b"smtp; 550 5.1.1")
    read(raw, monkeypatch)
    read(raw, monkeypatch)
    assert suppressed_among([letter.to]) == {letter.to}
    assert Suppression.objects.get().reason == Reason.BOUNCE
    assert codes() == ["bounced"]
    assert Heard.objects.count() == 1


@pytest.mark.parametrize("status", ["5.2.2", "4.4.7", "5.3.4", "5.0.0"])
def test_what_may_pass_is_noted_and_three_in_fourteen_days_are_enough(letters, monkeypatch, status):
    address_of_all = address(1)
    monkeypatch.setattr("tests.notes.address", lambda subject: address_of_all)
    for number in (1, 2, 3):
        assert suppressed_among([address_of_all]) == set()
        [letter] = letters(start=number)
        read(dsn(letter, status), monkeypatch)
        read(dsn(letter, status), monkeypatch)
        assert SoftBounce.objects.count() == number
    assert suppressed_among([address_of_all]) == {address_of_all}


def test_three_over_a_longer_time_are_not(letters, monkeypatch):
    monkeypatch.setattr("tests.notes.address", lambda subject: "ana@example.org")
    for number in (1, 2, 3):
        [letter] = letters(start=number)
        read(dsn(letter, "4.2.2"), monkeypatch)
        SoftBounce.objects.filter(at__gt="2001-01-01T00:00Z").update(at="2000-01-01T00:00Z")
    assert not Suppression.objects.exists()


def test_what_was_turned_away_for_everybody_blames_no_mailbox(letters, monkeypatch):
    [letter] = letters()
    read(dsn(letter, "5.7.1"), monkeypatch)
    assert codes() == ["bounced"]
    assert not Suppression.objects.exists()
    assert not SoftBounce.objects.exists()


def test_a_complaint_silences_us(letters, monkeypatch):
    [letter] = letters()
    read(complaint(letter), monkeypatch)
    assert Suppression.objects.get().reason == Reason.COMPLAINT
    assert codes() == ["complained"]


def test_words_without_a_report_are_read_with_care(letters, monkeypatch):
    hard, soft = letters(2)
    read(old_style(hard, "550 5.1.1 no such user"), monkeypatch)
    read(old_style(soft, "it did not work"), monkeypatch)
    assert suppressed_among([hard.to, soft.to]) == {hard.to}
    assert SoftBounce.objects.count() == 1


def test_a_report_that_was_forwarded_is_known_by_the_mail_inside(letters, monkeypatch):
    [letter] = letters()
    raw = dsn(letter).replace(letter.sender.encode(), b"postmaster@example.org")
    read(raw, monkeypatch)
    assert suppressed_among([letter.to]) == {letter.to}


def test_the_mail_server_may_say_where_it_came_to(letters, monkeypatch):
    [letter] = letters()
    raw = dsn(letter).replace(b"X-Delivery-Id", b"X-Gone")
    raw = raw.replace(letter.sender.encode(), b"postmaster@example.org")
    read(raw, monkeypatch)
    assert codes() == [""]
    read(raw, monkeypatch, "--to", letter.sender.upper())
    assert codes() == ["bounced"]


def test_nobody_can_have_another_address_silenced(letters, monkeypatch):
    """A reader knows the address to which their own mail returns, and may write there."""
    [letter] = letters()
    read(dsn(letter, about="victim@example.org"), monkeypatch)
    assert suppressed_among(["victim@example.org", letter.to]) == {letter.to}


def test_what_is_forged_unknown_or_no_report_changes_nothing(letters, monkeypatch):
    [letter] = letters()
    word = letter.message["X-Delivery-Id"]
    name, proof = word[:32], word[32:]
    for raw in (
        dsn(letter).replace(proof.encode(), proof[::-1].encode()),
        dsn(letter).replace(name.encode(), name[::-1].encode()),
        dsn(letter).replace(word.encode(), b"x"),
        dsn(letter, "4.4.1", action="delayed"),
        dsn(letter, "2.0.0", action="relayed"),
        complaint(letter, "not-spam"),
        vacation(letter),
        b"",
        b"\0" * 99,
    ):
        read(raw, monkeypatch)
    assert codes() == [""]
    assert not Heard.objects.exists()
    assert not Suppression.objects.exists()
    assert not SoftBounce.objects.exists()


@trying(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_mail_makes_the_reader_stumble(letters, data):
    if not Message.objects.exists():
        letters()
    raw = bytearray(b"")
    for _ in range(3):
        raw += data.draw(st.sampled_from(FRAGMENTS)) + data.draw(st.binary(max_size=40))
    assert reports_in(bytes(raw)) == []


FRAGMENTS = [
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\n",
    b"Content-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: ",
    b"Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n",
    b"Content-Transfer-Encoding: base64\r\nContent-Type: text/plain; charset=\xff\r\n\r\n=",
    b"To: =?utf-8?q?=ff?= <bounce+" + b"a" * 56 + b"@x>\r\n",
    b"Final-Recipient: rfc822;\r\nOriginal-Recipient: ;;@\r\n\r\n",
]


def test_a_maildir_is_read_and_what_a_person_wrote_stays(letters, tmp_path):
    [letter] = letters()
    box = mailbox.Maildir(tmp_path / "box")
    box.add(dsn(letter))
    person = EmailMessage()
    person.set_content("Hello?")
    box.add(person)
    call_command("read_bounces", maildir=str(tmp_path / "box"))
    assert codes() == ["bounced"]
    [left] = mailbox.Maildir(tmp_path / "box")
    assert "S" in left.get_flags()
    with pytest.raises(CommandError, match="no Maildir"):
        call_command("read_bounces", maildir=str(tmp_path))


def test_nothing_of_the_address_is_kept_or_logged(letters, monkeypatch, caplog):
    [letter] = letters()
    caplog.set_level("DEBUG")
    caplog.clear()
    read(dsn(letter, "4.2.2"), monkeypatch)
    read(complaint(letter), monkeypatch)
    assert letter.to.partition("@")[0] not in caplog.text
    assert {str(row) for row in Heard.objects.all()} == {
        f"report {row.pk}" for row in Heard.objects.all()
    }


def test_a_report_about_a_mail_that_is_forgotten_still_silences_us(letters, monkeypatch):
    [letter] = letters()
    Message.objects.all().delete()
    read(complaint(letter), monkeypatch)
    assert suppressed_among([letter.to]) == {letter.to}


def test_the_kinds_of_what_is_heard_fit_their_column():
    longest = Heard._meta.get_field("what").max_length
    assert all(len(what) <= longest for what in What)


def test_the_command_asks_for_the_mail_again_when_the_database_is_away(letters):
    """Exit code 75 is what a mail server understands as "later"."""
    [letter] = letters()
    code = (
        "import os, sys; os.environ['DATABASE_URL'] = 'postgresql://x:x@127.0.0.1:1/x';"
        "sys.argv = ['manage.py', 'read_bounces'];"
        "import django; django.setup();"
        "from django.core.management import execute_from_command_line as run; run(sys.argv)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=dsn(letter),
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
    )
    assert done.returncode == 75, done.stderr[-500:]
    assert b"Traceback" not in done.stderr
