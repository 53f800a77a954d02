"""Promise 7: a hundred signers go every way there is, and none of their names and addresses can be
found afterwards: not in the logs, the broker, a column, a file or a dump.
"""

import base64
import io
import logging
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from django.apps import apps
from django.conf import settings
from django.core.mail import send_mail
from django.db import connection, models
from django.test import Client
from psycopg import sql

from campaigns.models import Signature
from dev.extracting import APPS
from dev.ground import postgres_programs
from dev.steps import Refusal
from hub.celery import Queues, app
from outbox.models import Message, State
from outbox.sending import send_due
from tests import making
from tests.campaigns.reading import link_in

SIGNERS = 100
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


def sign_all(url: str) -> None:
    for number in range(SIGNERS):
        typed = making.form(name=name(number), email=address(number))
        assert signer(number).post(url, typed).status_code == 303


def sign_badly(url: str) -> None:
    """Every way to be refused, with what was typed still in it."""
    typed = making.form(name=name(0), email=address(0))
    reader = signer(0)
    assert reader.post(url, typed | {"email": f"{STEM}@"}).status_code == 422
    assert reader.post(url, typed | {"name": f"<{STEM}>"}).status_code == 422
    assert reader.post(url, typed, headers={"Origin": "https://x.example"}).status_code == 403
    assert reader.get(f"/es/{STEM}/?email={address(0)}").status_code == 404
    assert reader.get(f"/{STEM}/?email={address(0)}", follow=True).status_code == 404
    assert reader.post(url, typed, follow=True).status_code == 200
    corrected = reader.post(url, typed)
    assert reader.post(corrected.url, {"email": address(SIGNERS)}).status_code == 303


def fail_while_signing(url: str, monkeypatch) -> None:
    """An accident whose message quotes the person."""

    def broken(petition, wish) -> None:
        raise RuntimeError(repr(wish))

    with monkeypatch.context() as accident:
        accident.setattr("campaigns.views.sign", broken)
        typed = making.form(name=name(1), email=address(1))
        assert signer(1).post(url, typed).status_code == 500


def send_and_confirm(sink) -> None:
    sink.answer(f"550 no {address(3)} here", to=address(3))
    sink.answer(f"451 {address(4)} later", to=address(4))
    while send_due(Queues.TX):
        pass
    assert len(sink.received) >= SIGNERS - 2
    link = link_in(sink)
    assert signer(5).get(link[:-9] + "AAAAAAAA/").status_code == 404
    assert signer(5).post(link, follow=True).status_code == 200


@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
def test_a_hundred_signers_leave_no_name_and_no_address_behind(smtp_sink, log, monkeypatch):
    url = making.campaign(making.petition())["es"].sign_url()
    sign_all(url)
    sign_badly(url)
    fail_while_signing(url, monkeypatch)
    send_mail("Hola", f"Te escribe {name(2)}", None, [address(2)])
    rung = broker()
    send_and_confirm(smtp_sink)
    assert Signature.objects.count() >= SIGNERS
    assert Message.objects.filter(state=State.FAILED).count() == 1
    assert b"outbox.send_transactional" in rung
    assert "RuntimeError" in log.getvalue()
    places = {
        "the log": log.getvalue().encode(),
        "the broker": rung + broker(),
        "the database": database(),
        "a dump": dump(),
        "the files": files(),
    }
    assert all(places.values())
    assert {place: traces(content) for place, content in places.items()} == dict.fromkeys(
        places, []
    )


@pytest.mark.django_db
def test_the_search_would_find_what_is_there(log):
    making.petition(name=name(1))
    app.send_task("outbox.send_transactional", args=[address(1)])
    logging.getLogger("campaigns").info("signed by %s", name(1))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planted AS SELECT %s::bytea AS raw", [address(1).encode()])
    assert traces(database()) == [STEM, DOMAIN]
    assert traces(broker()) == [STEM, DOMAIN]
    assert traces(log.getvalue().encode()) == [STEM]
    for skip in range(3):
        hidden = base64.b64encode(b"x" * skip + address(1).encode() + b"xyz")
        assert traces(hidden) == [STEM, DOMAIN]


def personal_models() -> list[type[models.Model]]:
    """Models with an address of somebody, or with anything sealed."""
    ours = [model for model in apps.get_models() if model._meta.app_label in APPS]
    return [model for model in ours if any(map(is_personal, model._meta.concrete_fields))]


def is_personal(field: models.Field) -> bool:
    sealed = isinstance(field, models.BinaryField)
    return sealed or field.name in {"email", "first_name", "phone", "ip"}


def test_no_row_of_a_person_says_who_it_is():
    found = personal_models()
    assert {model.__name__ for model in found} >= {"Signature", "StaffLetter", "User"}
    for model in found:
        row = model()
        for field in model._meta.concrete_fields:
            if isinstance(field, models.BinaryField):
                setattr(row, field.attname, address(1).encode())
            elif isinstance(field, models.CharField | models.TextField):
                setattr(row, field.attname, address(1))
        assert traces(f"{row} {row!r}".encode()) == [], model
