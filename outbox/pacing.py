"""Pacing: no more letters a second than the provider, or one domain's mail servers, put up with.

One token bucket for all senders, in Redis, drawn from in small blocks. Mail to one person does not
wait for it: it takes its token all the same, so that broadcasts make room. While Redis is away each
sender keeps to its share.
"""

import logging
import time
from dataclasses import dataclass, field

import redis
from django.conf import settings

from outbox import braking

log = logging.getLogger(__name__)
BLOCK_SECONDS = 0.25  # what a sender draws at once, so that the others are not kept waiting
RESERVE = 0.2  # of a second's letters stay for mail to one person
AWAY_SECONDS = 5.0  # after which Redis is asked again
SENDERS = 2  # who share the rate while nobody can ask
KEEP_MS = 60_000

TAKE = """
local rate, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local want, reserve = tonumber(ARGV[3]), tonumber(ARGV[4])
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000
local known = redis.call('HMGET', KEYS[1], 'level', 'at')
local gained = (now - tonumber(known[2] or now)) * rate
local level = math.min(burst, tonumber(known[1] or burst) + gained)
local granted = want
if reserve >= 0 then granted = math.max(0, math.min(want, math.floor(level - reserve))) end
level = level - granted
redis.call('HSET', KEYS[1], 'level', tostring(level), 'at', tostring(now))
redis.call('PEXPIRE', KEYS[1], ARGV[5])
local wait = 0
if granted == 0 then wait = (reserve + 1 - level) / rate end
return {granted, tostring(wait)}
"""


@dataclass
class Bucket:
    """Tokens of one name, at most `rate` a second."""

    name: str
    rate: float
    _held: float = 0
    _local_at: float = field(default_factory=time.monotonic)
    _away_until: float = 0.0

    def wait(self) -> float:
        """Seconds to wait; 0 took a token for a letter of a broadcast."""
        if self._held < 1:
            wait = self._draw()
            if wait:
                return wait
        self._held -= 1
        return 0.0

    def spend(self) -> None:
        """Take a token for a letter that does not wait."""
        self._ask(1, reserve=-1)

    def _draw(self) -> float:
        answer = self._ask(max(1, int(self.rate * BLOCK_SECONDS)), reserve=self.rate * RESERVE)
        if answer is None:
            return self._draw_alone()
        granted, wait = int(answer[0]), float(answer[1])
        self._held += granted
        return wait

    def _ask(self, want: int, *, reserve: float) -> list | None:
        if time.monotonic() < self._away_until:
            return None
        burst = max(1.0, self.rate)
        terms = [self.rate, burst, want, min(reserve, burst - 1), KEEP_MS]
        try:
            return _take(f"pace:{self.name}", terms)
        except redis.RedisError as error:
            log.warning("the pace is kept alone: %s", type(error).__name__)
            self._away_until = time.monotonic() + AWAY_SECONDS
            return None

    def _draw_alone(self) -> float:
        share, now = self.rate / SENDERS, time.monotonic()
        most = max(1.0, share * BLOCK_SECONDS)
        self._held = min(most, self._held + (now - self._local_at) * share)
        self._local_at = now
        return 0.0 if self._held >= 1 else (1 - self._held) / share


_client: redis.Redis | None = None


def _take(key: str, terms: list[float]) -> list:
    return _redis().eval(TAKE, 1, key, *terms)


def _redis() -> redis.Redis:
    global _client
    if _client is None:
        patience = {"socket_timeout": 2, "socket_connect_timeout": 2}  # seconds
        _client = redis.Redis.from_url(settings.REDIS_URL, **patience)
    return _client


@dataclass
class Pace:
    """The provider's bucket, and one for each domain with a rate of its own; none is no limit."""

    provider: Bucket | None
    domains: dict[str, Bucket]
    is_held: bool = False  # somebody said "too much" and asked for silence
    _gone: int = 0
    _away_until: float = 0.0
    _since: float = field(default_factory=time.monotonic)

    def look(self) -> None:
        """Keep to the brake as it stands now."""
        brake, rate = self._brake(), float(settings.MAIL_RATE)
        self.is_held = brake.is_held
        rate = min(rate, brake.limit) if rate and brake.limit else rate or brake.limit
        if not rate:
            self.provider = None
        elif self.provider is None:
            self.provider = Bucket("all", rate)
        else:
            self.provider.rate = rate

    def slow_down(self, after: float) -> None:
        """Somebody said "too much", and asked for `after` seconds of silence."""
        pace = self._gone / max(1.0, time.monotonic() - self._since)
        braking.pull(_redis(), before=settings.MAIL_RATE or pace, after=after)
        self.look()

    def wait(self, address: str) -> float:
        """Seconds until a letter of a broadcast may go to this address; 0: it goes now."""
        for each in self._of(address):
            if wait := each.wait():
                return wait
        self._gone += 1
        return 0.0

    def spend(self, address: str) -> None:
        for each in self._of(address):
            each.spend()

    def _brake(self) -> braking.Brake:
        """None while Redis is away."""
        if time.monotonic() < self._away_until:
            return braking.Brake()
        try:
            return braking.look(_redis())
        except redis.RedisError:
            self._away_until = time.monotonic() + AWAY_SECONDS
            return braking.Brake()

    def _of(self, address: str) -> list[Bucket]:
        domain = address.rpartition("@")[2].lower() if self.domains else ""
        return [each for each in (self.domains.get(domain), self.provider) if each]


def pace() -> Pace:
    """As the settings say: MAIL_RATE for all, MAIL_DOMAIN_RATES for domains; letters a second."""
    rates = settings.MAIL_DOMAIN_RATES
    return Pace(
        provider=Bucket("all", settings.MAIL_RATE) if settings.MAIL_RATE else None,
        domains={domain: Bucket(domain, rate) for domain, rate in rates.items()},
    )
