"""Telling numbers: of the ground, for vault/metering.py. Tasks, probes, switches, beat."""

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from vault.figures import Figure
from vault.metering import Number
from vault.probing import ask_all
from vault.switches import Switch, is_on
from vault.ticking import BEAT, FAILED, RAN

TOTALS = {
    RAN: ("hub_task_runs", "Tasks that ran, as far as their workers have told."),
    FAILED: ("hub_task_failures", "Tasks that failed."),
}


def numbers() -> Iterator[Number]:
    version = {"version": settings.HUB_VERSION}
    yield Number("hub_version", "1 for the version that answers.", 1, version)
    for name, well in ask_all().answers.items():
        yield Number("hub_is_well", "What /readyz asks; 1 is well.", well, {"probe": name})
    for switch in Switch:
        facts = {"switch": switch.value}
        yield Number("hub_switched_off", "1: somebody stopped it.", not is_on(switch), facts)
    yield from _of_tasks()


def _of_tasks() -> Iterator[Number]:
    now = timezone.now()
    for figure in Figure.objects.filter(name__in=[*TOTALS, BEAT]).order_by("name", "label"):
        age = (now - figure.at).total_seconds()
        if figure.name == BEAT:
            yield Number("hub_beat_age_seconds", "Since beat was last heard.", age)
            continue
        name, about = TOTALS[figure.name]
        facts = {"task": figure.label}
        yield Number(name, about, figure.value, facts, is_total=True)
        if figure.name == RAN:
            yield Number("hub_task_age_seconds", "Since it last ran, roughly.", age, facts)
