"""All senders together keep to the rate, and mail to one person goes first; on a real server."""

import time

import pytest
import redis

from outbox import pacing
from outbox.pacing import Bucket, Pace, pace


@pytest.fixture(autouse=True)
def _empty(settings):
    client = redis.Redis.from_url(settings.REDIS_URL)
    client.delete("pace:test", "pace:all", "pace:example.org")
    pacing._client = None
    yield
    pacing._client = None


def taken(*buckets: Bucket, seconds: float) -> int:
    """How many letters may go in this time."""
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        waits = [bucket.wait() for bucket in buckets]
        number += waits.count(0.0)
        if all(waits):
            time.sleep(min(*waits, 0.05) if len(waits) > 1 else min(waits[0], 0.05))
    return number


def test_two_senders_share_one_rate():
    begun = time.monotonic()
    number = taken(Bucket("test", 40), Bucket("test", 40), seconds=1.5)
    lasted = time.monotonic() - begun
    assert 40 <= number <= 40 + 40 * lasted


def test_broadcasts_leave_room_and_make_room():
    bucket = Bucket("test", 10)
    begun = time.monotonic()
    number = taken(bucket, seconds=0.1)
    assert number <= 10 - 2 + 10 * (time.monotonic() - begun)
    for _ in range(20):
        bucket.spend()
    assert Bucket("test", 10).wait() > 1  # another sender, with nothing drawn yet


def test_a_domain_has_a_rate_of_its_own(settings):
    settings.MAIL_RATE, settings.MAIL_DOMAIN_RATES = 0, {"example.org": 0.2}
    kept: Pace = pace()
    assert [kept.wait("ana@EXAMPLE.org") > 0 for _ in range(4)][-1]
    assert kept.wait("ana@elsewhere.org") == 0


def test_no_rate_asks_nobody(settings):
    settings.MAIL_RATE, settings.MAIL_DOMAIN_RATES = 0, {}
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert pace().wait("ana@example.org") == 0


def test_without_redis_each_sender_keeps_to_its_share(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    bucket = Bucket("test", 20)
    begun = time.monotonic()
    number = taken(bucket, seconds=1.0)
    assert 1 <= number <= 3 + 10 * (time.monotonic() - begun)
