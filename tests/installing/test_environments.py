"""The settings that are written: made once, kept as people change them, and enough to start Hub."""

import os
import runpy
import subprocess
from pathlib import Path

import pytest

from installing.answers import Answers, Unusable, checked
from installing.environments import MADE, PATH, Secrets, settings_in
from tests.installing.rehearsal import Rehearsed

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = Answers("news.example.org")


@pytest.fixture
def server(tmp_path):
    return Rehearsed(tmp_path)


def made(server, answers: Answers = ANSWERS) -> dict[str, str]:
    step = Secrets(server, answers)
    if not step.is_done():
        step.do()
    assert step.is_done()
    return settings_in(server)


def edit(server, ours: str, theirs: str) -> None:
    path = server.at(PATH)
    path.chmod(0o600)
    text = path.read_text()
    assert ours in text
    path.write_text(text.replace(ours, theirs))


def test_keys_are_made_once_and_are_nobody_elses(server, tmp_path_factory):
    first = made(server)
    other = made(Rehearsed(tmp_path_factory.mktemp("other")))
    assert made(server) == first
    for name in MADE:
        assert first[name] != other[name]
        assert len(first[name]) > 40


def test_a_key_that_a_person_wrote_without_quotes_is_never_replaced(server):
    keys = made(server)["FIELD_ENCRYPTION_KEYS"]
    edit(server, f"FIELD_ENCRYPTION_KEYS='{keys}'", f"FIELD_ENCRYPTION_KEYS={keys}")
    edit(server, "EMAIL_URL='smtp://127.0.0.1:25'", '# of our provider\nEMAIL_URL="brevo://:KEY@"')
    after = made(server, Answers("other.example.org"))
    assert after["FIELD_ENCRYPTION_KEYS"] == keys
    assert after["EMAIL_URL"] == "brevo://:KEY@"
    assert after["BASE_URL"] == "https://other.example.org"
    assert "# of our provider\n" in server.text(PATH)
    assert server.text(PATH).count("FIELD_ENCRYPTION_KEYS") == 1


def test_the_shell_reads_what_is_written(server):
    """hub-manage does; systemd takes single quotes as the shell does."""
    said = 'Bahía <hub@news.example.org> $HOME `id` \\ " #'
    made(server, Answers("news.example.org", settings={"DEFAULT_FROM_EMAIL": said}))
    read = f'. "{server.at(PATH)}"; printf %s "$DEFAULT_FROM_EMAIL"'
    assert subprocess.check_output(["/bin/sh", "-c", read], text=True) == said


@pytest.mark.parametrize("value", ["it's", "two\nlines", "a\0b"])
def test_a_value_that_would_break_out_of_its_quotes_is_refused(value):
    with pytest.raises(Unusable):
        checked(Answers("news.example.org", settings={"POSTAL_ADDRESS": value}))


def test_hub_starts_with_what_is_written(server, monkeypatch):
    for name in list(os.environ):
        if name.isupper() and name not in {"PATH", "HOME", "TMPDIR"}:
            monkeypatch.delenv(name)
    for name, value in made(server).items():
        monkeypatch.setenv(name, value)
    settings = runpy.run_path(str(ROOT / "hub" / "settings.py"))
    assert settings["IS_TLS"]
    assert settings["DATABASES"]["default"]["OPTIONS"]["host"] == "/var/run/postgresql"
    assert settings["TRUSTED_PROXY_HOPS"] == 1
    assert settings["BUNDLES_DIR"] == "/var/lib/hub/bundles"
