"""Replies come in by a provider that knows the secret, or by the pipe of a mail server."""

import io

import pytest
from django.core.management import call_command

from outbox.models import Reply
from tests.outbox.replied import OURS, SECRET, from_postmark, hand_over, mail
from tests.outbox.test_judging_replies import RUBBISH

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.REPLY_TO, settings.REPLY_TO_BY_LANGUAGE = "", OURS
    settings.INBOUND_SECRET = SECRET


def test_a_provider_with_the_secret_hands_a_reply_over(client):
    for _again in range(2):
        assert hand_over(client, from_postmark()).status_code == 200
    assert Reply.objects.get().language == "es"
    machine = [{"Name": "Return-Path", "Value": "<>"}]
    other = from_postmark(Headers=machine, FromFull={"Email": "eva@mail.example"})
    assert hand_over(client, other).status_code == 200
    assert Reply.objects.count() == 1
    assert client.head("/hooks/inbound/postmark/").status_code == 200


RIDDLES = ["", "{", "[]", "null", '{"Headers": 1}', "\0", '{"ToFull": 3}', '{"From": "\\u0000"}']


@pytest.mark.parametrize("content", RIDDLES)
def test_what_cannot_be_read_is_refused_kindly(client, content):
    assert hand_over(client, content).status_code in {200, 400}
    assert not Reply.objects.exists()


def test_nobody_else_comes_in(client, settings):
    for secret in ("provider:wrong", "", "x" * 9_000):
        assert hand_over(client, from_postmark(), secret).status_code == 403
    for provider in ("mailgun", "nobody"):
        assert hand_over(client, from_postmark(), provider=provider).status_code == 404
    assert client.get("/hooks/inbound/postmark/").status_code == 405
    assert hand_over(client, "x" * 3_000_000).status_code == 413
    settings.INBOUND_SECRET = ""
    assert hand_over(client, from_postmark()).status_code == 404
    assert not Reply.objects.exists()


class Pipe:
    def __init__(self, content: bytes):
        self.buffer = io.BytesIO(content)


@pytest.mark.parametrize("tail", [b"", b"\r\nattached" * 200_000])
def test_a_mail_server_pipes_a_reply_in(monkeypatch, capsys, tail):
    pipe = Pipe(mail().as_bytes() + tail)
    monkeypatch.setattr("sys.stdin", pipe)
    call_command("read_reply", sender="maria@mail.example", recipient=OURS["es"])
    assert Reply.objects.get().language == "es"
    assert pipe.buffer.read() == b""
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("content", RUBBISH)
def test_rubbish_in_the_pipe_is_passed_over(monkeypatch, content):
    monkeypatch.setattr("sys.stdin", Pipe(content))
    call_command("read_reply")
    assert not Reply.objects.exists()
