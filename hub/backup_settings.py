"""Settings of backups: for whom they are sealed, when, how many, and where they go."""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from hub import environment as env

RECIPIENT = re.compile(r"age1[0-9a-z]{20,2000}")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True)
class Backups:
    """Without a recipient there are none."""

    recipient: str
    folder: Path
    at: dt.time  # UTC
    keep: int
    target: str  # a folder that lies elsewhere
    command: str  # gets the file's path as its last argument
    programs: str  # the folder of pg_dump and pg_restore, where they are not on the PATH


def backups(data: Path) -> Backups:
    recipient = env.matching(
        "BACKUP_RECIPIENT", "", RECIPIENT, "must be a public key of age, or empty"
    )
    at = env.matching("BACKUP_AT", "03:05", CLOCK, "must look like 03:05")
    return Backups(
        recipient=recipient,
        folder=Path(env.text("BACKUP_DIR", str(data / "backups"))),
        at=dt.time.fromisoformat(at),
        keep=env.number_up_to("BACKUP_KEEP", 14, lowest=1, highest=400),
        target=env.text("BACKUP_TARGET", ""),
        command=env.text("BACKUP_COMMAND", ""),
        programs=env.text("POSTGRES_PROGRAMS", ""),
    )
