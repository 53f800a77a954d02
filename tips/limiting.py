"""Bounds for one network, counted in the cache for an hour and kept nowhere.

The network is a tag whose key dies within a day (vault/networks.py).
"""

from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

from vault.networks import network_tag

MOST_TIPS = 20  # of one network within the hour: a school, an office, an exit of Tor is one
SECONDS = 3_600


class TooManyTips(Exception):
    """This network sent as many as it may within the hour."""


def count_tip(request: HttpRequest) -> None:
    """Raises TooManyTips. Where nothing can be counted, every tip is taken."""
    tag, day = network_tag(request)
    name = f"tips-{day}-{tag.hex()}"
    try:
        cache.add(name, 0, timeout=SECONDS)
        count = cache.incr(name)
    except (RedisError, ValueError):
        return
    if count > MOST_TIPS:
        raise TooManyTips
