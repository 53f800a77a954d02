"""The bell is wired: every name that is rung is a task, every queue has a worker, and nothing but
ids goes over the wire.
"""

import ast
import inspect
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from cms.banners import Banner, BannerWish, raise_banner
from dev.extracting import APPS
from dev.processes import commands
from hub.celery import Queues, app
from tests import making

ROOT = Path(__file__).resolve().parents[2]
RINGER = ROOT / "vault" / "ringing.py"  # the one place that may speak to the broker
AT_ONCE = {"campaigns.count", "home.renew"}  # the budget of the queue of ticks
MOST_STATEMENTS = 20  # of all of them together, each with something to do
ID_NAMES = ("pk", "id", "public_id")


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for name in APPS:
        for path in sorted((ROOT / name).rglob("*.py")):
            if "migrations" not in path.parts and path != RINGER:
                yield path, ast.parse(path.read_text())


def name_called(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def calls_in(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def rings() -> list[tuple[Path, ast.Module, ast.Call]]:
    found = [
        (path, tree, call)
        for path, tree in sources()
        for call in calls_in(tree)
        if name_called(call) == "ring"
    ]
    assert found, "nothing in the code rings any more: this test looks in the wrong place"
    return found


def names_rung(path: Path, tree: ast.Module, call: ast.Call) -> list[str]:
    """The name itself, or every name of the table that it is taken from."""
    match call.args[0]:
        case ast.Constant(value=str(name)):
            return [name]
        case ast.Subscript(value=ast.Name(id=table)):
            return [ast.literal_eval(value) for value in values_of(tree, table)]
    raise AssertionError(f"{path}:{call.lineno}: nobody can tell which task this rings")


def values_of(tree: ast.Module, table: str) -> list[ast.expr]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == table:
            assert isinstance(node.value, ast.Dict)
            return node.value.values
    raise AssertionError(f"no table {table} in its module")


@pytest.fixture(scope="module")
def tasks() -> dict:
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}


def queues_of(command: list[str] | tuple[str, ...]) -> set[str]:
    asked = [word.partition("=")[2] for word in command if word.startswith("--queues=")]
    return {queue for queues in asked for queue in queues.split(",")}


def development() -> list[set[str]]:
    return [
        queues_of(command) for command in commands(Path(), 8000).values() if "worker" in command
    ]


def production() -> list[set[str]]:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"].values()
    return [queues_of(each["command"]) for each in services if "worker" in each.get("command", ())]


def test_every_name_that_is_rung_is_a_task(tasks):
    for path, tree, call in rings():
        unknown = set(names_rung(path, tree, call)) - set(tasks)
        assert not unknown, f"{path}:{call.lineno} rings {unknown}"


def test_every_tick_is_a_task_and_goes_to_a_known_queue(tasks):
    assert app.conf.beat_schedule
    for name, tick in app.conf.beat_schedule.items():
        assert tick["task"] in tasks, name
        assert tick.get("options", {}).get("queue", Queues.DEFAULT) in Queues.ALL, name


def test_every_route_leads_from_a_task_to_a_known_queue(tasks):
    for name, route in app.conf.task_routes.items():
        assert name in tasks
        assert route["queue"] in Queues.ALL
    assert {queue.name for queue in app.conf.task_queues} == set(Queues.ALL)


@pytest.mark.parametrize("workers", [development, production])
def test_every_queue_has_a_worker_and_every_worker_a_queue(workers):
    assert set().union(*workers()) == set(Queues.ALL)
    assert all(workers())


@pytest.mark.parametrize("workers", [development, production])
def test_a_confirmation_has_a_worker_of_its_own(workers):
    assert [queues for queues in workers() if Queues.TX in queues] == [{Queues.TX}]


@pytest.mark.parametrize("workers", [development, production])
def test_what_is_due_each_second_has_a_worker_of_its_own(workers):
    assert [queues for queues in workers() if Queues.TICKS in queues] == [{Queues.TICKS}]


def test_only_what_is_due_each_second_is_on_its_queue(tasks):
    """Whoever adds a tick there adds it to the budget below."""
    ticks = app.conf.beat_schedule.values()
    queued = [each for each in ticks if each.get("options", {}).get("queue") == Queues.TICKS]
    assert {each["task"] for each in queued} == AT_ONCE
    assert all(each["schedule"] <= 2 for each in queued)
    assert all(Queues.TICKS not in route.values() for route in app.conf.task_routes.values())
    rung = {name for ringing in rings() for name in names_rung(*ringing)}
    assert not rung & AT_ONCE, "a bell goes to another queue"


@pytest.mark.django_db
def test_what_is_due_each_second_asks_little(tasks, settings, petition):
    """The one-second count waits for the others of its queue."""
    settings.PROXY_URL, settings.PROXY_REFRESH_KEY = "https://127.0.0.1:1", "k" * 32
    making.campaign(petition)
    for name in AT_ONCE:
        tasks[name].run()  # what is read once is read
    asked = 0
    for name in AT_ONCE:
        warn_anew()
        with CaptureQueriesContext(connection) as statements:
            tasks[name].run()
        asked += len(statements)
    assert asked <= MOST_STATEMENTS


def warn_anew() -> None:
    """Something to do for the one that looks at what stands on every page."""
    site = Site.objects.get(is_default_site=True)
    words = f"Now {Banner.objects.count()} {time.monotonic()}"
    raise_banner(site, BannerWish({"en": words, "es": words}), by=None)


def test_what_is_rung_carries_ids_only():
    for path, _tree, call in rings():
        for argument in call.args[1:]:
            last = ast.unparse(argument).rpartition(".")[2]
            is_id = last in ID_NAMES or last.endswith(("_id", "_pk"))
            assert is_id, f"{path}:{call.lineno} sends {ast.unparse(argument)}"
        assert not call.keywords


def test_a_task_takes_ids_only(tasks):
    for name, task in tasks.items():
        for parameter in inspect.signature(task.run).parameters.values():
            assert parameter.annotation in {int, "int"}, f"{name} takes {parameter}"


def test_nothing_but_the_bell_speaks_to_the_broker():
    doors = {"delay", "apply_async", "send_task", "signature", "si", "s"}
    for path, tree in sources():
        for call in calls_in(tree):
            assert name_called(call) not in doors, f"{path}:{call.lineno}"


def test_messages_are_json_and_results_are_kept_nowhere():
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
    assert app.conf.task_ignore_result
    assert app.conf.result_backend is None
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost or app.conf.task_retry_on_worker_lost
