"""Migrating while people read and sign: a migration that has to wait for a lock gives way.

A statement that waits for a table lets everybody behind it wait too. So it waits for a few seconds
at most, is undone, and is tried again in a quieter moment; what is done stays done.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

TRIES = 10
PAUSE_SECONDS = 3.0


@contextmanager
def lock_timeout(seconds: float) -> Iterator[None]:
    """No statement of this connection waits longer for a lock; 0: as long as it takes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{seconds}s"])
    try:
        yield
    finally:
        if connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")


def patiently(deed: Callable[[], object], *, told: Callable[[int], None]) -> None:
    """Until it is done, or was locked out `TRIES` times: then raises OperationalError. Before each
    new try its number is told.
    """
    for number in range(1, TRIES + 1):
        try:
            with lock_timeout(settings.MIGRATION_LOCK_TIMEOUT):
                deed()
            return
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable) or number == TRIES:
                raise
        told(number)
        time.sleep(PAUSE_SECONDS)
