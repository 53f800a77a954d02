"""The dead man's switch: one address hears from us while all is well, and only then."""

import logging

import pytest

from tests.httpsink import http_sink
from vault import figures, pinging, probing
from vault.pinging import ping
from vault.ticking import beat

pytestmark = pytest.mark.django_db
SECRET = "/a-secret-place"


@pytest.fixture
def sink(settings):
    with http_sink() as server:
        settings.PING_URL = server.url + SECRET
        beat()
        figures.write({("tasks.ran", "campaigns.count"): 1})
        yield server


def a_while_later() -> None:
    long_ago = figures.Figure.objects.get(name=pinging.PING)
    long_ago.at -= 2 * pinging.GAP
    long_ago.save()


def test_it_is_pinged_once_however_many_beats_there_are(sink):
    assert ping()
    assert not ping()
    assert sink.paths == [SECRET]
    a_while_later()
    assert ping()
    assert sink.paths == [SECRET] * 2


def test_it_is_not_pinged_while_anything_is_stuck(sink, caplog):
    probing.register_probe("broken", lambda: False)
    try:
        assert not ping()
        assert caplog.records[-1].levelno == logging.ERROR
        assert "broken" in caplog.text
    finally:
        del probing.PROBES["broken"]
    figures.Figure.objects.filter(name="beat").delete()
    assert not ping()
    assert sink.asked == []


def test_a_failure_to_ping_is_logged_without_the_address(sink, caplog):
    sink.status, sink.location = 302, f"{sink.url}/elsewhere"
    assert not ping()
    assert sink.paths == [SECRET]
    assert "the ping was not heard" in caplog.text
    assert SECRET not in caplog.text
    assert "127.0.0.1" not in caplog.text


def test_without_the_setting_nothing_is_called(sink, settings):
    settings.PING_URL = ""
    assert not ping()
    assert sink.asked == []
