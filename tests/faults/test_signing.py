"""Accidents while many sign: who was thanked is there once, with one mail; the rest were told to
come back.

What readers were told is written down by the readers; what became of it stands in the rows.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bench.serving import collect_static
from outbox.sending import LANES
from tests.faults.accidents import (
    crash_database,
    empty_broker,
    freeze_broker,
    kill_broker,
    kill_mailers,
    kill_web,
    within,
)
from tests.stack import Stack, running_stack, wait_for

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(900)]
SECONDS, BEFORE, BETWEEN = 20, 3.0, 4.0
THANKED, UNANSWERED, COME_BACK = "303", "0", "503"


@pytest.fixture(scope="module")
def hub(sink, tmp_path_factory) -> Iterator[Stack]:
    """Without DEBUG, under which Django answers errors in its own way."""
    static = {"STATIC_ROOT": str(tmp_path_factory.mktemp("static"))}
    collect_static({"DJANGO_SETTINGS_MODULE": "hub.settings", "DEBUG": "0"} | static)
    server = {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
    with running_stack(**server, **static, DEBUG="0") as running:
        yield running


def ask(hub: Stack, *words: str):
    return json.loads(within(hub, "tests.faults.signing", *words))


ACCIDENTS: list[tuple[str, Callable[[Stack], None], int]] = [
    ("the web process is killed, three times", kill_web, 3),
    ("the database crashes, twice", crash_database, 2),
    ("the broker is killed, twice", kill_broker, 2),
    ("the broker hangs for six seconds", freeze_broker, 1),
    ("the broker is emptied, three times", empty_broker, 3),
    ("who mails is killed, three times", kill_mailers, 3),
]


# What was handed over and could not be marked any more goes again by itself, with its Message-ID:
# one letter for each connection at most. A worker that loses the broker ends what it was doing.
UNMARKED = (crash_database, kill_broker, freeze_broker, kill_mailers)


@pytest.mark.parametrize(
    ("number", "accident"),
    list(enumerate(ACCIDENTS)),
    ids=[said for said, _deed, _times in ACCIDENTS],
)
def test_who_was_thanked_is_there_once_with_one_mail(hub, sink, prove, tmp_path, number, accident):
    said, deed, times = accident
    file, before = tmp_path / "told.json", len(sink.ids)
    with ThreadPoolExecutor(1) as pool:
        first = str(100_000 * (number + 1))
        job = pool.submit(ask, hub, "surge", port_of(hub), str(SECONDS), first, str(file))
        time.sleep(BEFORE)
        for _ in range(times):
            deed(hub)
            time.sleep(BETWEEN)
        told = Counter(job.result())
    assert set(told) <= {THANKED, UNANSWERED, COME_BACK}, told
    signed = ask(hub, "reckon", str(file))
    assert isinstance(signed, int), signed
    assert signed > 0
    wait_for(lambda: ask(hub, "left") == 0, seconds=240)
    mails = Counter(sink.ids[before:])
    twice = mails.total() - len(mails)
    assert len(mails) >= signed
    assert twice <= (times * LANES if deed in UNMARKED else 0)
    prove(
        f"While many sign, {said}",
        f"{signed:,} thanked: none lost, none doubled; {told[COME_BACK]:,} told to come back, "
        f"{told[UNANSWERED]:,} cut off; {twice} mails sent twice",
    )


def port_of(hub: Stack) -> str:
    return hub.url.rpartition(":")[2]
