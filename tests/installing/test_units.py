"""The units that are shipped: every queue has its worker, and nothing runs with spare rights."""

import shlex
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from hub.celery import Queues
from installing.accounts import FOLDERS
from installing.releases import PARTS
from installing.units import configuration, unit, unit_names
from tests.installing.rehearsal import Rehearsed

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "systemd"
OF_HUB = [name for name in unit_names() if name.startswith("hub-")]
WORKERS = [name for name in OF_HUB if name != "hub-web.service"]


class Unit(ConfigParser):
    optionxform = staticmethod(str)


def read(*names: str) -> Unit:
    parser = Unit(interpolation=None, strict=False, delimiters=["="])
    parser.read([FOLDER / name for name in names])
    return parser


def command(name: str) -> list[str]:
    return shlex.split(read(name)["Service"]["ExecStart"].replace("%%", "%"))


def in_compose() -> dict[str, list[str]]:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"].values()
    found = [each["command"] for each in services if "worker" in each.get("command", ())]
    return {word: line for line in found for word in line if word.startswith("--queues=")}


def test_every_queue_has_one_worker_of_its_own():
    queues = [word[9:] for name in WORKERS for word in command(name) if word[:9] == "--queues="]
    assert sorted(queues) == sorted(Queues.ALL)


@pytest.mark.parametrize("name", WORKERS)
def test_a_worker_is_started_as_in_the_compose_file_but_with_one_slot(name):
    ours = set(command(name)[1:])
    queue = next(word for word in ours if word.startswith("--queues="))
    theirs = set(in_compose()[queue][1:])
    assert theirs - ours <= {"--concurrency=2", "--hostname=worker@%h"}
    assert ours - theirs <= {
        "--concurrency=1",
        "--hostname=default@%h",
        "--beat",
        "--schedule=/tmp/beat",
    }


def test_beat_runs_once_inside_a_worker():
    assert [name for name in OF_HUB if "--beat" in command(name)] == ["hub-bulk.service"]


def test_the_web_serves_as_in_the_image_but_to_this_machine_alone():
    text = (ROOT / "Dockerfile").read_text().rpartition("\nCMD ")[2].replace("\\\n", "")
    image = yaml.safe_load(text)
    ours = command("hub-web.service")
    assert [word.replace("0.0.0.0", "127.0.0.1") for word in image[1:]] == ours[1:]


@pytest.mark.parametrize("name", OF_HUB)
def test_a_unit_runs_as_an_account_without_rights(name):
    """The file for all of them holds it, and no unit takes it back."""
    own, merged = read(name)["Service"], read(name, "hub-.service.d/hub.conf")["Service"]
    assert (merged["User"], merged["NoNewPrivileges"], merged["ProtectSystem"]) == (
        *("hub", "yes", "strict"),
    )
    assert merged["CapabilityBoundingSet"] == ""
    assert merged["EnvironmentFile"] == "/etc/hub/hub.env"
    assert set(own) <= {"ExecStart", "KillMode", "Nice", "TimeoutStopSec"}


def test_a_worker_may_finish_what_it_began():
    for name in WORKERS:
        assert int(read(name)["Service"]["TimeoutStopSec"]) >= 70
    assert int(read("hub-web.service")["Service"]["TimeoutStopSec"]) >= 40


def test_the_target_wants_all_of_them():
    assert set(read("hub.target")["Unit"]["Wants"].split()) == set(OF_HUB)


def test_debian_13_has_valkey(tmp_path):
    server = Rehearsed(tmp_path)
    assert "User=redis" in unit(server, "broker-of-hub.service").text
    server.write("/usr/bin/valkey-server", "")
    broker = unit(server, "broker-of-hub.service").text
    assert "User=valkey" in broker
    assert "/usr/bin/valkey-server /etc/hub/broker.conf" in broker
    assert "redis" not in broker


def test_the_broker_keeps_what_it_took_and_the_cache_makes_room(tmp_path):
    server = Rehearsed(tmp_path)
    server.write("/etc/hub/hub.env", "REDIS_URL='redis://:word@127.0.0.1:6390/0'\n")
    broker, cache = (configuration(server, name) for name in ("broker", "cache"))
    assert "requirepass word\n" in broker.text
    assert "noeviction" in broker.text
    assert "allkeys-lru" in cache.text
    assert (broker.mode, broker.group) == (0o440, "redis")


def test_what_is_copied_is_what_the_image_is_built_from():
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    image = {line[1:].partition("/")[0] for line in lines if line.startswith("!")}
    assert set(PARTS) == image


def test_the_folders_of_keys_and_names_are_for_hub_alone():
    closed = {each.path for each in FOLDERS if (each.mode, each.owner) == (0o700, "hub")}
    assert {f"/var/lib/hub/{name}" for name in ("keystore", "bundles", "backups")} <= closed
    assert all(not each.mode & 0o002 for each in FOLDERS)
