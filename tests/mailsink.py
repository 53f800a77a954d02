"""A mail server that does as it is told: a real SMTP conversation over a real socket.

sink.answer("451 later")              the next letters get this reply, until told otherwise
sink.answer("550 no", to="ana@…")     letters to one address get it
sink.drop() / sink.hang()             take the letter, then hang up or stay silent
sink.stop() / sink.start()            nobody listens / somebody does again, on the same port
"""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from functools import cached_property
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
OK = "250 kept"
DROP, HANG = "drop", "hang"
STAGES = ("MAIL", "RCPT", "DATA")


@dataclass
class Received:
    """A letter that the server took."""

    to: str
    sender: str
    content: bytes

    # Kept: aiosmtpd looks at every property of its handler whenever somebody connects.
    @cached_property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=modern)

    @cached_property
    def id(self) -> str:
        return self.message["Message-ID"]


@dataclass
class MailSink:
    """aiosmtpd's handler and the switchboard of a test."""

    port: int
    options: dict[str, Any] = field(default_factory=dict)
    host: str = HOST
    pipelining: bool = False  # say that it takes several commands at once
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    on_letter: Callable[[Received], Any] | None = None
    _orders: dict[tuple[str, str], str] = field(default_factory=dict)
    _controller: Controller | None = None
    _end: threading.Event = field(default_factory=threading.Event)

    def answer(self, reply: str, *, to: str = "", at: str = "DATA") -> None:
        """Give this reply at this stage, to letters for one address or for all."""
        assert at in STAGES
        self._orders[at, to] = reply

    def drop(self, *, to: str = "", at: str = "DATA") -> None:
        self.answer(DROP, to=to, at=at)

    def hang(self, *, to: str = "", at: str = "DATA") -> None:
        self.answer(HANG, to=to, at=at)

    def obey(self) -> None:
        """Forget every order: all is accepted again."""
        self._orders.clear()

    def start(self) -> None:
        self._end.clear()
        where = {"hostname": self.host, "port": self.port, "ready_timeout": 10}
        self._controller = Controller(self, **where, **self.options)
        self._controller.start()

    def stop(self) -> None:
        self._end.set()
        if self._controller:
            self._controller.stop()
        self._controller = None

    @property
    def addresses(self) -> list[str]:
        return [letter.to for letter in self.received]

    @property
    def ids(self) -> list[str]:
        return [letter.id for letter in self.received]

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return [lines[0], "250-PIPELINING", *lines[1:]] if self.pipelining else lines

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return await self._reply(server, "MAIL", "") or OK

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = await self._reply(server, "RCPT", address)
        if reply is None:
            envelope.rcpt_tos.append(address)
        return reply or OK

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        order = self._order("DATA", envelope.rcpt_tos[0])
        if order in {"", DROP, HANG}:
            self._keep(envelope)
        return await self._reply(server, "DATA", envelope.rcpt_tos[0]) or OK

    def _keep(self, envelope: Envelope) -> None:
        content = envelope.original_content or b""
        letter = Received(envelope.rcpt_tos[0], str(envelope.mail_from), content)
        self.received.append(letter)
        if self.on_letter:
            self.on_letter(letter)

    def _order(self, stage: str, address: str) -> str:
        return self._orders.get((stage, address)) or self._orders.get((stage, ""), "")

    async def _reply(self, server: SMTP, stage: str, address: str) -> str | None:
        order = self._order(stage, address)
        if order == HANG:
            while not self._end.is_set():
                await asyncio.sleep(0.05)
        if order in {DROP, HANG}:
            server.transport.abort()  # type: ignore[union-attr]
            return "421 gone"
        return order or None


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextmanager
def mail_sink(host: str = HOST, **options: Any) -> Iterator[MailSink]:
    """A mail server for the length of a test; `options` are aiosmtpd's (TLS, log-in)."""
    sink = MailSink(free_port(), options, host=host)
    sink.start()
    try:
        yield sink
    finally:
        sink.stop()


def address_of(sink: MailSink) -> dict:
    """`settings.MAIL_SERVER` for this sink."""
    plain = {"username": "", "password": "", "use_ssl": False, "use_tls": False}
    return {"host": HOST, "port": sink.port, **plain}
