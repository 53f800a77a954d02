"""The readers of a surge, in a process of their own that only sends and reads.

It takes a job from its input and writes a report to its output, both JSON. The connections take
their turns from one line, so that neighbours in it are asked at the same moment; each may pause
between two of its asks. A connection that broke leaves its ask unanswered (status 0) and is made
anew; what is no answer of a stated length has status -1.
"""

import json
import socket
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

PATIENCE_SECONDS = 30
NOT_MODIFIED = "304"  # has no body, whatever length it states
PAUSE_SECONDS = 0.05  # before a connection that broke is made anew


class Line:
    """Asks handed out one by one, until there are none left or the time is over."""

    def __init__(self, asks: list[list[Any]], until: float):
        self.rest, self.until = iter(asks), until
        self.lock = threading.Lock()

    def __iter__(self) -> Iterator[list[Any]]:
        while time.perf_counter() < self.until:
            with self.lock:
                ask = next(self.rest, None)
            if ask is None:
                return
            yield ask


def main() -> None:
    job = json.load(sys.stdin)
    begun = time.perf_counter()
    line = Line(job["asks"], begun + job["seconds"])
    answers: list[list[Any]] = []
    threads = [
        threading.Thread(target=stand, args=(job["port"], line, answers, job.get("pause", 0.0)))
        for _ in range(job["connections"])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    json.dump({"seconds": time.perf_counter() - begun, "answers": answers}, sys.stdout)


def stand(port: int, line: Line, answers: list[list[Any]], pause: float) -> None:
    """One connection: asks and waits for each answer; notes name, status and milliseconds."""
    door: socket.socket | None = None
    for name, text in line:
        begun = time.perf_counter()
        try:
            door = door or socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)
            door.sendall(text.encode())
            status, is_last = answer_of(door)
        except OSError:
            status, is_last = 0, True
        except ValueError:
            status, is_last = -1, True
        answers.append([name, status, (time.perf_counter() - begun) * 1_000])
        if is_last and door is not None:
            door.close()
            door = None
        if pause or not status:
            time.sleep(pause or PAUSE_SECONDS)


def answer_of(door: socket.socket) -> tuple[int, bool]:
    """Its status, and whether the server hangs up after it. Raises OSError, ValueError."""
    said = b""
    while (end := said.find(b"\r\n\r\n")) < 0:
        said += heard(door)
    head = said[:end].decode("latin-1").lower()
    _version, status, _reason = head.split(" ", 2)
    stated = head.partition("content-length:")[2].partition("\r\n")[0]
    length = 0 if status == NOT_MODIFIED else int(stated)
    while len(said) < end + 4 + length:
        said += heard(door)
    return int(status), "connection: close" in head


def heard(door: socket.socket) -> bytes:
    piece = door.recv(65_536)
    if not piece:
        raise ConnectionResetError
    return piece


if __name__ == "__main__":
    main()
