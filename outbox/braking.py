"""Braking: half the pace when a provider or mail server says "too much", and slowly back.

All senders share the brake through Redis: it says how many letters a second may go for now, and
until when none. It is let go of by itself.
"""

import logging
import time
from dataclasses import dataclass

import redis

log = logging.getLogger(__name__)
TOO_MUCH = {"421", "454", "429"}
KEY = "pace:brake"
HALF = 0.5
LEAST = 1.0  # letters a second, however often it is said
GAIN = 1 / 120  # of the pace before, each second
ENOUGH = 1.5  # times the pace before: then there is no brake
ONCE_SECONDS = 1.0  # all connections hear it at once
KEEP_MS = 3_600_000

PULL = """
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000
local before, after = tonumber(ARGV[1]), tonumber(ARGV[2])
local known = redis.call('HMGET', KEYS[1], 'limit', 'before', 'at', 'held')
local at, held = tonumber(known[3] or 0), tonumber(known[4] or 0)
if now - at >= tonumber(ARGV[3]) then
  if known[1] then
    before = math.max(before, tonumber(known[2]))
    local grown = tonumber(known[1]) + before * tonumber(ARGV[4]) * (now - at)
    redis.call('HSET', KEYS[1], 'limit', tostring(math.max(1, grown * tonumber(ARGV[5]))))
  else
    redis.call('HSET', KEYS[1], 'limit', tostring(math.max(1, before * tonumber(ARGV[5]))))
  end
  redis.call('HSET', KEYS[1], 'before', tostring(before), 'at', tostring(now))
end
redis.call('HSET', KEYS[1], 'held', tostring(math.max(held, now + after)))
redis.call('PEXPIRE', KEYS[1], ARGV[6])
"""
LOOK = """
local clock = redis.call('TIME')
local known = redis.call('HMGET', KEYS[1], 'limit', 'before', 'at', 'held')
if not known[1] then return nil end
return {known[1], known[2], known[3], known[4], tostring(clock[1] + clock[2] / 1000000)}
"""


@dataclass(frozen=True)
class Brake:
    """`limit`: letters a second; 0 is none. `held_until` is of `time.monotonic()`."""

    limit: float = 0.0
    held_until: float = 0.0

    @property
    def is_held(self) -> bool:
        return time.monotonic() < self.held_until


def pull(client: redis.Redis, *, before: float, after: float = 0.0) -> None:
    """Somebody said "too much" at a pace of `before`, and asked for `after` seconds of silence."""
    terms = [max(LEAST, before), after, ONCE_SECONDS, GAIN, HALF, KEEP_MS]
    try:
        client.eval(PULL, 1, KEY, *terms)
    except redis.RedisError as error:
        log.warning("the brake is not shared: %s", type(error).__name__)


def look(client: redis.Redis) -> Brake:
    """The brake as it stands. Raises redis.RedisError."""
    known = client.eval(LOOK, 1, KEY)
    if not known:
        return Brake()
    limit, before, at, held, now = map(float, known)
    grown = limit + before * GAIN * (now - at)
    is_off = grown >= before * ENOUGH
    return Brake(0.0 if is_off else grown, time.monotonic() + max(0.0, held - now))
