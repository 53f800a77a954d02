"""The whole of Hub, as deploy/systemd starts it, on a machine of 2 GB and one processor.

The kernel holds it to that: whoever asks for more memory is ended by it. Readers and signers come
from the other processor.
"""

import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from dev.servers import free_port
from tests.faults import small
from tests.faults.accidents import within
from tests.faults.cages import Cage, cage, why_not
from tests.faults.visiting import CAMPAIGN
from tests.mailsink import MailSink
from tests.stack import ROOT, Stack, wait_for

pytestmark = [
    pytest.mark.faults,
    pytest.mark.slow,
    pytest.mark.timeout(1_800),
    pytest.mark.skipif(bool(why_not()), reason=why_not()),
]
MACHINE, SYSTEM = 2 * 2**30, 128 * 2**20  # bytes: what the system and nginx take is not in there
START_SECONDS, REST_SECONDS, LOAD_SECONDS, SENT_SECONDS = 900, 20, 60, 300
READERS = 6
PAGES = ("/en/", "/es/", "/es/noticias/", CAMPAIGN, "/en/search/?q=library")
MOST_MIB = 1_700  # the rest is PostgreSQL's cache, and a picture that is made small
INSIDE = "tests.faults.signing"


@dataclass
class Small:
    stack: Stack
    cage: Cage

    def memory(self) -> dict[str, float]:
        return self.cage.memory(without=self.stack.process.pid)


@contextmanager
def small_machine(folder: Path, sink: MailSink) -> Iterator[Small]:
    port = free_port()
    with cage(MACHINE - SYSTEM) as around:
        words = [str(folder), str(port), str(sink.port)]
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.small", *words],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=around.enter,
        )
        stack = Stack(f"http://localhost:{port}", folder, process)
        try:
            assert process.stdout.readline().strip() == small.READY
            wait_for(stack.answers, seconds=START_SECONDS)
            yield Small(stack, around)
        finally:
            process.stdin.close()
            process.wait(120)
            wait_for(lambda: not list(around.processes()), seconds=60)


@pytest.fixture
def machine(sink) -> Iterator[Small]:
    folder = Path(tempfile.mkdtemp(prefix="hub-small-"))
    folder.chmod(0o711)
    try:
        with small_machine(folder, sink) as made:
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read(stack: Stack, until: float) -> Counter:
    """Statuses, page after page, without a pause."""
    told: Counter = Counter()
    for path in itertools.cycle(PAGES):
        if time.monotonic() > until:
            return told
        with urlopen(stack.url + path, timeout=60) as page:
            page.read()
            told[page.status] += 1
    raise AssertionError


def highest(machine: Small, until: float) -> dict[str, float]:
    """Of all looks, the one at which all of it together was largest."""
    looks = []
    while time.monotonic() < until:
        looks.append(machine.memory())
        time.sleep(1)
    return max(looks, key=lambda look: sum(look.values()))


def test_all_of_it_lives_in_two_gigabytes_and_one_processor(machine, sink, prove, tmp_path):
    time.sleep(REST_SECONDS)
    rest, file = machine.memory(), tmp_path / "told.json"
    load, pages = under_load(machine, file)
    assert set(pages) == {200}
    signed = json.loads(within(machine.stack, INSIDE, "reckon", str(file)))
    assert isinstance(signed, int), signed
    wait_for(lambda: within(machine.stack, INSIDE, "left") == "0", seconds=SENT_SECONDS)
    assert len(set(sink.ids)) >= signed > 0
    assert machine.cage.kills() == 0
    assert sum(load.values()) < MOST_MIB
    prove(
        "all of Hub on a machine of 2 GB and one processor",
        f"{sum(rest.values()):,.0f} MiB at rest, {sum(load.values()):,.0f} while {signed:,} signed "
        f"and {pages[200]:,} pages were read; the kernel ended nothing. {by_part(rest, load)}",
        lost=0,
        doubled=0,
        unknown=0,
    )


def under_load(machine: Small, file: Path) -> tuple[dict[str, float], Counter]:
    """The memory of the worst moment, and what readers were answered; what signers were is in the
    file.
    """
    until, port = time.monotonic() + LOAD_SECONDS, machine.stack.url.rpartition(":")[2]
    words = ("surge", port, str(LOAD_SECONDS), "1", str(file))
    with ThreadPoolExecutor(READERS + 2) as pool:
        signing = pool.submit(within, machine.stack, INSIDE, *words)
        reading = [pool.submit(read, machine.stack, until) for _ in range(READERS)]
        load = pool.submit(highest, machine, until).result()
        pages = sum((each.result() for each in reading), Counter())
        assert set(json.loads(signing.result())) == {"303"}
    return load, pages


def by_part(rest: dict[str, float], load: dict[str, float]) -> str:
    """MiB of each, at rest and under load."""
    names = sorted(load, key=load.__getitem__, reverse=True)
    return ", ".join(f"{name} {rest.get(name, 0):,.0f} {load[name]:,.0f}" for name in names)
