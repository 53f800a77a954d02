"""The development inbox: a real SMTP server that keeps each message as one .eml file.

    python -m dev.inbox PORT FOLDER

Files, not rows: what a developer's mail says must not get into a database that is dumped.
"""

import asyncio
import os
import signal
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

SIZE_LIMIT = 33_554_432  # bytes, what most providers accept


class Inbox:
    """aiosmtpd's handler: it calls `handle_DATA` for each message."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        keep(envelope, self.folder)
        return "250 Message accepted for delivery"


def keep(envelope: Envelope, folder: Path) -> Path:
    """Written aside and moved, so that no reader meets half a message. The name sorts by time."""
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{uuid.uuid4().hex[:8]}"
    unfinished = folder / f".{name}.new"
    to = "".join(f"X-RcptTo: {address}\r\n" for address in envelope.rcpt_tos)
    head = f"X-MailFrom: {envelope.mail_from}\r\n{to}".encode()
    with open(unfinished, "wb") as file:
        file.write(head + (envelope.original_content or b""))
        file.flush()
        os.fsync(file.fileno())
    return unfinished.rename(folder / f"{name}.eml")


async def serve(port: int, folder: Path) -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    server = await loop.create_server(
        lambda: SMTP(Inbox(folder), data_size_limit=SIZE_LIMIT, enable_SMTPUTF8=True, loop=loop),
        "127.0.0.1",
        port,
    )
    async with server:
        await ended.wait()


def main(port: str, folder: str) -> None:
    place = Path(folder)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    asyncio.run(serve(int(port), place))


if __name__ == "__main__":
    main(*sys.argv[1:])
