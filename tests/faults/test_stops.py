"""An emergency stop thrown at the console is felt by the running web server; beat is heard."""

import json
import os
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from dev.bootstrap import ROOT
from tests.faults.accidents import environment
from tests.faults.visiting import sign_over_http
from tests.stack import wait_for

pytestmark = [
    *(pytest.mark.slow, pytest.mark.faults),
    *(pytest.mark.xdist_group("stack"), pytest.mark.timeout(600)),
]


def throw(stack, state: str) -> None:
    command = [sys.executable, "manage.py", "switch", "signing", state]
    subprocess.run(command, cwd=ROOT, env=os.environ | environment(stack), check=True)


def signed(stack, address: str) -> tuple[int, bool]:
    """The status, and whether who is refused is told when to come back and loses nothing."""
    try:
        return sign_over_http(stack, address), True
    except HTTPError as refusal:
        is_kind = bool(refusal.headers["Retry-After"]) and address in refusal.read().decode()
        return refusal.code, is_kind


def test_the_console_stops_the_running_web_server_within_a_second(stack):
    assert signed(stack, "before@example.org") == (200, True)
    throw(stack, "off")
    try:
        time.sleep(1)
        assert signed(stack, "meanwhile@example.org") == (503, True)
    finally:
        throw(stack, "on")
    time.sleep(1)
    assert signed(stack, "after@example.org") == (200, True)


def test_a_running_hub_becomes_ready_once_beat_was_heard(stack):
    def is_ready() -> bool:
        return json.load(urlopen(f"{stack.url}/readyz", timeout=20))["status"] == "ready"

    wait_for(is_ready, seconds=60)
