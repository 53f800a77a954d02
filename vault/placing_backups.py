"""Where backups are kept: the last few in our folder, and each in a place that lies elsewhere."""

import logging
import os
import shlex
import shutil
import subprocess
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)
COMMAND_SECONDS = 4 * 3_600
BACKUPS = "hub-*.backup.age"
# Of our environment a foreign command gets nothing that opens anything of ours.
SECRETS = (
    *("SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "KEYSTORE_URL", "DATABASE_URL", "REDIS_URL"),
    *("EMAIL_URL", "WEBHOOK_SECRET", "WEBHOOK_SIGNING_KEY", "INBOUND_SECRET", "MACHINE_TRANSLATOR"),
    *("PROXY_REFRESH_KEY", "POSTGRES_PASSWORD", "PAGE_CACHE_URL", "BROKER_URL", "CDN_PURGE"),
    "DATABASE_PASSWORD",
)


class NotSent(Exception):
    """It is made and lies here, but not where it should lie as well."""


def hand_over(path: Path) -> bool:
    """Put it into BACKUP_TARGET and give it to BACKUP_COMMAND; False where neither is set.

    Raises NotSent.
    """
    target, command = settings.BACKUPS.target, settings.BACKUPS.command
    if target:
        try:
            _copy(path, Path(target))
            prune(Path(target))
        except OSError as error:
            raise NotSent(f"BACKUP_TARGET: {error.strerror}") from error
    if command:
        _run(shlex.split(command), path)
    return bool(target or command)


def prune(folder: Path) -> None:
    """Keep the newest; their names are their moments."""
    for path in sorted(folder.glob(BACKUPS))[: -settings.BACKUPS.keep]:
        path.unlink(missing_ok=True)
        path.with_name(path.name + ".sha256").unlink(missing_ok=True)


def newest(folder: Path) -> Path | None:
    return max(folder.glob(BACKUPS), default=None)


def _copy(path: Path, target: Path) -> None:
    """A folder that is not there is a disk that is not mounted: it is not made."""
    draft = target / f".{path.name}.part"
    with path.open("rb") as source, draft.open("wb") as copy:
        shutil.copyfileobj(source, copy, 1024 * 1024)
        copy.flush()
        os.fsync(copy.fileno())
    draft.replace(target / path.name)
    digest = path.with_name(path.name + ".sha256")
    if digest.exists():
        shutil.copyfile(digest, target / digest.name)


def _run(command: list[str], path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if name not in SECRETS}
    try:
        subprocess.run([*command, str(path)], env=environ, check=True, timeout=COMMAND_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotSent(f"BACKUP_COMMAND: {type(error).__name__}") from error
