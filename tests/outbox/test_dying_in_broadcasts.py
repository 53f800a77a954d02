"""kill -9 in the middle of a broadcast: nobody gets two, and who may have got one is counted."""

import json
import os
import signal
import subprocess
import sys

import pytest
from django.db import OperationalError, connection

from outbox import carrying
from outbox.draining import drain
from outbox.gathering import gather_all, start
from outbox.models import Message, State
from outbox.sweeping import sweep
from tests.mailsink import MailSink, address_of
from tests.outbox import circulars
from tests.outbox.circulars import KIND, address, readers

pytestmark = pytest.mark.django_db(transaction=True)
READERS, CONNECTIONS = 40, 3
SENDER = """
import json, sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.MAIL_SERVER = json.loads(sys.argv[2])
settings.MAIL_CONNECTIONS = int(sys.argv[3])
django.setup()
from outbox import draining
from tests.outbox import circulars
draining.CHUNK = 5
with circulars.registered():
    draining.drain()
"""


@pytest.fixture
def circular():
    with circulars.registered():
        yield


def drain_and_die(sink: MailSink, *, at: int) -> None:
    """A sender of its own process, killed while the server holds letter number `at`."""
    name = str(connection.settings_dict["NAME"])
    words = [sys.executable, "-c", SENDER, name, json.dumps(address_of(sink)), str(CONNECTIONS)]
    path = os.pathsep.join(filter(None, sys.path))
    sender = subprocess.Popen(words, env=os.environ | {"PYTHONPATH": path})
    sink.on_letter = lambda _: len(sink.received) == at and sender.kill()
    assert sender.wait(timeout=60) == -signal.SIGKILL
    sink.on_letter = None


def test_each_connection_leaves_at_most_one_in_doubt_and_nobody_gets_two(smtp_sink, expire):
    smtp_sink.obey()
    readers(READERS)
    with circulars.registered():
        broadcast = start(KIND, 1, languages=["en", "es"])
        gather_all(broadcast.pk)
        for at in (7, 19):
            drain_and_die(smtp_sink, at=at)
            expire()
            sweep()
        drain()
    states = list(Message.objects.values_list("state", flat=True))
    unknown = states.count(State.UNKNOWN)
    assert states.count(State.SENT) + unknown == READERS
    assert 1 <= unknown <= 2 * CONNECTIONS
    assert len(smtp_sink.addresses) == len(set(smtp_sink.addresses))
    assert READERS - unknown <= len(smtp_sink.addresses) <= READERS


def test_what_went_out_and_could_not_be_noted_is_never_sent_again_by_itself(
    smtp_sink, settings, monkeypatch, expire, circular
):
    """The database goes away between the server's answer and our mark, and comes back at once."""
    settings.MAIL_CONNECTIONS = 1
    people = readers(4)
    gather_all(start(KIND, 1, languages=["en", "es"]).pk)
    real = carrying.accept

    def away(answered):
        monkeypatch.setattr(carrying, "accept", real)
        raise OperationalError

    monkeypatch.setattr(carrying, "accept", away)
    with pytest.raises(OperationalError):
        drain()
    assert len(smtp_sink.addresses) == 1
    assert drain() == 0
    expire()
    sweep()
    assert drain() == 3
    assert sorted(smtp_sink.addresses) == sorted(map(address, people))
    assert Message.objects.filter(state=State.UNKNOWN).count() == 1
