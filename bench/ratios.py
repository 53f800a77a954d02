"""Signing beside what the same machine can do at least: all take turns, round by round."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from itertools import count

import psycopg

from bench.asking import Person, Report, ask, confirming, signing
from bench.measuring import WrongAnswer
from bench.reckoning import Promised
from bench.serving import Web
from campaigns.models import Signature

CONNECTIONS = 8
MOST_EACH_SECOND = 3_000  # more asks than a second takes
TABLES = """
CREATE TABLE IF NOT EXISTS floor_signature (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE, name text,
    created_at timestamptz DEFAULT now()
);
CREATE TABLE IF NOT EXISTS floor_message (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text, subject_id bigint,
    state text DEFAULT 'queued', created_at timestamptz DEFAULT now()
);
"""
INSERT = "INSERT INTO floor_signature (email, name) VALUES (%s, %s) ON CONFLICT DO NOTHING"
Target = Callable[[float], Report]


class Crowd:
    """People who have not signed yet, by number; nobody comes twice."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def next(self, people: int) -> list[Person]:
        return [Person(next(self.numbers)) for _ in range(people)]


def signs(web: Web, path: str, crowd: Crowd, promised: Promised | None = None) -> Target:
    """New people at this address, for so many seconds."""

    def run(seconds: float) -> Report:
        people = crowd.next(int(seconds * MOST_EACH_SECOND))
        report = _taken(ask(web, signing(path, people), seconds, CONNECTIONS))
        if promised is not None:
            promised.note_signing(report)
        return report

    return run


def confirms(web: Web, promised: Promised, planted: int) -> Target:
    """Those who signed and have not confirmed yet."""

    def run(seconds: float) -> Report:
        waiting = Signature.objects.pending().filter(pk__gt=planted).order_by("pk")
        asks = confirming(waiting[: int(seconds * MOST_EACH_SECOND)])
        report = ask(web, asks, seconds, CONNECTIONS)
        promised.note_confirming(report)
        return report

    return run


def _taken(report: Report) -> Report:
    if wrong := report.statuses - {HTTPStatus.SEE_OTHER}:
        raise WrongAnswer(f"signing was answered by {wrong}")
    return report


def inserts(address: str, crowd: Crowd) -> Target:
    """The database alone: rows committed one by one, the statement prepared."""

    def run(seconds: float) -> Report:
        report = Report(seconds)

        def insert(people: list[Person]) -> None:
            until = time.perf_counter() + seconds
            with psycopg.connect(address, autocommit=True) as connection:
                for person in people:
                    begun = time.perf_counter()
                    if begun > until:
                        return
                    connection.execute(INSERT, [person.email, person.name], prepare=True)
                    taken = (time.perf_counter() - begun) * 1_000
                    report.answers.append((str(person.number), HTTPStatus.SEE_OTHER, taken))

        with ThreadPoolExecutor(CONNECTIONS) as pool:
            people = (crowd.next(int(seconds * MOST_EACH_SECOND)) for _ in range(CONNECTIONS))
            list(pool.map(insert, list(people)))
        return report

    return run


def alternated(
    targets: dict[str, Target], *, rounds: int, seconds: float
) -> dict[str, list[Report]]:
    """Each target in each round; a first round that counts for nothing warms them up."""
    found: dict[str, list[Report]] = {name: [] for name in targets}
    for target in targets.values():
        target(seconds / 2)
    for _round in range(rounds):
        for name, target in targets.items():
            found[name].append(target(seconds))
    return found
