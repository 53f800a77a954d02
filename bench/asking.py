"""Asking a web server as many readers do: who they are, what they send, and what came of it."""

import json
import math
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from bench.crowds import word
from bench.serving import Web
from campaigns.addresses import confirm_url
from campaigns.models import Signature
from campaigns.signing import PURPOSE
from vault.tokens import derive_token

SIGNERS = Path(__file__).with_name("signers.py")
TWICE = 10  # one of so many signs twice at the same moment, spelt differently
HEAD = (
    "{method} {path} HTTP/1.1\r\nHost: testserver\r\nOrigin: {origin}\r\nReferer: {origin}/en/\r\n"
    "Accept: text/html\r\nAccept-Language: en-US,es;q=0.5\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
)


@dataclass(frozen=True)
class Person:
    """A signer by number; half of them have a mailbox that ignores dots and tags."""

    number: int

    @property
    def name(self) -> str:
        return f"Ana Núñez {word(self.number)}"

    @property
    def email(self) -> str:
        host = "gmail.com" if self.number % 2 else "example.org"
        return f"ana.{word(self.number).lower()}@{host}"

    def form(self, *, is_other_spelling: bool = False) -> dict[str, str]:
        name, email = self.name, self.email
        if is_other_spelling:
            name, email = name.replace("Núñez", "NUNEZ").upper(), email.upper()
            email = email.replace(".", "", 1).replace("@", "+2@") if self.number % 2 else email
        return {"name": name, "email": email, "postal_code": "02118"}


@dataclass
class Report:
    """What one process of readers was answered: name of the ask, status, milliseconds."""

    seconds: float = 0.0
    answers: list[tuple[str, int, float]] = field(default_factory=list)
    computed: float = 0.0  # processor seconds of the server, and of its database
    computed_in_database: float = 0.0

    @property
    def accepted(self) -> list[tuple[str, int, float]]:
        return [answer for answer in self.answers if answer[1] == HTTPStatus.SEE_OTHER]

    @property
    def names(self) -> set[str]:
        return {name for name, _status, _ms in self.accepted}

    @property
    def statuses(self) -> set[int]:
        return {status for _name, status, _ms in self.answers}

    @property
    def rate(self) -> float:
        """Accepted in a second; who was asked twice counts once."""
        return len(self.names) / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Of the server, for each answer."""
        return self.computed * 1_000 / max(len(self.answers), 1)

    @property
    def database_ms(self) -> float:
        return self.computed_in_database * 1_000 / max(len(self.answers), 1)

    @property
    def work_ms(self) -> float:
        return self.cpu_ms + self.database_ms

    def at(self, share: float) -> float:
        """Milliseconds within which this share was answered."""
        times = sorted(ms for _name, _status, ms in self.accepted)
        return times[math.ceil(share * len(times)) - 1]


def ask(web: Web, asks: list[list[str]], seconds: float, connections: int = 8) -> Report:
    """Ask until all were asked or the time is over, from a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-I", str(SIGNERS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    before, before_there = web.computed(), web.computed_in_database()
    job = {"port": web.port, "connections": connections, "seconds": seconds, "asks": asks}
    said, _nothing = process.communicate(json.dumps(job).encode())
    told = json.loads(said)
    answers = [(name, status, ms) for name, status, ms in told["answers"]]
    there = web.computed_in_database() - before_there
    return Report(told["seconds"], answers, web.computed() - before, there)


def signing(path: str, people: Iterable[Person], *, twice: int = 0) -> list[list[str]]:
    """One ask for each; of each `twice` one asks again right away, in another spelling."""
    return list(_signing(path, people, twice))


def _signing(path: str, people: Iterable[Person], twice: int) -> Iterator[list[str]]:
    for person in people:
        yield [str(person.number), _text(path, person.form())]
        if twice and person.number % twice == 0:
            yield [str(person.number), _text(path, person.form(is_other_spelling=True))]


def confirming(signatures: Iterable[Signature], language: str = "en") -> list[list[str]]:
    """One ask for each, as the button behind the mailed link sends it."""
    return [[str(each.pk), _text(_link(each, language), {})] for each in signatures]


def _link(signature: Signature, language: str) -> str:
    nonce, day = bytes(signature.nonce), signature.expires_on
    return confirm_url(derive_token(PURPOSE, signature.public_id, nonce, day), language)


def reading(paths: list[str], times: int) -> list[list[str]]:
    return [[path, _text(path, None)] for path in paths] * times


def rereading(path: str, etag: str, times: int) -> list[list[str]]:
    """One page, of which this state is known."""
    text = _text(path, None)
    known = f"If-None-Match: {etag}\r\nAccept: "
    return [[path, text.replace("Accept: ", known, 1)]] * times


def _text(path: str, fields: dict[str, Any] | None) -> str:
    body = urlencode(fields or {})
    method, origin = "GET" if fields is None else "POST", settings.BASE_URL
    return HEAD.format(method=method, path=path, origin=origin, length=len(body), body=body)


def middle(reports: list[Report], share: float) -> float:
    return statistics.median(report.at(share) for report in reports)
