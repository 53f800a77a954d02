"""One clear line for what is wrong with the environment, and keys that are made once."""

import socket
import stat

import pytest

from dev.environment import SHARED, development_environ, web_port, write_for_shells
from dev.keys import development_keys
from dev.steps import Refusal
from hub.environment import keyring


@pytest.mark.parametrize("port", ["0", "x", "65536", "-1", "80 80"])
def test_a_port_that_is_none_is_refused(port, monkeypatch):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(Refusal, match="PORT"):
        web_port()


def test_a_taken_port_is_refused(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        with pytest.raises(Refusal, match="taken"):
            web_port()


def test_keys_are_made_once_and_are_ours_alone(tmp_path, monkeypatch):
    keys = development_keys(tmp_path)
    assert development_keys(tmp_path) == keys
    assert stat.S_IMODE((tmp_path / "keys.env").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keystore").stat().st_mode) == 0o700
    monkeypatch.setenv("FIELD_ENCRYPTION_KEYS", keys["FIELD_ENCRYPTION_KEYS"])
    assert list(keyring("FIELD_ENCRYPTION_KEYS")) == ["k1"]


def test_what_is_set_wins(tmp_path, monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example.org:25")
    monkeypatch.delenv("MEDIA_ROOT", raising=False)
    values = development_environ(tmp_path, 8000)
    assert "EMAIL_URL" not in values
    assert values["MEDIA_ROOT"] == str(tmp_path / "media")


def test_shells_are_told_of_what_is_set_and_of_nothing_else(tmp_path, monkeypatch):
    for name in SHARED:
        monkeypatch.delenv(name, raising=False)
    write_for_shells(tmp_path, development_environ(tmp_path, 8000))
    told = (tmp_path / "environment.sh").read_text()
    assert f"export ERASURES_DIR={tmp_path}/erasures\n" in told
    assert "DATABASE_URL" not in told


def test_what_shells_are_told_is_there_on_a_bare_machine(tmp_path, monkeypatch):
    """All but what the start and its servers add."""
    for name in SHARED:
        monkeypatch.delenv(name, raising=False)
    added = {"DATABASE_URL", "REDIS_URL", "HUB_DATA"}
    assert set(development_environ(tmp_path, 8000)) >= SHARED - added
