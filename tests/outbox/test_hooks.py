"""A provider tells what became of mails: believed with its secret, once, and in any order."""

import base64
import hmac
import json

import pytest
from django.test import Client

from outbox.counting import results_of
from outbox.draining import drain
from outbox.finishing import finish, tally_of
from outbox.gathering import gather_all, start
from outbox.hooks import PROVIDERS
from outbox.models import Heard, Message, Queue, Reason, Scope, SoftBounce, Suppression
from outbox.sending import send_due
from outbox.suppressing import suppressed_among
from tests.outbox import circulars
from tests.outbox.circulars import KIND, readers

pytestmark = pytest.mark.django_db
SECRET = "provider:" + "s" * 24
URL = "/hooks/postmark/tracking/"


@pytest.fixture(autouse=True)
def _secret(settings):
    settings.WEBHOOK_SECRET = SECRET


@pytest.fixture
def letter(smtp_sink, notes):
    notes(1)
    send_due(Queue.TX)
    return smtp_sink.received[0]


def said(letter, kind: str = "HardBounce", **facts) -> dict:
    """As Postmark tells it."""
    record = {"SpamComplaint": "SpamComplaint", "Delivered": "Delivery"}.get(kind, "Bounce")
    record = "SubscriptionChange" if kind == "ManualSuppression" else record
    return {
        "RecordType": record,
        "Type": kind,
        "SuppressionReason": kind,
        "ID": 42,
        "Email": letter.to,
        "Recipient": letter.to,
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Metadata": {"delivery": letter.message["X-Delivery-Id"]},
    } | facts


def tell(body, url: str = URL, secret: str = SECRET, **facts) -> int:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    word = base64.b64encode(secret.encode()).decode()
    machine = Client(enforce_csrf_checks=True, raise_request_exception=True)
    facts = {"content_type": "application/json", "HTTP_AUTHORIZATION": f"Basic {word}"} | facts
    return machine.post(url, raw, **facts).status_code


def test_without_a_secret_there_is_no_such_address(letter, settings):
    settings.WEBHOOK_SECRET = ""
    assert tell(said(letter), secret="") == 404
    assert Client().head(URL).status_code == 404
    assert not Heard.objects.exists()


@pytest.mark.parametrize("secret", ["", "provider:wrong", SECRET + "x", "ñ:\0"])
def test_without_the_right_secret_nothing_is_believed(letter, secret):
    assert tell(said(letter), secret=secret) == 403
    assert tell(said(letter), HTTP_AUTHORIZATION="Basic ???") == 403
    assert tell(said(letter), HTTP_AUTHORIZATION="") == 403
    assert not Heard.objects.exists()


def test_what_is_told_twice_is_noted_once(letter):
    assert [tell(said(letter)) for _ in range(3)] == [200] * 3
    assert tell(said(letter, ID=43)) == 200
    assert Heard.objects.count() == Suppression.objects.count() == 1
    assert Message.objects.get().error_code == "bounced"
    assert suppressed_among([letter.to]) == {letter.to}


@pytest.mark.parametrize(
    ("kind", "facts", "reason", "softly"),
    [
        ("HardBounce", {}, Reason.BOUNCE, 0),
        ("SoftBounce", {}, None, 1),
        ("HardBounce", {"Details": "smtp;550 5.2.2 mailbox full"}, None, 1),
        ("HardBounce", {"Details": "smtp;554 5.7.1 policy"}, None, 0),
        ("SpamComplaint", {}, Reason.COMPLAINT, 0),
        ("Blocked", {}, None, 0),
        ("Transient", {}, None, 0),
        ("Open", {"RecordType": "Open"}, None, 0),
    ],
)
def test_only_what_lasts_silences_us(letter, kind, facts, reason, softly):
    assert tell(said(letter, kind, **facts)) == 200
    reasons = list(Suppression.objects.values_list("reason", flat=True))
    assert reasons == ([reason] if reason else [])
    assert SoftBounce.objects.count() == softly


def test_a_class_of_bounces_that_may_pass_is_taken_for_one(letter):
    facts = {"rcpt_to": letter.to, "rcpt_meta": {"delivery": letter.message["X-Delivery-Id"]}}
    for number, silent in (("22", set()), ("10", {letter.to})):
        told = {"type": "bounce", "bounce_class": number, "event_id": number, **facts}
        assert tell([{"msys": {"message_event": told}}], "/hooks/sparkpost/tracking/") == 200
        assert suppressed_among([letter.to]) == silent


def test_who_unsubscribes_at_the_provider_gets_no_mail_to_many(letter):
    tell(said(letter, "ManualSuppression"))
    assert Suppression.objects.get().scope == Scope.BULK
    assert suppressed_among([letter.to]) == set()
    assert suppressed_among([letter.to], to_many=True) == {letter.to}


def test_where_the_provider_keeps_our_message_id_that_is_enough(letter):
    event = {"event": "hard_bounce", "email": letter.to, "message-id": letter.id}
    assert tell(event, "/hooks/brevo/tracking/") == 200
    assert suppressed_among([letter.to]) == {letter.to}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\0\xff",
        b'{"RecordType": ["x"], "Type": {}}',
        b'{"RecordType": "Inbound"}',
        b"[" * 5_000,
    ],
)
def test_malformed_calls_change_nothing_and_are_no_error_of_ours(letter, body):
    assert tell(body) in {200, 400, 503}
    assert not Heard.objects.exists()


def test_calls_about_mails_of_others_change_nothing(letter):
    other = "00000000-0000-4000-8000-000000000000"
    events = [
        said(letter, Metadata={}),
        said(letter, Metadata={"delivery": letter.message["X-Delivery-Id"][::-1]}),
        said(letter, Metadata={}, MessageID=f"<{other}@elsewhere.example>"),
        said(letter, Metadata={}, MessageID=f"<{other}@testserver>"),
    ]
    assert [tell(event) for event in events] == [200] * 4
    assert not Suppression.objects.exists()
    assert not Heard.objects.exists()


def test_an_unknown_provider_and_a_reader_find_nothing(letter):
    assert tell(said(letter), "/hooks/nobody/tracking/") == 404
    assert Client().get(URL).status_code == 405
    assert Client().head(URL).status_code == 200


@pytest.mark.parametrize("body", [b"{}", b'[{"event": "bounce"}]', b"x=1"])
@pytest.mark.parametrize("provider", PROVIDERS)
def test_no_provider_makes_us_stumble(letter, provider, body):
    """One that is not set up is asked to come again."""
    assert tell(body, f"/hooks/{provider}/tracking/") in {200, 400, 503}
    assert not Heard.objects.exists()


def test_a_provider_that_is_not_set_up_is_asked_to_come_again(letter):
    assert tell(b"{}", "/hooks/mailgun/tracking/") == 503


def test_the_unknown_of_a_broadcast_is_resolved_by_the_provider(smtp_sink):
    with circulars.registered():
        readers(2, spanish=1)
        broadcast = start(KIND, 1, languages=["en", "es"])
        gather_all(broadcast.pk)
        smtp_sink.drop()
        drain()
        finish()
        broadcast.refresh_from_db()
        assert tally_of(broadcast) == {"en": {"unknown": 1}, "es": {"unknown": 1}}
        spanish = next(m for m in smtp_sink.received if m.message["Content-Language"] == "es")
        tell(said(spanish, "Delivered"))
        broadcast.refresh_from_db()
        assert tally_of(broadcast)["es"] == {"unknown": 0, "sent": 1}
        tell(said(spanish, "SpamComplaint"))
        assert results_of(broadcast)["es"] == {
            "accepted": 1,
            "bounced": 0,
            "complained": 1,
            "left": 0,
        }


def test_a_call_signed_with_the_key_of_the_settings_is_believed(letter, settings):
    settings.ANYMAIL = {"MAILGUN_WEBHOOK_SIGNING_KEY": "k" * 32}
    moment, token = "1795600000", "t" * 50
    signed = hmac.digest(b"k" * 32, f"{moment}{token}".encode(), "sha256").hex()
    failed = {
        "event": "failed",
        "severity": "permanent",
        "reason": "bounce",
        "id": "e1",
        "timestamp": 1795600000.0,
        "recipient": letter.to,
        "user-variables": {"delivery": letter.message["X-Delivery-Id"]},
    }
    signature = {"timestamp": moment, "token": token, "signature": signed}
    body = {"signature": signature, "event-data": failed}
    url = "/hooks/mailgun/tracking/"
    assert tell(body | {"signature": signature | {"signature": "0" * 64}}, url) == 400
    assert suppressed_among([letter.to]) == set()
    assert tell(body, url) == 200
    assert suppressed_among([letter.to]) == {letter.to}
