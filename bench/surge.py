"""A surge of signatures: what the petition's door takes, what it costs, and that nobody is lost.

Hub as in production (the image's own gunicorn command), PostgreSQL and Valkey of the run's own,
HTTP over loopback. First signing takes turns with the least that the same machine could do; then
everything happens at once (bench/bustle.py). In the end rows, journals and messages are compared
with what readers were told.
"""

import math
import os
import statistics
from collections.abc import Iterator
from contextlib import ExitStack
from http import HTTPStatus

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from bench.asking import Report, middle
from bench.bustle import STRUCK, bustle
from bench.crowds import multiply
from bench.measuring import Cost, Figure, WrongAnswer
from bench.newsroom import live_campaign
from bench.ratios import TABLES, Crowd, alternated, confirms, inserts, signs
from bench.reckoning import Promised, reckon
from bench.scale import QUICK, Scale
from bench.serving import Web, collect_static, serving
from campaigns.counting import count
from campaigns.models import CampaignPage, Petition, Signature
from dev.bootstrap import ROOT
from dev.databases import address_of, create

FRAME = ("BEGIN", "COMMIT")
SHARE_OF_FLOOR, SPREAD, FLATNESS, MOST_STATEMENTS = 0.4, 4.0, 1.1, 4


def surge(is_quick: bool, scale: Scale | None = None) -> Iterator[Figure]:
    """Plants, measures in turns, lets everything happen at once, and reckons."""
    scale = scale or (QUICK if is_quick else Scale())
    page = _campaign()
    empty_address = _copied()
    planted = _plant(page.petition, scale)
    crowd, promised = Crowd(), Promised()
    statements = _statements(page, crowd, promised)
    with ExitStack() as stack:
        hub, empty, floor = _webs(stack, empty_address)
        url = page.sign_url()
        targets = {
            "insert": inserts(_address(), crowd),
            "row": signs(floor, "/row/", crowd),
            "floor": signs(floor, "/floor/", crowd),
            "sign, nobody there": signs(empty, url, crowd),
            "sign": signs(hub, url, crowd, promised),
            "confirm": confirms(hub, promised, planted),
        }
        found = alternated(targets, rounds=scale.rounds, seconds=scale.seconds)
        yield from _figures(found, scale, statements)
        yield from bustle(page, hub, crowd, promised, scale)
    reckon(page.petition, promised, planted=planted)
    said = f"{len(promised.signed):,} signed, {len(promised.confirmed):,} confirmed, none lost"
    yield Figure("surge", said, scale.people, Cost(0, 0, 0, 0), is_within=True)


def _campaign() -> CampaignPage:
    """One live page, and the tables of the floor."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
    return live_campaign("Surge")


def _address(name: str = "") -> str:
    return address_of(name or connection.settings_dict["NAME"], dict(os.environ))["DATABASE_URL"]


def _copied() -> str:
    """The address of a copy in which nobody has signed."""
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    create(f"{name}_empty", dict(os.environ), template=name)
    return _address(f"{name}_empty")


def _plant(petition: Petition, scale: Scale) -> int:
    """Those who signed before; returns the id of the last."""
    source = f"CASE WHEN n BETWEEN 2 AND {scale.struck + 1} THEN '{STRUCK}' ELSE '' END"
    multiply(petition, scale.people, source=source)
    count()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE campaigns_signature")
    return Signature.objects.latest("pk").pk


def _statements(page: CampaignPage, crowd: Crowd, promised: Promised) -> int:
    """What one signing of many asks of the database. Raises WrongAnswer beyond four and one commit.

    The switches are remembered as in production; for tests they are not.
    """
    browser = Client(headers={"Origin": settings.BASE_URL})
    for person in crowd.next(3):
        with override_settings(SWITCH_SECONDS=60), CaptureQueriesContext(connection) as captured:
            status = browser.post(page.sign_url(), person.form()).status_code
        if status == HTTPStatus.SEE_OTHER:
            promised.signed.add(person.number)
            promised.asked.add(person.number)
    said = ";".join(query["sql"].strip().rstrip(";") for query in captured)
    words = [statement.split()[0] for statement in said.split(";")]
    commits, work = words.count("COMMIT"), [each for each in words if each not in FRAME]
    if commits != 1 or len(work) > MOST_STATEMENTS:
        raise WrongAnswer(f"signing takes {len(work)} statements and {commits} commits")
    return len(work)


def _webs(stack: ExitStack, empty_address: str) -> tuple[Web, Web, Web]:
    """Hub with the crowd, Hub without it, and the floor."""
    live = {
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "REDIS_URL": settings.REDIS_URL,
        "DATABASE_URL": _address(),
    }
    collect_static(live)
    hub = serving("hub.wsgi:application", "/healthz", **live)
    bare = serving("hub.wsgi:application", "/healthz", **live | {"DATABASE_URL": empty_address})
    floor = serving("floors:application", "/none/", **live | {"PYTHONPATH": str(ROOT / "bench")})
    return stack.enter_context(hub), stack.enter_context(bare), stack.enter_context(floor)


def _figures(found: dict[str, list[Report]], scale: Scale, statements: int) -> Iterator[Figure]:
    for name, reports in found.items():
        rate = statistics.median(report.rate for report in reports)
        p50, p95, p99 = (middle(reports, share) for share in (0.5, 0.95, 0.99))
        cpu = statistics.median(report.cpu_ms for report in reports)
        cost = Cost(statements if name.startswith("sign") else 0, *_rounded(p50, p95, cpu))
        database = statistics.median(report.database_ms for report in reports)
        told = f"{name}: {rate:,.0f}/s, p99 {p99:,.0f} ms, {database:.1f} ms in the database"
        yield Figure("surge", told, scale.people, cost)
    sign, floor, alone = (found[name] for name in ("sign", "floor", "sign, nobody there"))
    spread = [report.at(0.99) / report.at(0.5) for report in sign]
    work = [one.work_ms / other.work_ms for one, other in zip(sign, floor, strict=True)]
    for what, ratios, least, most in (
        ("signing, of the floor (at least 0.4)", _ratios(sign, floor), SHARE_OF_FLOOR, math.inf),
        ("its processor time, of the floor's (2.5)", work, 0, 1 / SHARE_OF_FLOOR),
        ("its p99, of its p50 (4)", spread, 0, SPREAD),
        ("with nobody there, of signing (1.1)", _ratios(alone, sign), 0, FLATNESS),
    ):
        middling = statistics.median(ratios)
        told = f"{what}: {middling:.2f} [{min(ratios):.2f}–{max(ratios):.2f}]"
        is_within = least <= middling <= most
        yield Figure("surge", told, scale.people, Cost(0, 0, 0, 0), is_within=is_within)


def _rounded(*numbers: float) -> list[float]:
    return [round(number, 2) for number in numbers]


def _ratios(these: list[Report], those: list[Report]) -> list[float]:
    return [one.rate / other.rate for one, other in zip(these, those, strict=True)]
