"""Two web hosts behind nginx, two worker hosts, one data host: one worker host is cut off and the
other killed while a broadcast leaves and people sign. Nothing is lost and nothing doubled.

Each host is a network namespace (tests/faults/hosts.py); the mail server outside says what it took.
"""

import json
import logging
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection
from urllib.parse import urlencode

import psycopg
import pytest

from dev.nginx import find_nginx
from outbox.sending import LANES
from tests.faults.hosting import PORT, Hub, hub_on_hosts
from tests.faults.hosts import why_not
from tests.proxy import SITE, Proxy, running_nginx
from tests.stack import wait_for

pytestmark = [
    *(pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(1_500)),
    pytest.mark.skipif(bool(why_not()), reason=f"no hosts here: {why_not()}"),
    pytest.mark.skipif(not find_nginx(), reason="nginx is not here"),
]
READERS, CONNECTIONS, RATE = 1_600, 4, 10  # people; of each process; letters a second, of all hosts
BEFORE, CUT_SECONDS, AFTER = 100, 75, 200  # letters; longer than a lease; letters
SETTLE_SECONDS = 400
INSIDE = "tests.faults.broadcasting"
THANKED = 303
ACCIDENT = (
    "On two web hosts, two worker hosts and a data host an alert leaves while people sign; a "
    "worker host is cut off for 75 seconds, comes back, and the other one is killed and a web host"
)


@dataclass
class Signers:
    """People who sign one after the other through nginx, and what they were told."""

    proxy: Proxy
    path: str
    told: Counter[int] = field(default_factory=Counter)
    ends: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        number = 0
        while not self.ends.wait(0.4):
            number += 1
            self.told[self.sign(number)] += 1

    def sign(self, number: int) -> int:
        """The status; 0 where nothing answered."""
        fields = {"name": f"Ana {number}", "email": f"ana{number}@sign.example.org"}
        headers = {
            "Host": SITE,
            "Origin": f"https://{SITE}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        context = ssl.create_default_context(cafile=self.proxy.certificate)
        port = int(self.proxy.url.rpartition(":")[2])
        line = HTTPSConnection("127.0.0.1", port, timeout=30, context=context)
        try:
            body = urlencode(fields | {"postal_code": "02118"})
            line.request("POST", self.path, body=body, headers=headers)
            return line.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            line.close()


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with hub_on_hosts(MAIL_CONNECTIONS=str(CONNECTIONS), MAIL_RATE=str(RATE)) as running:
        yield running


@pytest.fixture
def signers(hub, tmp_path) -> Iterator[Signers]:
    webs = [f"{host.address}:{PORT}" for host in hub.webs]
    with running_nginx(tmp_path, tmp_path / "media", "", webs) as proxy:
        made = Signers(proxy, json.loads(hub.within("tests.faults.hosted", "begin")))
        thread = threading.Thread(target=made.run)
        thread.start()
        try:
            yield made
        finally:
            made.ends.set()
            thread.join(60)


def letters(hub: Hub) -> Counter[str]:
    return Counter(to for to in hub.sink.addresses if to.endswith("@mail.example.org"))


def confirmations(hub: Hub) -> Counter[str]:
    return Counter(to for to in hub.sink.addresses if to.endswith("@sign.example.org"))


def more_letters(hub: Hub, number: int, seconds: float) -> int:
    """Waits for so many; returns how many have come."""
    before = letters(hub).total()
    wait_for(lambda: letters(hub).total() >= before + number, seconds=seconds)
    return letters(hub).total()


def test_nothing_is_lost_or_doubled_when_hosts_are_cut_off_and_killed(hub, signers, prove):
    hub.within(INSIDE, "start", str(READERS))
    break_hosts(hub)
    states, taken = settled(hub), letters(hub)
    said = f"{dict(states)}, {taken.total()} letters, told {dict(signers.told)}"
    logging.getLogger(__name__).warning(said)
    assert states.total() == READERS, said
    assert states["sent"] + states["unknown"] == READERS, said
    assert max(taken.values()) == 1, said
    assert states["unknown"] <= 2 * CONNECTIONS, said
    signed, twice = check_signers(hub, signers)
    prove(
        ACCIDENT,
        f"{READERS:,} readers: {states['sent']:,} sent, {states['unknown']} unknown, nobody twice; "
        f"{signed} signed and were thanked, none lost, {twice} of their mails sent twice",
    )


def break_hosts(hub: Hub) -> None:
    """Letters go on leaving each time: by the other host, then by the one that came back."""
    more_letters(hub, BEFORE, seconds=400)
    first, second = hub.workers
    first.cut_off()
    time.sleep(CUT_SECONDS)
    more_letters(hub, 1, seconds=30)
    first.join()
    second.kill()
    hub.webs[0].kill()
    assert not second.pids()
    more_letters(hub, AFTER, seconds=420)


def settled(hub: Hub) -> Counter[str]:
    """The states of all messages once the broadcast is done."""
    asked = "SELECT state FROM outbox_broadcast"
    with psycopg.connect(hub.environ["DATABASE_URL"], autocommit=True) as database:
        wait_for(lambda: database.execute(asked).fetchone() == ("done",), seconds=SETTLE_SECONDS)
    told = json.loads(hub.within(INSIDE, "told"))
    sent = {to for to, state in told["states"].items() if state == "sent"}
    assert sent <= set(letters(hub))
    return Counter(told["states"].values())


def check_signers(hub: Hub, signers: Signers) -> tuple[int, int]:
    """Who was thanked is there once, with a mail; returns how many, and mails that went twice."""
    signers.ends.set()
    time.sleep(1)
    wait_for(lambda: json.loads(hub.within("tests.faults.hosted", "signed"))[1] == 0, seconds=240)
    rows, _left = json.loads(hub.within("tests.faults.hosted", "signed"))
    thanked, in_doubt = signers.told[THANKED], signers.told.total() - signers.told[THANKED]
    assert thanked > 0
    assert thanked <= rows <= thanked + in_doubt, signers.told
    assert len(confirmations(hub)) == rows
    twice = confirmations(hub).total() - rows
    assert twice <= 2 * LANES
    return thanked, twice
