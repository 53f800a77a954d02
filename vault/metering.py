"""Metering: numbers for a Prometheus. What web processes do is counted by themselves; what workers
do, and what waits, is read from the database when somebody asks.

No label is longer than a short list. The tip line, subscribing and leaving have no number: who
keeps a number every few seconds keeps the moment of each, and their rows have days on purpose.
"""

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # where the web processes of one machine share their numbers
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
UNCOUNTED = ("/healthz", "/readyz", "/metrics")
# Kinds of addresses by how they begin; everything else is a page.
KINDS: dict[str, str] = {
    "/admin/": "staff",
    "/documents/": "staff",
    "/footnotes/": "staff",
    "/static/": "file",
    "/media/": "file",
    "/hooks/": "hook",
}
PAGE = "page"
OWN = CollectorRegistry()
REQUESTS = Counter("hub_requests", "Requests.", ["kind", "status"], registry=OWN)
DURATIONS = Histogram(
    "hub_request_seconds", "How long an answer took.", ["kind"], buckets=SECONDS, registry=OWN
)
DEEDS = Counter("hub_deeds", "Signing and confirming.", ["deed", "language"], registry=OWN)


@dataclass(frozen=True)
class Number:
    """`is_total`: it only grows."""

    name: str
    about: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)
    is_total: bool = False


Source = Callable[[], Iterable[Number]]
SOURCES: list[Source] = []


def register_numbers(source: Source) -> None:
    """Name a function that tells numbers from the database; asked at each look."""
    if source not in SOURCES:
        SOURCES.append(source)


def register_kind(beginning: str, kind: str) -> None:
    """Addresses that begin so are counted by themselves."""
    KINDS[beginning] = kind


def count_deed(deed: str, language: str) -> None:
    DEEDS.labels(deed, language).inc()


def of_web() -> CollectorRegistry:
    """What the web processes of this machine have counted since they started."""
    if not os.environ.get(FOLDER):
        return OWN
    shared = CollectorRegistry()
    MultiProcessCollector(shared)
    return shared


class MeteringMiddleware:
    """Outside of caches, so that what they answer is counted too."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]):
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.monotonic()
        response = self.answer(request)
        if request.path_info not in UNCOUNTED:
            requests, durations = _series(kind_of(request.path_info), response.status_code // 100)
            requests.inc()
            durations.observe(time.monotonic() - begun)
        return response


@cache
def _series(kind: str, hundreds: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(kind, f"{hundreds}xx"), DURATIONS.labels(kind)


def kind_of(path: str) -> str:
    return next((kind for beginning, kind in KINDS.items() if path.startswith(beginning)), PAGE)
