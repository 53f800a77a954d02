"""A migration gives way to whoever holds a lock, and comes back."""

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from vault import migrating
from vault.migrating import lock_timeout, patiently

pytestmark = pytest.mark.django_db


def shown() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return cursor.fetchone()[0]


def change() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE vault_figure IN ACCESS EXCLUSIVE MODE")


@pytest.fixture
def reader():
    """Somebody in a transaction of their own, whom a change of the table would have to wait for."""
    facts = connection.get_connection_params()
    wanted = ("dbname", "user", "password", "host", "port")
    with psycopg.connect(**{key: facts[key] for key in wanted if facts.get(key)}) as line:
        line.execute("SELECT count(*) FROM vault_figure")
        yield line
        line.rollback()


def test_the_bound_is_of_the_migration_alone():
    before = shown()
    with lock_timeout(3):
        assert shown() == "3s"
    assert shown() == before


def test_a_locked_out_migration_gives_way_and_comes_back(reader, settings, monkeypatch):
    settings.MIGRATION_LOCK_TIMEOUT = 0.1
    monkeypatch.setattr(migrating, "PAUSE_SECONDS", 0)
    told: list[int] = []

    def tell(number: int) -> None:
        told.append(number)
        reader.rollback()

    patiently(change, told=tell)
    assert told == [1]


def test_it_ends_with_an_error_when_it_never_gets_its_turn(reader, settings, monkeypatch):
    settings.MIGRATION_LOCK_TIMEOUT = 0.05
    monkeypatch.setattr(migrating, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(migrating, "TRIES", 2)
    told: list[int] = []
    with pytest.raises(OperationalError):
        patiently(change, told=told.append)
    assert told == [1]


def test_any_other_error_is_not_tried_again():
    told: list[int] = []

    def broken() -> None:
        raise OperationalError("the server went away")

    with pytest.raises(OperationalError):
        patiently(broken, told=told.append)
    assert told == []
