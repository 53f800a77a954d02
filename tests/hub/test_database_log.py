"""What PostgreSQL writes into its log with the settings of docker-compose.yml: errors, a deadlock
and a slow statement, and no word of what was in them.
"""

import threading
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
import yaml
from django.db import connection

from dev.servers import POSTGRES_SETTINGS
from vault.checking_servers import QUIET

ROOT = Path(__file__).resolve().parents[2]
CANARY = "zyxw-planted@canary.example"


def settings_of_compose() -> dict[str, str]:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    words = [word for word in services["database"]["command"] if "=" in word]
    return dict(word.split("=", 1) for word in words)


def test_the_servers_that_we_start_are_quiet():
    for stand in (settings_of_compose(), POSTGRES_SETTINGS):
        assert [
            name for name in QUIET if stand.get(name, DEFAULTS.get(name)) not in QUIET[name]
        ] == []


# Quiet unless somebody changes them.
DEFAULTS = {"log_statement": "none", "log_min_duration_statement": "-1"}


@pytest.fixture
def log(django_db_setup, django_db_blocker) -> Path:
    """Of the server that the tests use, where it is one of ours."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        base = Path(cursor.fetchone()[0]).parent
    found = [base / "log" / "postgres.log", *base.glob("**/postgres.log")]
    existing = [path for path in found if path.is_file()]
    if not existing:
        pytest.skip("the server of these tests is not one of ours")
    return existing[0]


def connected() -> psycopg.Connection:
    facts = connection.get_connection_params()
    wanted = ("dbname", "user", "password", "host", "port")
    return psycopg.connect(**{key: facts[key] for key in wanted if facts.get(key)}, autocommit=True)


def fail(line: psycopg.Connection) -> None:
    """In the ways in which Django speaks: values within the statement, and apart from it."""
    line.execute("CREATE TEMP TABLE planted (name text UNIQUE)")
    for _twice in range(2):
        with suppress(psycopg.Error):
            psycopg.ClientCursor(line).execute("INSERT INTO planted VALUES (%s)", [CANARY])
    with suppress(psycopg.Error):
        line.execute("SELECT 1 / length(replace(%s, %s, ''))", [CANARY, CANARY])
    psycopg.ClientCursor(line).execute("SELECT pg_sleep(0.3), %s", [CANARY])


def deadlock(one: psycopg.Connection, other: psycopg.Connection) -> None:
    keys = (7_777_001, 7_777_002)
    say = "SELECT pg_advisory_xact_lock(%s) /* %s */"
    meet = threading.Barrier(2)

    def run(line: psycopg.Connection, first: int, second: int) -> None:
        with suppress(psycopg.errors.DeadlockDetected), line.transaction():
            psycopg.ClientCursor(line).execute(say, [first, CANARY])
            meet.wait(5)
            psycopg.ClientCursor(line).execute(say, [second, CANARY])

    threads = [
        threading.Thread(target=run, args=(one, *keys)),
        threading.Thread(target=run, args=(other, *reversed(keys))),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)


def test_no_statement_of_an_error_a_deadlock_or_a_slow_one_is_in_the_log(log):
    start = log.stat().st_size
    with connected() as one, connected() as other:
        fail(one)
        deadlock(one, other)
        one.execute("SET log_min_error_statement = error")
        with suppress(psycopg.Error):
            psycopg.ClientCursor(one).execute("SELECT 1 / 0 /* %s */", ["a loud server"])
    with open(log, encoding="utf-8", errors="replace") as written:
        written.seek(start)
        said = written.read()
    assert "deadlock detected" in said
    assert "duplicate key" in said
    assert "division by zero" in said
    assert "a loud server" in said  # so the search would find what is there
    assert CANARY not in said
    assert "zyxw" not in said
