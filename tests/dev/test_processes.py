"""bin/run and the compose file start the same workers, and no queue is without one."""

import re

import pytest
import yaml

from dev.bootstrap import ROOT
from dev.processes import commands
from hub.celery import Queues


def in_development() -> dict[str, str]:
    return {name: " ".join(words) for name, words in commands(ROOT / ".run", 8000).items()}


def in_production() -> dict[str, str]:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    return {name: " ".join(service.get("command", [])) for name, service in services.items()}


def queues(command: str) -> set[str]:
    found = re.search(r"--queues=(\S+)", command)
    return set(found[1].split(",")) if found else set()


@pytest.mark.parametrize("table", [in_development, in_production])
def test_every_queue_is_consumed_and_transactional_mail_has_a_worker_of_its_own(table):
    consumed = {name: queues(command) for name, command in table().items()}
    assert consumed["worker-tx"] == {Queues.TX}
    assert set().union(*consumed.values()) == set(Queues.ALL)
    assert [name for name, taken in consumed.items() if Queues.TX in taken] == ["worker-tx"]


@pytest.mark.parametrize("table", [in_development, in_production])
def test_one_beat_rings(table):
    assert [name for name, command in table().items() if " beat " in f"{command} "] == ["beat"]


def test_what_must_not_fill_in_silence_says_so():
    assert "--maxmemory-policy noeviction" in in_production()["broker"]
