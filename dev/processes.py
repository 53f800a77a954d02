"""The processes of Hub under bin/run; docker-compose.yml has the same table for production."""

import shlex
import sys
from pathlib import Path

from dev.launching import Launch

CELERY = ("celery", "--app", "hub", "--quiet")
# Ten lines per worker, and beside the point on a developer's machine or in a container.
CELERY_WARNING = "ignore:You're running the worker with superuser privileges"
WORKER = ("worker", "--loglevel", "WARNING", "--without-gossip", "--without-mingle")


def commands(data: Path, port: int) -> dict[str, tuple[str, ...]]:
    """Module and arguments by name."""
    return {
        "web": (
            *("gunicorn", "hub.wsgi:application", "--config", "python:hub.serving"),
            *("--bind", f"127.0.0.1:{port}"),
            *("--worker-class", "gthread", "--workers", "1", "--threads", "4"),
            *("--graceful-timeout", "3", "--log-level", "warning", "--no-control-socket"),
        ),
        # A confirmation must not wait behind a broadcast: a queue and a process of its own.
        "worker-tx": (*CELERY, *WORKER, "--hostname=tx@%h", "--queues=tx", "--concurrency=1"),
        # Scaled by processes of one slot each: a broadcast then leaves over more connections.
        "worker-bulk": (*CELERY, *WORKER, "--hostname=bulk@%h", "--queues=bulk", "--concurrency=1"),
        # What is due each second never waits behind work that takes longer.
        "worker-ticks": (
            *(*CELERY, *WORKER, "--hostname=ticks@%h"),
            *("--queues=ticks", "--concurrency=1"),
        ),
        "worker": (*CELERY, *WORKER, "--queues=default", "--concurrency=2"),
        "beat": (
            *(*CELERY, "beat", "--loglevel", "WARNING", "--pidfile="),
            f"--schedule={data / 'beat-schedule'}",
        ),
    }


def inbox_command(port: int, folder: Path) -> tuple[str, ...]:
    return ("dev.inbox", str(port), str(folder))


def kept(name: str, launch: Launch, environ: dict[str, str]) -> Launch:
    """The same under dev/keeping.py, which starts it again when it dies."""
    return Launch(
        name=launch.name,
        command=[sys.executable, "-m", "dev.keeping", name],
        environ=environ | {"HUB_LAUNCH": launch.to_json()},
    )


def module(name: str, arguments: tuple[str, ...]) -> Launch:
    """The web server goes first where all of them want the processor, at the start above all."""
    niceness = 0 if name == "web" else 5
    command = [sys.executable, "-W", CELERY_WARNING, "-m", *arguments]
    return Launch(name=name, command=command, niceness=niceness)


def shell_line(launch: Launch) -> str:
    """For honcho, which hands every command to a shell; `exec` leaves none in between."""
    return f"exec {shlex.join(launch.command)}"
