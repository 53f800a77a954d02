"""Where a request comes from, as a keyed tag that dies within a day; the address itself is never
kept.
"""

import hashlib
import hmac
import ipaddress
import os
from datetime import UTC, date, datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

TAG_BYTES = 8
KEY_BYTES = 32
IPV6 = 6
IPV6_PREFIX = 64
DAY_SECONDS = 86_400
_key_of_day: dict[date, bytes] = {}


def network_tag(request: HttpRequest) -> tuple[bytes, date]:
    """A tag of the sender's network (IPv4 address or IPv6 /64) and the day (UTC) whose key made it.

    The key is random, kept in the cache for its day and then forgotten; the tag leads nowhere
    after that.
    """
    today = datetime.now(UTC).date()
    if today not in _key_of_day:
        _key_of_day.clear()
        _key_of_day[today] = _shared_key(today)
    digest = hmac.digest(_key_of_day[today], _network(request).encode(), hashlib.sha256)
    return digest[:TAG_BYTES], today


def _shared_key(day: date) -> bytes:
    """One key a day for all processes; a process that cannot reach the cache uses one
    of its own.
    """
    fresh, name = os.urandom(KEY_BYTES), f"network-key-{day}"
    try:
        cache.add(name, fresh, timeout=DAY_SECONDS)
        return cache.get(name) or fresh
    except RedisError:
        return fresh


def _network(request: HttpRequest) -> str:
    try:
        address = ipaddress.ip_address(sender_address(request))
    except ValueError:
        return "unknown"
    if address.version == IPV6:
        return str(ipaddress.ip_network(f"{address}/{IPV6_PREFIX}", strict=False))
    return str(address)


def sender_address(request: HttpRequest) -> str:
    """The nearest address that our own proxies vouch for; what a client writes itself is not
    believed.
    """
    hops = settings.TRUSTED_PROXY_HOPS
    if not hops:
        return request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    return forwarded[-min(hops, len(forwarded))].strip()
