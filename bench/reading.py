"""Reading: what each kind of page costs when it is made, kept, known already, and behind nginx.

Hub as in production (the image's own gunicorn command) with and without its page cache; beside it
a bare Django that gets the same bytes from Redis on the same server, and nginx with the same bytes
in a file. All take turns, round by round. The readers are one process of Python, slower than nginx:
how nginx's cache compares with its files is asked by wrk, where it is installed.
"""

import os
import statistics
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from django.test import Client
from redis import Redis

from bench.asking import Report, ask, rereading
from bench.asking import reading as reading_asks
from bench.fronting import hammered, has_wrk, nginx_before
from bench.measuring import Cost, Figure, WrongAnswer, measure
from bench.newsroom import grow, live_campaign, templates
from bench.ratios import alternated
from bench.serving import Web, collect_static, serving
from campaigns.models import CampaignPage
from dev.bootstrap import ROOT
from dev.databases import address_of
from news.models import PostPage

SIZES = (100, 1_000, 10_000)
BARS = {"story": 12, "home": 15, "campaign": 14}  # queries of a page that is made
HUB = "hub.wsgi:application"
OF_BARE, BEHIND_NGINX, MOST_CPU_MS = 0.6, 0.85, 2.0
MOST_EACH_SECOND = 6_000


@dataclass(frozen=True)
class Pace:
    rounds: int = 5
    seconds: float = 1.5


def reading(is_quick: bool) -> Iterator[Figure]:
    """Grows, counts queries, and measures each page in every way, size by size."""
    pace = Pace(1, 1.0) if is_quick else Pace()
    written, built = templates(), 0
    campaign = live_campaign("Read")
    for size in SIZES[:1] if is_quick else SIZES:
        grow(written, built + 1, size)
        built = size
        Redis.from_url(settings.REDIS_URL).flushdb()  # rows that grew by SQL tell no cache
        pages = _pages(campaign)
        yield from _queries(pages, size)
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="hub-reading-")))
            folder.chmod(0o755)
            targets, front = _targets(stack, folder, pages)
            for name, path in pages.items():
                found = alternated(targets[name], rounds=pace.rounds, seconds=pace.seconds)
                yield from _figures(name, found, size)
                yield from _before_nginx(front, name, path, pace, size)


def _pages(campaign: CampaignPage) -> dict[str, str]:
    story = PostPage.objects.live().filter(locale__language_code="en").newest_first().first()
    return {
        "home": "/en/",
        "story": story.url,
        "campaign": campaign.url,
        "listing": "/en/news/",
        "search": "/en/search/?q=story",
        "feed": "/en/feed/",
    }


def _queries(pages: dict[str, str], size: int) -> Iterator[Figure]:
    """Of each page as it is made, and how long the making takes without a web server."""
    browser = Client()
    costs = measure(*(partial(browser.get, path) for path in pages.values()))
    for name, cost in zip(pages, costs, strict=True):
        is_within = cost.queries <= BARS[name] if name in BARS else None
        told = f"{name}: made" + (f" (at most {BARS[name]} queries)" if name in BARS else "")
        yield Figure("reading", told, size, cost, is_within=is_within)


Target = Callable[[float], Report]


def _targets(
    stack: ExitStack, folder: Path, pages: dict[str, str]
) -> tuple[dict[str, dict[str, Target]], Web | None]:
    name = connection.settings_dict["NAME"]
    live = {
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "REDIS_URL": settings.REDIS_URL,
        "STATIC_ROOT": str(folder / "static"),
        "DATABASE_URL": address_of(name, dict(os.environ))["DATABASE_URL"],
    }
    collect_static(live)
    kept = {"PAGE_CACHE_URL": settings.REDIS_URL}
    cold = stack.enter_context(serving(HUB, "/healthz", **live))
    warm = stack.enter_context(serving(HUB, "/healthz", **live, **kept))
    bare = stack.enter_context(
        serving("bare:application", "/bare/x/", PYTHONPATH=str(ROOT / "bench"), **live)
    )
    bodies = {name: _body(warm, path) for name, path in pages.items()}
    files = {name: body for name, (body, _etag) in bodies.items()}
    Redis.from_url(settings.REDIS_URL).mset({f"bare:{name}": body for name, body in files.items()})
    front = stack.enter_context(nginx_before(warm, folder, files))
    webs = cold, warm, bare, front
    return {name: _ways(*webs, (name, pages[name], bodies[name][1])) for name in pages}, front


def _ways(
    cold: Web, warm: Web, bare: Web, front: Web | None, page: tuple[str, str, str]
) -> dict[str, Target]:
    name, path, etag = page
    ways = {
        "made": _asked(cold, path),
        "kept": _asked(warm, path),
        "304": _asked(warm, path, etag=etag),
        "bare": _asked(bare, f"/bare/{name}/"),
    }
    if front:
        ways |= {"nginx": _asked(front, path), "file": _asked(front, f"/files/{name}")}
    return ways


def _before_nginx(
    front: Web | None, name: str, path: str, pace: Pace, size: int
) -> Iterator[Figure]:
    """As fast as nginx can: the readers above are slower than it."""
    if front is None or not has_wrk():
        return
    ratios = [
        hammered(front, path, pace.seconds) / hammered(front, f"/files/{name}", pace.seconds)
        for _ in range(pace.rounds)
    ]
    yield _ratio(f"{name}: nginx, of nginx with a file", ratios, BEHIND_NGINX, size)


def _asked(web: Web, path: str, *, etag: str = "") -> Target:
    wanted = HTTPStatus.NOT_MODIFIED if etag else HTTPStatus.OK

    def run(seconds: float) -> Report:
        times = int(seconds * MOST_EACH_SECOND)
        asks = rereading(path, etag, times) if etag else reading_asks([path], times)
        report = ask(web, asks, seconds)
        if wrong := report.statuses - {wanted}:
            raise WrongAnswer(f"{path} was answered by {wrong}, not {wanted}")
        return report

    return run


def _body(web: Web, path: str) -> tuple[bytes, str]:
    line = HTTPConnection("127.0.0.1", web.port, timeout=30)
    line.request("GET", path, headers={"Host": "testserver"})
    answer = line.getresponse()
    return answer.read(), answer.headers["ETag"] or ""


def _figures(page: str, found: dict[str, list[Report]], size: int) -> Iterator[Figure]:
    for way, reports in found.items():
        rate = statistics.median(len(each.answers) / each.seconds for each in reports)
        p50, p95, p99 = (_middle(reports, share) for share in (0.5, 0.95, 0.99))
        cpu = statistics.median(each.cpu_ms for each in reports)
        told = f"{page}, {way}: {rate:,.0f}/s, p99 {p99:,.1f} ms, {cpu:.2f} CPU ms"
        yield Figure("reading", told, size, Cost(0, round(p50, 2), round(p95, 2), round(cpu, 2)))
    yield _ratio(f"{page}: kept, of a bare view", _rates(found, "kept", "bare"), OF_BARE, size)


def _ratio(told: str, ratios: list[float], least: float, size: int) -> Figure:
    middling = statistics.median(ratios)
    said = f"{told} (at least {least}): {middling:.2f} [{min(ratios):.2f}–{max(ratios):.2f}]"
    return Figure("reading", said, size, Cost(0, 0, 0, 0), is_within=middling >= least)


def _rates(found: dict[str, list[Report]], one: str, other: str) -> list[float]:
    pairs = zip(found[one], found[other], strict=True)
    return [len(a.answers) / a.seconds / (len(b.answers) / b.seconds) for a, b in pairs]


def _middle(reports: list[Report], share: float) -> float:
    return statistics.median(_at(each, share) for each in reports)


def _at(report: Report, share: float) -> float:
    times = sorted(ms for _name, _status, ms in report.answers)
    return times[min(int(share * len(times)), len(times) - 1)]
