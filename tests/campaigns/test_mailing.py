"""Promise 3 at the doors of signing: a row is posted with its mail, and neither is lost."""

import time

import pytest
from celery import Celery
from django.db import transaction

from campaigns.models import Signature
from campaigns.signing import sign
from hub.celery import app
from outbox.models import Message, State
from outbox.sending import send_due
from tests import making
from tests.making import wish
from vault import ringing
from vault.ringing import rung

FAR_PAST = "2000-01-01T00:00Z"
PATIENCE_SECONDS = 5  # a signer waits less than this for a broker that is not there


@pytest.mark.django_db(transaction=True)
def test_signature_and_mail_are_one_transaction():
    petition = making.petition()
    with transaction.atomic():
        sign(petition, wish())
        transaction.set_rollback(True)
    assert not Signature.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_keystore_that_is_away_defers_the_mail(smtp_sink, settings):
    petition = making.petition()
    making.campaign(petition)
    sign(petition, wish())
    there, settings.KEYSTORE_URL = settings.KEYSTORE_URL, "file:///nowhere/to/be/found"
    assert send_due("tx") == 0
    assert Message.objects.get().state == State.DEFERRED
    settings.KEYSTORE_URL = there
    Message.objects.update(not_before=FAR_PAST)
    assert send_due("tx") == 1
    assert len(smtp_sink.received) == 1


@pytest.fixture
def dead_broker(monkeypatch):
    monkeypatch.setattr(ringing, "_quiet_until", 0.0)
    dead = Celery("dead", broker="redis://127.0.0.1:1/0", set_as_current=False)
    dead.conf.broker_transport_options = app.conf.broker_transport_options
    dead.set_current()
    yield
    rung()
    app.set_current()


@pytest.mark.django_db(transaction=True)
def test_signing_succeeds_and_does_not_wait_while_the_broker_is_dead(dead_broker):
    petition, begun = making.petition(), time.monotonic()
    sign(petition, wish())
    sign(petition, wish(email="ana@example.org"))
    assert time.monotonic() - begun < PATIENCE_SECONDS
    assert set(Message.objects.values_list("state", flat=True)) == {State.QUEUED}
