"""Probing: is everything well? Apps register in `AppConfig.ready` what to ask; home/views.py asks.

A vital probe is one without which this very host cannot serve readers. The others are told and no
more: beat, mail or the broker are down for all hosts alike, and to take every web host away because
of them would turn a late mail into an outage.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import DatabaseError
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
SECONDS = 5.0  # for which the answers of what is not vital are believed
FAILS = (DatabaseError, RedisError, OperationalError, OSError)
Ask = Callable[[], bool]


@dataclass(frozen=True)
class Probe:
    """`ask` returns whether it is well; an error of a server says that it is not."""

    name: str
    ask: Ask
    is_vital: bool = False

    def is_well(self) -> bool:
        try:
            return self.ask()
        except FAILS as error:
            log.warning("the probe %s failed: %s", self.name, type(error).__name__)
            return False


PROBES: dict[str, Probe] = {}


def register_probe(name: str, ask: Ask, *, is_vital: bool = False) -> None:
    PROBES[name] = Probe(name, ask, is_vital)


@dataclass(frozen=True)
class Health:
    """What was asked and is well. Behind a vital probe that failed nothing more is asked."""

    answers: Mapping[str, bool]

    @property
    def is_ready(self) -> bool:
        return all(well for name, well in self.answers.items() if PROBES[name].is_vital)

    @property
    def is_well(self) -> bool:
        return all(self.answers.values())

    @property
    def word(self) -> str:
        if not self.is_ready:
            return "unready"
        return "ready" if self.is_well else "degraded"


def ask_all() -> Health:
    answers: dict[str, bool] = {}
    for probe in PROBES.values():
        if probe.is_vital:
            answers[probe.name] = probe.is_well()
            if not answers[probe.name]:
                return Health(answers)
    return Health({**answers, **_others()})


class _Known:
    answers: Mapping[str, bool] = {}
    until = 0.0


def forget() -> None:
    """What this process remembers of earlier answers."""
    _Known.until = 0.0


def _others() -> Mapping[str, bool]:
    if time.monotonic() >= _Known.until:
        others = (probe for probe in PROBES.values() if not probe.is_vital)
        _Known.answers = {probe.name: probe.is_well() for probe in others}
        _Known.until = time.monotonic() + SECONDS
    return _Known.answers
