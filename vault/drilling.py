"""A drill: the newest backup goes into a database of its own, is counted, opened and let go again.

It runs in a process of its own that may not change the keystore, with a media folder that is thrown
away; the database is dropped, whatever happened.
"""

import base64
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from psycopg import sql

from vault.dumping import facts
from vault.keystore import READ_ONLY
from vault.placing_backups import newest


class NothingToTry(Exception):
    """There is no backup in the folder."""


def drill(identity: Path, path: Path | None = None) -> tuple[int, str]:
    """The exit code of `manage.py restore` and what it said. Raises NothingToTry."""
    path = path or newest(settings.BACKUPS.folder)
    if path is None:
        raise NothingToTry
    name = f"hub_drill_{secrets.token_hex(4)}"
    with psycopg.connect(**facts(), autocommit=True) as session:  # type: ignore[arg-type]
        session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            with tempfile.TemporaryDirectory() as scratch:
                return _tried(path, identity, _environ(name, scratch))
        finally:
            gone = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            session.execute(gone.format(sql.Identifier(name)))


def _tried(path: Path, identity: Path, environ: dict[str, str]) -> tuple[int, str]:
    command = [sys.executable, "manage.py", "restore", str(path.resolve()), "--drill"]
    done = subprocess.run(
        [*command, "--identity", str(identity.resolve())],
        cwd=settings.BASE_DIR,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


def _environ(database: str, scratch: str) -> dict[str, str]:
    """Ours, led to another database and another media folder, with keys that can only be read."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}")
    keys = settings.FIELD_ENCRYPTION_KEYS.items()
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "DATABASE_URL": urlunsplit(url),
        "MEDIA_ROOT": scratch,
        "MEDIA_STORAGE": "",  # or a try would write over the pictures that readers see
        "KEYSTORE_URL": READ_ONLY + settings.KEYSTORE_URL.removeprefix(READ_ONLY),
        "ERASURES_DIR": str(settings.ERASURES_DIR),
        "POSTGRES_PROGRAMS": settings.BACKUPS.programs,
        "FIELD_ENCRYPTION_KEYS": ",".join(
            f"{key_id}:{base64.b64encode(key).decode()}" for key_id, key in keys
        ),
    }
