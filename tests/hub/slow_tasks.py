"""Hub's own worker with one task more, which takes its time; see test_stopping_workers.py."""

import os
import time
from pathlib import Path

from hub.celery import app

__all__ = ["app"]
FOLDER = "SLOW_TASK_FOLDER"


@app.task(name="tests.slow")
def slow() -> None:
    folder = Path(os.environ[FOLDER])
    (folder / "begun").touch()
    time.sleep(3)
    (folder / "done").touch()
