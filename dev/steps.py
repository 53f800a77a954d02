"""One line a step, a spinner where somebody watches, and one clear line where it ends badly."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console

console = Console(highlight=False, soft_wrap=True)


class Refusal(Exception):
    """Why Hub cannot go on, in one line that says what to do."""


class Step:
    """What a step may say about itself on its line."""

    note = ""


@contextmanager
def step(name: str) -> Iterator[Step]:
    begun = time.monotonic()
    this = Step()
    try:
        with console.status(name, spinner="dots"):
            yield this
    except BaseException:
        console.print(f"  [red]✗[/] {name}")
        raise
    spent = f"{time.monotonic() - begun:6.1f} s"
    console.print(f"  [green]✓[/] {name:<24}{spent}  [dim]{this.note}[/]".rstrip())


def refuse(refusal: Refusal) -> int:
    sys.stdout.flush()
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"[red]{refusal}[/]")
    return 1


def end_on_signals() -> None:
    """Both set by name: a shell starts what runs in its background with SIGINT ignored."""
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)


def end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
