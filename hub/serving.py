"""How gunicorn serves Hub: `gunicorn hub.wsgi:application --config python:hub.serving`.

What stands on the command line goes before what stands here.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

from vault.logs import formatter

MEMORY = Path("/dev/shm")  # noqa: S108 - numbers that are written at each request
# As prometheus_client reads it when it is imported: here it must not be.
NUMBERS = "PROMETHEUS_MULTIPROC_DIR"
KEPT = "DATABASE_KEPT"  # see hub/settings.py

# Seconds that a request under way may take after SIGTERM; compose waits longer before it kills.
graceful_timeout = 30


class QuietLogger(Logger):
    """gunicorn's own lines look like all others, and quote neither an address nor a path."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter())

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        if str(msg).startswith("Invalid request"):
            msg, args = "a malformed request was refused", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        if str(msg).startswith("Error handling request"):
            msg, args = "a request could not be answered", ()
        super().exception(msg, *args, **kwargs)


logger_class = QuietLogger


def on_starting(server: Any) -> None:
    """A connection of its own for each thread; and a folder where the web processes put their
    numbers together, if anybody may ask for them.
    """
    os.environ[KEPT] = "1"
    if os.environ.get("METRICS_TOKEN") and not os.environ.get(NUMBERS):
        memory = str(MEMORY) if MEMORY.is_dir() else None
        os.environ[NUMBERS] = tempfile.mkdtemp(prefix="hub-numbers-", dir=memory)


def on_exit(server: Any) -> None:
    if folder := os.environ.pop(NUMBERS, ""):
        shutil.rmtree(folder, ignore_errors=True)
