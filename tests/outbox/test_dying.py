"""kill -9 at the worst moment: the server has the letter, its sender dies before the mark."""

import json
import os
import signal
import subprocess
import sys

import pytest
from django.core.mail import send_mail
from django.db import connection

from outbox.models import Message, Queue, StaffLetter, State
from outbox.sending import send_due
from outbox.sweeping import sweep
from tests.mailsink import MailSink, address_of

pytestmark = pytest.mark.django_db(transaction=True)
LETTERS = 5
SENDER = """
import json, sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.MAIL_SERVER = json.loads(sys.argv[2])
django.setup()
from outbox.sending import send_due
send_due(sys.argv[3])
"""


def send_and_die(sink: MailSink, queue: str, *, at: int) -> None:
    """A sender of its own process, killed while the server holds letter number `at`."""
    name = str(connection.settings_dict["NAME"])
    words = [sys.executable, "-c", SENDER, name, json.dumps(address_of(sink)), queue]
    path = os.pathsep.join(filter(None, sys.path))
    sender = subprocess.Popen(words, env=os.environ | {"PYTHONPATH": path})
    sink.on_letter = lambda _: len(sink.received) == at and sender.kill()
    assert sender.wait(timeout=60) == -signal.SIGKILL
    sink.on_letter = None


@pytest.fixture
def staff_letters(settings):
    settings.EMAIL_BACKEND = "outbox.backends.OutboxBackend"
    for number in range(LETTERS):
        send_mail("Hello", "text", None, [f"editor{number}@staff.example.org"])


@pytest.mark.parametrize("at", [pytest.param(1, marks=pytest.mark.slow), 3])
def test_to_one_person_nothing_is_lost_and_a_copy_has_the_same_id(
    smtp_sink, staff_letters, expire, at
):
    send_and_die(smtp_sink, Queue.TX, at=at)
    assert Message.objects.filter(state=State.SENT).count() == at - 1
    expire()
    sweep()
    assert send_due(Queue.TX) == LETTERS - at + 1
    assert not Message.objects.exclude(state=State.SENT).exists()
    assert len(smtp_sink.ids) == LETTERS + 1
    assert len(set(smtp_sink.ids)) == LETTERS
    assert not StaffLetter.objects.exists()


@pytest.mark.parametrize("at", [pytest.param(1, marks=pytest.mark.slow), 3])
def test_to_many_nobody_gets_two_and_one_is_counted_as_unknown(
    smtp_sink, staff_letters, expire, at
):
    Message.objects.update(queue=Queue.BULK)
    send_and_die(smtp_sink, Queue.BULK, at=at)
    expire()
    sweep()
    assert send_due(Queue.BULK) == LETTERS - at
    unknown = Message.objects.exclude(state=State.SENT)
    assert [message.state for message in unknown] == [State.UNKNOWN]
    assert len(smtp_sink.ids) == len(set(smtp_sink.ids)) == LETTERS
