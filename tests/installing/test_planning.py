"""The whole plan, on a server that is a folder: once, twice, after a failure, and taken back."""

import ast
import sys
from pathlib import Path

import pytest

from installing import releases
from installing.__main__ import main
from installing.answers import Answers
from installing.packages import noted
from installing.placing import Misplaced
from installing.planning import plan
from installing.speaking import speak
from installing.stepping import go, take_back
from tests.installing.rehearsal import Rehearsed

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = Answers("news.example.org", settings={"POSTAL_ADDRESS": "1 Example Street, Boston"})


@pytest.fixture(autouse=True)
def little_code(monkeypatch):
    """What is copied by itself is looked at in test_units.py."""
    monkeypatch.setattr(releases, "PARTS", ("deploy", "manage.py", "requirements.txt"))
    releases.mark_of.cache_clear()
    yield
    releases.mark_of.cache_clear()


@pytest.fixture
def server(tmp_path):
    yield Rehearsed(tmp_path)
    speak("en")


@pytest.fixture
def said():
    return []


def installed(server, said) -> int:
    return go(plan(server, ANSWERS), said.append)


def test_the_installer_needs_nothing_but_python_itself():
    """It runs before any package is there."""
    for path in (ROOT / "installing").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            tops = {name.partition(".")[0] for name in names}
            assert tops <= {*sys.stdlib_module_names, "installing"}, path


def test_a_second_run_finds_all_of_it_done_and_changes_nothing(server, said):
    assert installed(server, said) == 0
    before = server.tree()
    said.clear()
    server.said.clear()
    assert installed(server, said) == 0
    assert server.said == []
    assert server.tree() == before
    assert all("is so already" in line for line in said)


def test_it_goes_on_where_it_ended(server, said):
    object.__setattr__(server, "failing", "createdb --owner")
    assert installed(server, said) == 1
    assert "createdb: it failed" in said[-2]
    keys = server.text("/etc/hub/hub.env")
    object.__setattr__(server, "failing", "")
    server.said.clear()
    assert installed(server, said) == 0
    assert not any(line.startswith(("apt-get", "useradd")) for line in server.said)
    assert server.text("/etc/hub/hub.env") == keys


def test_a_certificate_that_cannot_be_had_keeps_nobody_from_going_on(server, said):
    object.__setattr__(server, "failing", "certbot certonly")
    assert installed(server, said) == 0
    assert any("port 80" in line for line in said)
    assert server.at("/etc/hub/tls/fullchain.pem").readlink().name == "own-fullchain.pem"
    object.__setattr__(server, "failing", "")
    installed(server, said)
    assert "letsencrypt" in str(server.at("/etc/hub/tls/fullchain.pem").readlink())


def test_without_systemd_everything_is_made_and_nothing_is_started(tmp_path, said):
    server = Rehearsed(tmp_path, has_systemd=False)
    assert installed(server, said) == 0
    assert not any(line.startswith("systemctl") for line in server.said)
    assert server.at("/etc/systemd/system/hub-web.service").exists()
    assert server.at("/srv/hub/current").is_symlink()


def test_a_rehearsal_changes_nothing(server, capsys):
    before = server.tree()
    assert main(["--dry-run", "--domain", "news.example.org"], server) == 0
    assert server.tree() == before
    assert server.said == []
    assert capsys.readouterr().out.count("·") >= 12


def test_it_speaks_spanish(server, capsys):
    main(["--dry-run", "--domain", "news.example.org", "--language", "es"], server)
    said = capsys.readouterr().out
    assert "Una cuenta para Hub" in said
    assert "No se cambió nada" in said


@pytest.mark.parametrize("domain", ["", "localhost", "a b.org", "news.example.org'; x", "-.org"])
def test_a_name_that_cannot_be_used_ends_it_before_anything_is_done(server, capsys, domain):
    assert main(["--dry-run", f"--domain={domain}"], server) == 2
    assert "--domain" in capsys.readouterr().err


def test_other_systems_are_refused(server, capsys):
    server.write("/etc/os-release", "ID=ubuntu\nVERSION_ID=24.04\n")
    assert main(["--dry-run", "--domain", "news.example.org"], server) == 2
    assert "Debian 12" in capsys.readouterr().err


def test_taking_it_back_keeps_keys_data_and_packages(server, said):
    installed(server, said)
    packages, keys = noted(server), server.text("/etc/hub/hub.env")
    assert take_back(plan(server, ANSWERS), said.append, is_for_good=False) == 0
    assert server.text("/etc/hub/hub.env") == keys
    assert server.at("/var/lib/hub/keystore").is_dir()
    assert not any("dropdb" in line or "userdel" in line for line in server.said)
    assert not list(server.at("/etc/systemd/system").glob("hub*"))
    assert not server.at("/srv/hub").exists()
    assert any(f"apt-get remove {' '.join(packages)}" in line for line in said)


def test_data_goes_only_with_the_sites_name_behind_the_word(server, said, capsys, monkeypatch):
    installed(server, said)
    monkeypatch.setattr("installing.__main__.is_root", lambda: True)
    assert main(["--undo", "--with-data", "other.example.org"], server) == 2
    assert server.at("/var/lib/hub/keystore").is_dir()
    assert main(["--undo", "--with-data", "news.example.org"], server) == 0
    assert not server.at("/var/lib/hub").exists()
    assert not server.at("/etc/hub").exists()
    assert any("dropdb" in line for line in server.said)


def test_a_link_where_a_folder_should_be_ends_it(server, said):
    server.at("/var/lib/hub").mkdir(parents=True)
    server.at("/elsewhere").mkdir()
    server.at("/var/lib/hub/media").symlink_to(server.at("/elsewhere"))
    assert installed(server, said) == 1
    assert "is a link" in said[-2]
    assert Misplaced.__name__ not in said[-2]
