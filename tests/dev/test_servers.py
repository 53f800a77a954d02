"""The servers from wheels: they start, keep what they were told to keep, and log no values."""

import shutil
from pathlib import Path

import psycopg
import pytest
import redis

from dev.bootstrap import data_folder
from dev.ground import server_account, throwaway_ground
from dev.servers import postgres, valkey
from dev.with_servers import running


@pytest.fixture
def base():
    folder = throwaway_ground(server_account())
    yield folder
    shutil.rmtree(folder)


def logged(base: Path) -> str:
    return "".join(log.read_text() for log in (base / "log").iterdir())


def test_postgresql_keeps_its_data_and_logs_no_values(base):
    with running(postgres(data_folder(), base)) as url, psycopg.connect(url) as connection:
        connection.execute("create table person (email text unique)")
        connection.execute("insert into person values (%s)", ["rosa@example.org"])
        connection.commit()
        for broken in ("insert into person values (%s)", "select 1/0, %s::text"):
            with pytest.raises(psycopg.Error):
                connection.execute(broken, ["rosa@example.org"])
            connection.rollback()
    with running(postgres(data_folder(), base)) as url, psycopg.connect(url) as connection:
        assert connection.execute("select count(*) from person").fetchone() == (1,)
    assert "division by zero" in logged(base)
    assert "rosa" not in logged(base)


def test_postgresql_listens_on_no_network_and_knows_spanish_letters(base):
    with running(postgres(data_folder(), base, durable=False)) as url:
        assert "host=/" in url
        with psycopg.connect(url) as connection:
            assert connection.execute("show listen_addresses").fetchone() == ("",)
            words = "select to_tsvector('spanish', '¿Por qué «niños»?')::text"
            assert connection.execute(words).fetchone() == ("'niñ':3",)


def test_valkey_asks_for_its_password_and_forgets_nothing_when_full(base):
    with running(valkey(base)) as url:
        client = redis.Redis.from_url(url)
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert client.config_get("appendonly") == {"appendonly": "yes"}
        client.set("bell", 1)
        stranger = redis.Redis.from_url(url.replace(url.split("@")[0], "redis://"))
        with pytest.raises(redis.AuthenticationError):
            stranger.ping()
    with running(valkey(base)) as url:
        assert redis.Redis.from_url(url).get("bell") == b"1"
