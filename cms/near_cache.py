"""The shared cache, with the one thing near that every link of a page asks for: where sites begin.

Without Redis it is asked of the database once a second, so that pages are still made. Whatever
else is asked fails as it does with Django's own.
"""

import time
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY

NEAR_SECONDS = 1.0
SECONDS = 1.0  # for Redis to connect, and to answer


class NearRedisCache(RedisCache):
    near: tuple[Any, float] = (None, 0.0)

    def __init__(self, server: str, params: dict[str, Any]):
        options = params.setdefault("OPTIONS", {})
        options |= {"socket_timeout": SECONDS, "socket_connect_timeout": SECONDS}
        options["retry"] = Retry(NoBackoff(), 0)
        super().__init__(server, params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        if key != SITE_ROOT_PATHS_CACHE_KEY:
            return super().get(key, default, version)
        value, until = NearRedisCache.near
        if time.monotonic() < until:
            return value
        try:
            value = super().get(key, None, version)
        except RedisError:
            return default
        return default if value is None else self._keep(value)

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        if key != SITE_ROOT_PATHS_CACHE_KEY:
            super().set(key, value, *args, **kwargs)
            return
        self._keep([tuple(each) for each in value])
        try:
            super().set(key, value, *args, **kwargs)
        except RedisError:
            return

    def delete(self, key: str, version: int | None = None) -> bool:
        NearRedisCache.near = (None, 0.0)
        return super().delete(key, version)

    def clear(self) -> None:
        NearRedisCache.near = (None, 0.0)
        super().clear()

    def _keep(self, value: Any) -> Any:
        NearRedisCache.near = (value, time.monotonic() + NEAR_SECONDS)
        return value
