"""Accidents while many sign: who was thanked is there once, with one mail; the rest were told to
come back.

What readers were told is written down by the readers; what became of it stands in the rows.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from bench.serving import collect_static
from outbox.sending import LANES
from tests.faults.accidents import (
    crash_database,
    deploy,
    empty_broker,
    environment,
    fill_broker,
    freeze_broker,
    kill_broker,
    kill_mailers,
    kill_web,
    stop_broker,
    within,
)
from tests.faults.disks import fill_signatures
from tests.mailsink import MailSink
from tests.stack import Stack, running_stack, wait_for

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(1_500)]
BEFORE, BETWEEN = 3.0, 4.0
THANKED, UNANSWERED, COME_BACK = "303", "0", "503"
BEGUN_SECONDS = 120
SENT_SECONDS = 600  # a letter that was put off waits for a minute or two, and many wait behind it
INSIDE = "tests.faults.signing"
HELD_SECONDS = 4.0  # longer than a migration waits for a lock
WAITS = """
SELECT count(*) FROM pg_locks
WHERE relation = 'campaigns_signature'::regclass AND mode = 'AccessExclusiveLock' AND NOT granted
"""
AWAY, PUT_OFF, SILENT, HANGING_UP = 5, 3, 20, 1  # seconds of a mail server


@pytest.fixture(scope="module")
def hub(sink, tmp_path_factory) -> Iterator[Stack]:
    """Without DEBUG, under which Django answers errors in its own way."""
    static = {"STATIC_ROOT": str(tmp_path_factory.mktemp("static"))}
    collect_static({"DJANGO_SETTINGS_MODULE": "hub.settings", "DEBUG": "0"} | static)
    server = {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
    with running_stack(**server, **static, DEBUG="0") as running:
        yield running


def ask(hub: Stack, *words: str):
    return json.loads(within(hub, INSIDE, *words))


@dataclass(frozen=True)
class Trouble:
    """What happens so many times while people sign for so many seconds.

    `deed` returns how many letters it may have left in doubt: handed over, and not marked any more.
    Each goes again by itself, with its Message-ID.
    """

    said: str
    deed: Callable[[Stack, MailSink], int]
    times: int = 1
    lasts: float = 20.0


def on(deed: Callable[[Stack], None], *, doubt: int = 0) -> Callable[[Stack, MailSink], int]:
    def done(hub: Stack, _sink: MailSink) -> int:
        deed(hub)
        return doubt

    return done


def migrate(hub: Stack, _sink: MailSink) -> int:
    """Somebody reads the table all the while: the migration has to give way to signers."""
    with psycopg.connect(environment(hub)["DATABASE_URL"]) as reader, ThreadPoolExecutor(1) as pool:
        reader.execute("SELECT count(*) FROM campaigns_signature")
        job = pool.submit(ask, hub, "migrate")
        wait_for(lambda: reader.execute(WAITS).fetchone()[0], seconds=BEGUN_SECONDS)
        time.sleep(HELD_SECONDS)
        reader.rollback()
        assert job.result() > 0
    return 0


def fail_mail(_hub: Stack, sink: MailSink) -> int:
    """Nobody listens; then it puts off; keeps silent for longer than we listen; hangs up."""
    sink.stop()
    time.sleep(AWAY)
    sink.start()
    _order(sink, lambda: sink.answer("451 later"), PUT_OFF)
    before = len(sink.received)
    _order(sink, sink.hang, SILENT)
    _order(sink, sink.drop, HANGING_UP)
    return len(sink.received) - before


def _order(sink: MailSink, give: Callable[[], None], seconds: float) -> None:
    give()
    time.sleep(seconds)
    sink.obey()


# A worker that loses the broker ends what it was doing: one letter for each connection at most.
TROUBLES = [
    Trouble("nothing else happens", on(lambda _hub: None)),
    Trouble("the web process is killed, three times", on(kill_web), 3),
    Trouble("the database crashes, twice", on(crash_database, doubt=LANES), 2),
    Trouble("the broker is killed, twice", on(kill_broker, doubt=LANES), 2),
    Trouble("the broker hangs for six seconds", on(freeze_broker, doubt=LANES)),
    Trouble("the broker is gone for a minute", on(stop_broker, doubt=LANES), lasts=75.0),
    Trouble("the broker is full for six seconds, twice", on(fill_broker, doubt=LANES), 2, 26.0),
    Trouble("the broker is emptied, three times", on(empty_broker), 3),
    Trouble("who mails is killed, three times", on(kill_mailers, doubt=LANES), 3),
    Trouble("the mail server fails in four ways", fail_mail, lasts=40.0),
    Trouble("a migration changes the table of signatures", migrate, lasts=45.0),
    Trouble("the disk of the signatures is full", on(fill_signatures), lasts=30.0),
    Trouble("all of it is deployed anew, twice", on(deploy), 2, 120.0),
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.said)
def test_who_was_thanked_is_there_once_with_one_mail(hub, sink, prove, tmp_path, trouble):
    file, before = tmp_path / "told.json", len(sink.ids)
    doubt, told = happen(hub, sink, trouble, file)
    assert set(told) <= {THANKED, UNANSWERED, COME_BACK}, told
    signed = ask(hub, "reckon", str(file))
    assert isinstance(signed, int), signed
    assert signed > 0
    wait_for(lambda: ask(hub, "left") == 0, seconds=SENT_SECONDS)
    mails = Counter(sink.ids[before:])
    twice = mails.total() - len(mails)
    assert len(mails) >= signed
    assert twice <= doubt
    prove(
        f"While many sign, {trouble.said}",
        f"{signed:,} thanked, {told[COME_BACK]:,} told to come back, {told[UNANSWERED]:,} cut off; "
        f"longest wait {longest(file):.1f} s",
        lost=0,
        doubled=0,
        unknown=twice,
    )


def happen(hub: Stack, sink: MailSink, trouble: Trouble, file: Path) -> tuple[int, Counter]:
    """How many letters may be in doubt, and what readers were answered."""
    first = str(100_000 * (TROUBLES.index(trouble) + 1))
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(ask, hub, "surge", port_of(hub), str(trouble.lasts), first, str(file))
        wait_for(Path(f"{file}.begun").exists, seconds=BEGUN_SECONDS)
        time.sleep(BEFORE)
        doubt = 0
        for _ in range(trouble.times):
            doubt += trouble.deed(hub, sink)
            time.sleep(BETWEEN)
        return doubt, Counter(job.result())


def longest(file: Path) -> float:
    """Seconds until somebody was thanked."""
    answers = json.loads(file.read_text())["answers"]
    return max(ms for _name, status, ms in answers if str(status) == THANKED) / 1_000


def port_of(hub: Stack) -> str:
    return hub.url.rpartition(":")[2]
