"""What is planted, and every place where it could turn up: log, broker, columns, dump, files."""

import base64
import io
import logging
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from django.conf import settings
from django.db import connection
from django.test import Client
from psycopg import sql

from dev.ground import postgres_programs
from dev.steps import Refusal

STEM, DOMAIN, BROWSER, NETWORK = (
    "zyxwvplantada",
    "canary-plantada.example",
    "Planted/1.0",
    "203.0.113.",
)
NOISY = ("mail.log", "asyncio")  # the tests' own mail server


def name(number: int) -> str:
    return f"{STEM} {number} Peña"


def address(number: int) -> str:
    return f"{STEM}{number}@{DOMAIN}"


def disguises(word: str) -> list[bytes]:
    """The word as it is, in hexadecimal, and in base64 at each of its three offsets."""
    raw = word.encode()
    return [raw, raw.hex().encode(), *(in_base64(raw, skipped) for skipped in range(3))]


def in_base64(raw: bytes, skipped: int) -> bytes:
    """The letters, of 6 bits each, that no byte before or behind has a part in."""
    encoded = base64.b64encode(b"\0" * skipped + raw)
    return encoded[-(-skipped * 8 // 6) : (skipped + len(raw)) * 8 // 6]


NEEDLES = {word: disguises(word) for word in (STEM, DOMAIN)} | {
    word: [word.encode()] for word in (BROWSER, NETWORK)
}


def traces(content: bytes) -> list[str]:
    """Which of the planted words can be found in it, in any disguise."""
    return [word for word, shapes in NEEDLES.items() if any(each in content for each in shapes)]


def database() -> bytes:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema, table_name FROM information_schema.tables "
            "WHERE table_type = 'BASE TABLE' AND table_schema NOT LIKE 'pg_%'"
        )
        rows = []
        for table in cursor.fetchall():
            query = sql.SQL("SELECT each::text FROM {} AS each").format(sql.Identifier(*table))
            rows += [row[0] for row in cursor.execute(query)]
    return "\n".join(rows).encode()


def dump() -> bytes:
    """What pg_dump says; where there is none that fits the server, the tables alone."""
    facts = connection.get_connection_params()
    wanted = ("dbname", "user", "password", "host", "port")
    where = psycopg.conninfo.make_conninfo(**{key: facts[key] for key in wanted if facts.get(key)})
    try:
        program = postgres_programs(Path(settings.HUB_DATA), None) / "bin" / "pg_dump"
    except Refusal:
        return database()
    done = subprocess.run([program, where], capture_output=True)
    return done.stdout if done.returncode == 0 else database()


def broker() -> bytes:
    """Every key and value of the cache and the queues."""
    server = redis.Redis.from_url(settings.CELERY_BROKER_URL)
    readers = {
        b"string": server.get,
        b"list": lambda key: server.lrange(key, 0, -1),
        b"set": server.smembers,
        b"hash": server.hgetall,
        b"zset": lambda key: server.zrange(key, 0, -1),
    }
    return b"\n".join(
        key + b" " + repr(readers[server.type(key)](key)).encode() for key in server.scan_iter()
    )


def files() -> bytes:
    folder = Path(settings.HUB_DATA)
    return b"\n".join(
        str(path).encode() + path.read_bytes() for path in folder.rglob("*") if path.is_file()
    )


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged from DEBUG on, in the lines that the project writes."""
    written, root = io.StringIO(), logging.getLogger()
    (console,) = [each for each in root.handlers if type(each) is logging.StreamHandler]
    handler = logging.StreamHandler(written)
    handler.setFormatter(console.formatter)
    handler.addFilter(lambda record: not record.name.startswith(NOISY))
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(level)
    root.removeHandler(handler)


def signer(number: int) -> Client:
    facts = {"REMOTE_ADDR": f"{NETWORK}{number}", "HTTP_USER_AGENT": BROWSER}
    return Client(raise_request_exception=False, **facts)


def places(written: io.StringIO) -> dict[str, list[str]]:
    """Where something of it is found, after this log was written."""
    found = {
        "the log": written.getvalue().encode(),
        "the broker": broker(),
        "the database": database(),
        "a dump": dump(),
        "the files": files(),
    }
    return {place: traces(content) for place, content in found.items() if traces(content)}
