"""A mail server that takes everything and keeps only recipients: `python -m bench.sink FILE DELAY`.

It speaks as much of SMTP as our senders do, with pipelining, and costs as little as Python allows.
The first line of FILE is its port; each other line is the recipient of a letter it took, written
after the closing dot and before the answer. DELAY is in seconds, before each answer to a letter.
"""

import asyncio
import sys
from pathlib import Path
from typing import IO

GREETING = b"220 sink\r\n"
EHLO = b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n"
END = b"\r\n.\r\n"


class Conversation(asyncio.Protocol):
    def __init__(self, kept: IO[str], delay: float) -> None:
        self.kept, self.delay = kept, delay
        self.heard, self.is_letter, self.recipient = b"", False, ""
        self.said: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        self.transport.write(GREETING)

    def data_received(self, data: bytes) -> None:
        self.heard += data
        while self._next():
            pass
        self.transport.write(b"".join(self.said))  # what was asked together is answered together
        self.said.clear()

    def _next(self) -> bool:
        before, found, rest = self.heard.partition(END if self.is_letter else b"\r\n")
        if not found:
            return False
        self.heard = rest
        if self.is_letter:
            self._take()
        else:
            self._obey(before)
        return True

    def _take(self) -> None:
        self.is_letter = False
        self.kept.write(f"{self.recipient}\n")
        if self.delay:
            loop = asyncio.get_running_loop()
            loop.call_later(self.delay, self.transport.write, b"250 kept\r\n")
        else:
            self._say(b"250 kept\r\n")

    def _obey(self, line: bytes) -> None:
        word = line[:4].upper()
        if word == b"DATA":
            self.is_letter = True
            self._say(b"354 go on\r\n")
        elif word == b"EHLO":
            self._say(EHLO)
        elif word == b"QUIT":
            self.transport.write(b"221 bye\r\n")
            self.transport.close()
        else:
            if word == b"RCPT":
                self.recipient = line[line.find(b"<") + 1 : line.find(b">")].decode()
            self._say(b"250 ok\r\n")

    def _say(self, reply: bytes) -> None:
        self.said.append(reply)


async def main(path: Path, delay: float) -> None:
    with path.open("w", buffering=1) as kept:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Conversation(kept, delay), "127.0.0.1", 0)
        kept.write(f"{server.sockets[0].getsockname()[1]}\n")
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), float(sys.argv[2])))
