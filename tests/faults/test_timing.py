"""Does the time of an answer tell whether an address is known? Measured and shown, not judged: a
clock on a busy machine is no test.

What the answers say and which statements they cost is compared in tests/campaigns/test_views.py,
tests/campaigns/test_signing.py and their like.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest

from bench.serving import collect_static
from tests.faults.accidents import environment
from tests.faults.ranking import chance, share_above
from tests.faults.visiting import SUBSCRIBE, action_of, signer
from tests.stack import Stack, running_stack

TURNS, WARM = 400, 30
NEW, DUE, SILENT = "new", "known, gets a mail", "known, gets none"
KIND = {"Content-Type": "application/x-www-form-urlencoded"}
A_WHILE_AGO = "UPDATE {} SET mailed_at = now() - interval '1 hour'"
ENOUGH_MAILS = "UPDATE {} SET mails = 3 WHERE id IN (SELECT id FROM {} ORDER BY id DESC LIMIT %s)"


@pytest.fixture(scope="module")
def hub(sink, tmp_path_factory) -> Iterator[Stack]:
    static = {"STATIC_ROOT": str(tmp_path_factory.mktemp("static"))}
    collect_static({"DJANGO_SETTINGS_MODULE": "hub.settings", "DEBUG": "0"} | static)
    server = {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
    with running_stack(**server, **static, DEBUG="0") as running:
        yield running


class Door:
    """One form; a line to the server that is kept open; every answer must be the same."""

    def __init__(self, hub: Stack, path: str, fields: Callable[[str], dict[str, str]]) -> None:
        self.path, self.fields = path, fields
        self.line = HTTPConnection(urlsplit(hub.url).netloc, timeout=60)

    def post(self, name: str) -> float:
        """Milliseconds until the whole answer is there."""
        body = urlencode(self.fields(f"{name}@timing.example.org"))
        begun = time.perf_counter()
        self.line.request("POST", self.path, body, KIND)
        answer = self.line.getresponse()
        answer.read()
        took = (time.perf_counter() - begun) * 1_000
        assert answer.status == 303
        return took


def told(door: Door) -> dict[str, list[float]]:
    """New, known and silent addresses take turns, each time in another order."""
    times: dict[str, list[float]] = {NEW: [], DUE: [], SILENT: []}
    names = {NEW: "new{}", DUE: "due{}", SILENT: "silent{}"}
    for turn in range(TURNS):
        for kind in random.sample(list(times), 3):
            times[kind].append(door.post(names[kind].format(turn)))
    return times


def plant(hub: Stack, door: Door, table: str) -> None:
    """Those who get one more mail, then those who have had all."""
    for name in ("warm", "due", "silent"):
        for turn in range(WARM if name == "warm" else TURNS):
            door.post(f"{name}{turn}")
    with psycopg.connect(environment(hub)["DATABASE_URL"], autocommit=True) as session:
        session.execute(A_WHILE_AGO.format(table))
        session.execute(ENOUGH_MAILS.format(table, table), [TURNS])


def said(times: dict[str, list[float]]) -> str:
    parts = [f"{TURNS} each; {NEW}: median {statistics.median(times[NEW]):.1f} ms"]
    for kind in (DUE, SILENT):
        middle = statistics.median(times[kind])
        difference = middle - statistics.median(times[NEW])
        above, likely = share_above(times[kind], times[NEW]), chance(times[kind], times[NEW])
        parts.append(
            f"{kind}: {middle:.1f} ms ({difference:+.1f}), longer in {above:.0%} of pairs "
            f"(50% tells nothing), p {likely:.2g}"
        )
    return "; ".join(parts)


@pytest.mark.parametrize("door", ["sign", "subscribe"])
@pytest.mark.faults
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_time_of_an_answer_is_shown(hub, prove, door):
    """A minute or two for each door."""
    doors = {
        "sign": (lambda: action_of(hub), signer, "campaigns_signature"),
        "subscribe": (
            lambda: SUBSCRIBE,
            lambda address: {"email": address},
            "supporters_supporter",
        ),
    }
    path, fields, table = doors[door]
    opened = Door(hub, path(), fields)
    plant(hub, opened, table)
    prove(f"at “{door}” somebody times the answers to learn who is known", said(told(opened)))


def test_ranks_tell_what_is_longer_and_what_is_chance():
    low, high = [1.0, 2.0, 3.0], [4.0, 5.0, 6.0]
    assert (share_above(low, high), share_above(high, low)) == (0.0, 1.0)
    assert share_above(low, low) == 0.5
    assert chance(low, low) == 1.0
    many = [float(number) for number in range(100)]
    assert chance(many, [each + 50 for each in many]) < 0.001
    assert chance(many, [each + 0.5 for each in many]) > 0.5
