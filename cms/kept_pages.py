"""Readers' pages as they were answered last: in a Redis that may lose all of them at any time.

A page in the making has a mark, a random word. Who forgets a page takes its mark away; who made
it from what was true before then finds another mark, or none, and what they made is not kept.
A Redis that is down, full or slow is an empty one: pages are made as if there were no cache.
"""

import json
import logging
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger(__name__)
Said = TypeVar("Said")
TIMEOUT = 0.25  # seconds: a page is made in less
FORGET_TIMEOUT = 2.0
QUIET_SECONDS = 5.0  # after a failure this process asks nothing: nobody waits for it twice
LOCK_MS = 5_000  # a maker that died keeps others from making the page no longer
MARK_MS = 60_000  # a page that takes longer to make is not kept
PASS_MS = 2_000  # nobody waits for a page that was not kept a moment ago
PASSED = b"-"
AT_ONCE = 500  # keys in one command
SCHEMES = ("http", "https")

# Keys: page, lock, mark. Arguments: token, whether we wait for a lock, milliseconds of lock, mark.
BEGIN = """
if not redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[3]) and ARGV[2] == '1' then
  return {'', redis.call('GET', KEYS[1])}
end
local mark = redis.call('GET', KEYS[3]) or ARGV[1]
redis.call('SET', KEYS[3], mark, 'PX', ARGV[4])
return {mark, redis.call('GET', KEYS[1])}
"""
# Keys: the same. Arguments: token, mark, the page, milliseconds that it may be kept (0: do not).
LAND = """
if tonumber(ARGV[4]) > 0 and redis.call('GET', KEYS[3]) == ARGV[2] then
  redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
end
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
"""


@dataclass(frozen=True)
class Kept:
    """An answer; `fresh_until` by the clock of whoever made it, `seconds` until Redis drops it."""

    body: bytes
    headers: list[tuple[str, str]]
    fresh_until: float
    seconds: float = 0

    @property
    def is_fresh(self) -> bool:
        return time.time() < self.fresh_until

    def packed(self) -> bytes:
        head = {"headers": self.headers, "fresh_until": self.fresh_until, "release": _release()}
        return json.dumps(head).encode() + b"\n" + self.body


@dataclass(frozen=True)
class Making:
    """Somebody makes a page: we, or another one whom a lock names for a few seconds."""

    key: str
    token: str
    is_ours: bool = True
    mark: str = ""  # none: it cannot be kept
    found: Kept | bool | None = None  # what is there by now, as `find()` says it

    def land(self, kept: Kept | None) -> None:
        """Keeps it if nobody forgot the page meanwhile. None: it is one that is not kept."""
        if kept:
            self._say(kept.packed(), int(kept.seconds * 1_000))
        else:
            self._say(PASSED, PASS_MS)

    def give_up(self) -> None:
        """Leaves what is there; whoever comes next makes it."""
        self._say(b"", 0)

    def _say(self, value: bytes, lasts: int) -> None:
        if self.mark:
            arguments = [self.token, self.mark, value, lasts]
            _asked(lambda redis: _script(redis, LAND)(_keys(self.key), arguments), None)


def is_on() -> bool:
    return bool(settings.PAGE_CACHE_URL)


def key_of(scheme: str, host: str, path: str, arguments: str = "") -> str:
    """Says nothing about the address, which may be somebody's question."""
    address = repr((scheme, host, path, arguments)).encode()
    return blake2b(address, key=settings.SECRET_KEY.encode()[:64], digest_size=20).hexdigest()


def find(key: str) -> Kept | bool | None:
    """The page; False if it was made a moment ago and is not one to keep; None if unknown."""
    value: Any = _asked(lambda redis: redis.get(f"page:{key}"), None)
    return _unpacked(value)


def begin(key: str, *, waits: bool = True) -> Making:
    """To make this page, unless another one does; without `waits` all the same."""
    token = secrets.token_hex(8)
    arguments = [token, int(waits), LOCK_MS, MARK_MS]
    said: Any = _asked(lambda redis: _script(redis, BEGIN)(_keys(key), arguments), None)
    if said is None:
        return Making(key, token)
    mark, value = said
    return Making(key, token, bool(mark), mark.decode(), _unpacked(value))


def forget(keys: Iterable[str]) -> bool:
    """Also what is being made of them. Returns whether Redis did."""
    return _forgotten(name for key in keys for name in _keys(key))


def forget_all() -> bool:
    """For what stands on every page. Returns whether Redis did."""
    redis = _redis(settings.PAGE_CACHE_URL, FORGET_TIMEOUT)
    return _forgotten(
        name for what in ("mark", "lock", "page") for name in redis.scan_iter(f"{what}:*", AT_ONCE)
    )


def _forgotten(names: Iterable[Any]) -> bool:
    redis = _redis(settings.PAGE_CACHE_URL, FORGET_TIMEOUT)
    try:
        rest = iter(names)
        while some := list(islice(rest, AT_ONCE)):
            redis.unlink(*some)
    except (RedisError, OSError) as error:
        log.warning("the page cache may hold old pages: %s", type(error).__name__)
        return False
    return True


def _keys(key: str) -> list[str]:
    return [f"page:{key}", f"lock:{key}", f"mark:{key}"]


def _unpacked(value: bytes | None) -> Kept | bool | None:
    """What another release has written is not there: its style sheets have other names."""
    if value is None:
        return None
    if value == PASSED:
        return False
    head, _, body = value.partition(b"\n")
    try:
        facts = json.loads(head)
        return Kept(body, **facts) if facts.pop("release") == _release() else None
    except (ValueError, TypeError, KeyError):
        return None


def _release() -> str:
    return getattr(staticfiles_storage, "manifest_hash", "")


class _Quiet:
    until = 0.0


def _asked(ask: Callable[[Redis], Said], otherwise: Said) -> Said:
    if time.monotonic() < _Quiet.until:
        return otherwise
    try:
        return ask(_redis(settings.PAGE_CACHE_URL, TIMEOUT))
    except (RedisError, OSError) as error:
        _Quiet.until = time.monotonic() + QUIET_SECONDS
        log.warning("pages are made without their cache: %s", type(error).__name__)
        return otherwise


@lru_cache
def _redis(url: str, timeout: float) -> Redis:
    return Redis.from_url(
        url,
        socket_timeout=timeout,
        socket_connect_timeout=timeout,
        retry=Retry(NoBackoff(), 0),
    )


@lru_cache
def _script(redis: Redis, text: str) -> Any:
    return redis.register_script(text)
