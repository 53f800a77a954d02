"""One number, one lock: two jobs that share one would wait for each other without a reason."""

import re
from pathlib import Path

import pytest
from django.db import connection

from dev.extracting import APPS
from vault.locks import Lock

ROOT = Path(__file__).resolve().parents[2]
NUMBERED = re.compile(r"\w_LOCK\s*=\s*[0-9]|advisory\w*\([0-9]")


def test_each_lock_has_a_number_of_its_own():
    assert len({lock.value for lock in Lock.__members__.values()}) == len(Lock.__members__) > 10


def test_no_lock_is_numbered_anywhere_else():
    for name in APPS:
        for path in (ROOT / name).rglob("*.py"):
            if path != ROOT / "vault" / "locks.py":
                assert not NUMBERED.search(path.read_text()), path


@pytest.mark.django_db
def test_a_lock_is_a_number_to_postgresql():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.SWEEP_OUTBOX])
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [Lock.DRAW_CARDS_OF_PAGE, 5])
        cursor.execute("SELECT classid, objid FROM pg_locks WHERE locktype = 'advisory'")
        held = set(cursor.fetchall())
    assert held >= {(0, Lock.SWEEP_OUTBOX.value), (Lock.DRAW_CARDS_OF_PAGE.value, 5)}
