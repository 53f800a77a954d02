"""From running servers to a newsroom with something in it: tables, then the demo, once."""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import psycopg

from dev.bootstrap import ROOT, packages_mark
from dev.servers import write_private
from dev.steps import Refusal, step

LINES_OF_AN_ERROR = 12


def manage(*arguments: str, environ: dict[str, str]) -> str:
    """What a management command printed; a failed one ends the start with its last lines."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-LINES_OF_AN_ERROR:]
        raise Refusal("\n".join([f"manage.py {arguments[0]} failed:", *said]))
    return done.stdout


def migrate(data: Path, environ: dict[str, str]) -> None:
    """Asking Django takes three seconds; nothing is asked while neither side has changed."""
    stamp = stamp_of("migrated", data, environ)
    with step("migrations") as this:
        if stamp.exists() and stamp.read_text() == both_sides(environ):
            this.note = "none new"
            return
        said = manage("migrate", "--no-input", environ=environ)
        this.note = f"{len(re.findall(r' OK$', said, re.MULTILINE))} applied"
        write_private(stamp, both_sides(environ))


def both_sides(environ: dict[str, str]) -> str:
    """The migrations in the code (ours, and the packages') and those in the database.

    And our address: founding, which migrating ends with, tells the site what it is called.
    """
    code = hashlib.sha256(packages_mark() + environ["BASE_URL"].encode())
    for file in sorted(ROOT.glob("*/migrations/*.py")):
        code.update(file.name.encode() + file.read_bytes())
    try:
        with psycopg.connect(environ["DATABASE_URL"]) as connection:
            row = connection.execute("select count(*), max(id) from django_migrations").fetchone()
    except psycopg.Error:
        row = None
    return f"{code.hexdigest()} {row}\n"


def seed(data: Path, environ: dict[str, str]) -> str:
    """The demo log-ins; the demo itself is made when this database has not had it yet."""
    stamp = stamp_of("seeded", data, environ)
    if not stamp.exists():
        with step("demo newsroom"):
            manage("seed", environ=environ)
            write_private(stamp, manage("seed", "--logins", environ=environ))
    return stamp.read_text()


def stamp_of(deed: str, data: Path, environ: dict[str, str]) -> Path:
    database = hashlib.sha256(environ["DATABASE_URL"].encode()).hexdigest()[:12]
    return data / f"{deed}-{database}"
