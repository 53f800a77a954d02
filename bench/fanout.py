"""A broadcast to many: gathered, then drained by one process and by two, to a sink on this machine.

Beside it, in turns, letters over one connection with no row behind them: the least that handing a
letter over costs; and a peer from PyPI that sends a message as long (bench/peer.py). In the end
every reader must have one letter and none two. Then confirmations are asked for while a broadcast
leaves as fast as its pace allows to a slow server.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psutil
from django.db import connection
from django.db.models import F, Max

from bench import circular
from bench.measuring import Cost, Figure, WrongAnswer
from dev.bootstrap import ROOT
from dev.databases import address_of, create
from outbox.broadcasts import Broadcast
from outbox.gathering import gather_all, start
from outbox.models import Message, MessageQuerySet, Queue, State
from outbox.posting import post_many
from supporters.models import Supporter
from supporters.subscribing import CONFIRMATION

SIZE, QUICK_SIZE, MILLION = 50_000, 2_000, 1_000_000
ROUNDS, BARE = 3, 10_000
PEER, PEERS_READERS, QUICK_READERS = "django-newsletter", 1_000, 200
ONE_PROCESS = 1_500.0  # letters a second
TWO_PROCESSES = 1.7 * ONE_PROCESS  # and not of what one happens to reach: it may need most of both
TIMES_PEER = 10.0
SLOW, RATE, QUICK_RATE = 0.05, 100, 25  # seconds before each answer; letters a second
CONFIRMATIONS, SLOWEST = 50, 2.0  # letters; seconds


@dataclass(frozen=True)
class Sink:
    port: int
    path: Path

    def taken(self) -> list[str]:
        return self.path.read_text().split()[1:]


def fanout(is_quick: bool, size: int = 0) -> Iterator[Figure]:
    size = size or (QUICK_SIZE if is_quick else SIZE)
    readers = QUICK_READERS if is_quick else PEERS_READERS
    circular.register()
    circular.plant(size)
    rates: dict[str, list[float]] = {"bare": [], "1": [], "busy": [], "2": [], "peer": []}
    number, gathered, last, peers = 0, 0.0, {}, {}
    for _ in range(1 if is_quick else ROUNDS):
        rates["bare"].append(_bare(min(BARE, size)))
        peers = _peer(readers)
        rates["peer"].append(peers["rate"])
        for processes in (1, 2):
            number += 1
            gathered = _gather(number)
            with sink() as taking:
                last = _drained(taking, processes, size)
            rates[str(processes)].append(last["rate"])
            if processes == 1:
                rates["busy"].append(last["busy"])
    yield from _figures(size, gathered, rates, last)
    yield _beside_peer(readers, rates, peers["cpu"])
    yield _confirmations(number + 1, is_quick)


def _figures(
    size: int, gathered: float, rates: dict[str, list[float]], last: dict[str, float]
) -> Iterator[Figure]:
    bare, one, two = (_middle(rates[each]) for each in ("bare", "1", "2"))
    yield _figure(f"gathering: {size / gathered:,.0f} readers/s", size, gathered)
    yield _figure(f"no rows, one connection: {bare:,.0f} letters/s", size, 1_000 / bare)
    said = f"one process: {one:,.0f} letters/s, {one / bare:.2f} of that"
    said += f"; {_middle(rates['busy']):.0f} % of the machine is busy then"
    yield _figure(said, size, 1_000 / one, cpu=last["cpu"], within=one >= ONE_PROCESS)
    ratio = _times(rates["2"], rates["1"])
    said = f"two processes: {two:,.0f} letters/s, {ratio:.2f} times one; peak {last['peak']:.0f} MB"
    yield _figure(said, size, 1_000 / two, within=two >= TWO_PROCESSES)


def _beside_peer(readers: int, rates: dict[str, list[float]], cpu: float) -> Figure:
    peer, ratio = _middle(rates["peer"]), _times(rates["1"], rates["peer"])
    said = f"peer {PEER} {version(PEER)}: {peer:,.0f} letters/s"
    said += f"; one process of ours is {ratio:.1f} times that"
    return _figure(said, readers, 1_000 / peer, cpu=cpu, within=ratio >= TIMES_PEER)


def _middle(several: list[float]) -> float:
    return sorted(several)[len(several) // 2]


def _times(these: list[float], those: list[float]) -> float:
    """How many times as fast, round by round."""
    return _middle([this / that for this, that in zip(these, those, strict=True)])


def _figure(
    what: str, size: int, seconds: float, cpu: float = 0.0, within: bool | None = None
) -> Figure:
    """Milliseconds for a thousand letters, but for gathering: of all."""
    cost = Cost(0, round(seconds * 1_000, 1), round(seconds * 1_000, 1), cpu)
    return Figure("fanout", what, size, cost, is_within=within)


def _gather(number: int) -> float:
    begun = time.perf_counter()
    gather_all(start(circular.KIND, number, languages=["en", "es"]).pk)
    return time.perf_counter() - begun


def _bare(number: int) -> float:
    with sink() as taking:
        return number / _lasted(_told([_sender(taking, "bare", number)]))


def _peer(number: int) -> dict[str, float]:
    """Raises WrongAnswer unless each reader got one letter: it swallows failures."""
    database = f"{connection.settings_dict['NAME']}_peer"
    create(database, dict(os.environ))
    with sink() as taking:
        environ = _environ(taking, database) | {"DJANGO_SETTINGS_MODULE": "bench.peer_settings"}
        told = _told([_started("bench.peer", str(number), environ=environ)])
        taken = taking.taken()
    if len(taken) != number or len(set(taken)) != number:
        raise WrongAnswer(f"{PEER}: {len(taken)} letters, {len(set(taken))} readers of {number}")
    return {
        "rate": number / _lasted(told),
        "cpu": round(told[0]["cpu"] / number * 1_000_000, 0),
    }


def _lasted(told: list[dict]) -> float:
    """Seconds from the first start to the last end, without what it takes to start Python."""
    return max(each["ended"] for each in told) - min(each["begun"] for each in told)


def _drained(taking: Sink, processes: int, size: int) -> dict[str, float]:
    """Raises WrongAnswer unless each reader got one letter and every message is accepted."""
    psutil.cpu_percent()
    told = _told([_sender(taking, "bulk") for _ in range(processes)])
    busy = psutil.cpu_percent()  # of all cores since the call before, their start included
    taken = taking.taken()
    if len(taken) != size or len(set(taken)) != size:
        raise WrongAnswer(f"{len(taken)} letters, {len(set(taken))} readers of {size}")
    if Message.objects.exclude(state=State.SENT).exists():
        raise WrongAnswer("a message that is not accepted")
    Broadcast.objects.all().delete()
    return {
        "rate": size / _lasted(told),
        "cpu": round(sum(each["cpu"] for each in told) / size * 1_000_000, 0),
        "peak": max(each["peak_mb"] for each in told),
        "busy": busy,
    }


def _confirmations(number: int, is_quick: bool) -> Figure:
    """The slowest of some confirmations that are asked for in the middle of it, in seconds."""
    _gather(number)
    rate = QUICK_RATE if is_quick else RATE
    pending = _unconfirmed(CONFIRMATIONS + 1)
    with sink(SLOW) as taking:
        senders = [_sender(taking, "tx", rate=rate)]
        try:
            early = _confirm(pending[:1])  # it waits for Python to start, and is not counted
            _await(lambda: not early.exclude(state=State.SENT).exists())
            senders.append(_sender(taking, "bulk", rate=rate))
            _await(lambda: len(taking.taken()) > rate)
            mails = _confirm(pending[1:])
            _await(lambda: not mails.exclude(state=State.SENT).exists())
            meanwhile = Message.objects.unfinished().filter(queue=Queue.BULK).count()
        finally:
            for sender in senders:
                sender.kill()
                sender.wait()
    if not meanwhile:
        raise WrongAnswer("the broadcast was over before the confirmations were")
    waited = mails.aggregate(slowest=Max(F("sent_at") - F("created_at")))["slowest"]
    slowest = waited.total_seconds()
    said = f"slowest of {CONFIRMATIONS} confirmations meanwhile: {slowest:.2f} s"
    return _figure(said, CONFIRMATIONS, slowest, within=slowest <= SLOWEST)


def _confirm(pending: list[int]) -> MessageQuerySet:
    post_many(CONFIRMATION, pending, language="es")
    mails = Message.objects.of(CONFIRMATION, pending)
    if mails.count() != len(pending):
        raise WrongAnswer(f"{mails.count()} confirmations of {len(pending)}")
    return mails


def _unconfirmed(number: int) -> list[int]:
    pending = list(Supporter.objects.order_by("-pk").values_list("pk", flat=True)[:number])
    Supporter.objects.filter(pk__in=pending).update(confirmed_on=None, expires_on="2100-01-01")
    return pending


def _await(is_so: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise WrongAnswer("waited in vain")
        time.sleep(0.05)


def _sender(taking: Sink, role: str, number: int = 0, rate: int = 0) -> subprocess.Popen:
    environ = _environ(taking, str(connection.settings_dict["NAME"])) | {"MAIL_RATE": str(rate)}
    return _started("bench.sender", role, str(number), environ=environ)


def _environ(taking: Sink, database: str) -> dict[str, str]:
    return address_of(database, dict(os.environ)) | {
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "EMAIL_URL": f"smtp://127.0.0.1:{taking.port}",
    }


def _started(module: str, *words: str, environ: dict[str, str]) -> subprocess.Popen:
    command = [sys.executable, "-m", module, *words]
    return subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE)


def _told(senders: list[subprocess.Popen]) -> list[dict]:
    return [json.loads(sender.communicate()[0].splitlines()[-1]) for sender in senders]


@contextmanager
def sink(delay: float = 0.0) -> Iterator[Sink]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "taken"
        words = [sys.executable, "-m", "bench.sink", str(path), str(delay)]
        process = subprocess.Popen(words, cwd=ROOT)
        try:
            _await(lambda: path.exists() and path.read_text().count("\n"))
            yield Sink(int(path.read_text().split()[0]), path)
        finally:
            process.kill()
            process.wait()
