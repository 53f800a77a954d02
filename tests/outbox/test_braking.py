"""Who is told "too much" sends half as fast, and slowly faster again; on a real server."""

import time

import pytest
import redis

from outbox import braking, pacing
from outbox.draining import drain
from outbox.pacing import pace
from tests.outbox import circulars
from tests.outbox.circulars import begun, readers


@pytest.fixture
def client(settings):
    """The brakes are off at first."""
    settings.MAIL_RATE, settings.MAIL_DOMAIN_RATES = 0, {}
    pacing._client = None
    client = redis.Redis.from_url(settings.REDIS_URL)
    client.delete(braking.KEY, "pace:all")
    yield client
    client.delete(braking.KEY, "pace:all")
    pacing._client = None


def aged(client: redis.Redis, seconds: float) -> None:
    """As if the brake had been pulled so long ago."""
    client.hincrbyfloat(braking.KEY, "at", -seconds)


def test_too_much_halves_the_pace_once_however_many_say_it(client):
    for _ in range(5):
        braking.pull(client, before=100)
    assert braking.look(client).limit == pytest.approx(50, abs=2)
    aged(client, 2)
    braking.pull(client, before=40)
    assert braking.look(client).limit == pytest.approx(26, abs=2)


def test_the_pace_comes_back_by_itself(client):
    braking.pull(client, before=100)
    aged(client, 60)
    assert braking.look(client).limit == pytest.approx(100, abs=5)
    aged(client, 90)
    assert braking.look(client).limit == 0


def test_silence_that_was_asked_for_is_kept(client):
    braking.pull(client, before=100, after=30)
    brake = braking.look(client)
    assert brake.is_held
    assert brake.held_until - time.monotonic() == pytest.approx(30, abs=2)


def test_all_senders_keep_to_it_and_to_no_more_than_their_rate(client, settings):
    one, other = pace(), pace()
    assert one.wait("ana@example.org") == 0
    one.slow_down(0)
    other.look()
    assert other.provider.rate == pytest.approx(1, abs=0.1)
    settings.MAIL_RATE = 10
    client.delete(braking.KEY)
    other.slow_down(0)
    assert other.provider.rate == pytest.approx(5, abs=0.5)
    aged(client, 600)
    other.look()
    assert other.provider.rate == 10


@pytest.mark.parametrize(("reply", "is_slower"), [("421 too many", True), ("450 full", False)])
@pytest.mark.django_db
def test_a_mail_server_that_says_too_much_is_heard(client, smtp_sink, reply, is_slower):
    readers(2)
    smtp_sink.answer(reply)
    with circulars.registered():
        begun()
        assert drain() == 0
    assert (braking.look(client).limit > 0) is is_slower


def test_without_redis_there_is_no_brake(settings):
    settings.REDIS_URL, settings.MAIL_RATE = "redis://127.0.0.1:1/0", 0
    pacing._client = None
    kept = pace()
    kept.look()
    kept.slow_down(5)
    assert kept.wait("ana@example.org") == 0
    pacing._client = None
