"""A name server that tells what a test wrote down: real questions over a real socket.

server.tell("example.org", "TXT", '"v=spf1 -all"')
server.is_silent = True               ask and wait in vain
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

HOST = "127.0.0.1"
SECONDS_TO_LIVE = 60


@dataclass
class NameServer:
    line: socket.socket
    known: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    is_silent: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def where(self) -> str:
        return f"{HOST}:{self.line.getsockname()[1]}"

    def tell(self, name: str, kind: str, *values: str) -> None:
        """Known from now on; without values, unknown again."""
        self.known[name.lower().rstrip("."), kind] = list(values)

    def serve(self) -> None:
        while True:
            try:
                said, asker = self.line.recvfrom(4_096)
            except OSError:
                return
            if said == b"end":
                return
            if not self.is_silent:
                self.line.sendto(self._answer(said), asker)

    def _answer(self, said: bytes) -> bytes:
        question = dns.message.from_wire(said)
        asked = question.question[0]
        name, kind = str(asked.name).rstrip(".").lower(), asked.rdtype.name
        self.asked.append((name, kind))
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        if values := self.known.get((name, kind)):
            found = dns.rrset.from_text(asked.name, SECONDS_TO_LIVE, "IN", kind, *values)
            answer.answer.append(found)
        elif not any(other == name for other, _kind in self.known):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer.to_wire(max_size=65_535)


@contextmanager
def name_server() -> Iterator[NameServer]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind((HOST, 0))
        server = NameServer(line)
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            line.sendto(b"end", line.getsockname())
            thread.join(5)
