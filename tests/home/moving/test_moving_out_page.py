"""docs/moving-out.md: each command of it does what the page says."""

import re
import shlex
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests import making
from tests.users.people import PASSWORD, code, person

PAGE = Path(__file__).resolve().parents[3] / "docs" / "moving-out.md"
COMMANDS = re.findall(r"^```\n(.+?)\n```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)


def done(line: str, below: Path) -> str:
    """One command, with the page's folder below this one."""
    if not line.startswith("python manage.py "):
        return subprocess.check_output(["/bin/sh", "-c", line], cwd=below, text=True)
    words = [str(below / word) if word == "leaving" else word for word in shlex.split(line)[2:]]
    said = StringIO()
    call_command(*words, "--language", "en", stdout=said)
    return said.getvalue()


def test_each_command_of_the_page_works(post, tmp_path, monkeypatch):
    maria = person("Administrators")
    type(maria).objects.filter(pk=maria.pk).update(username="maria")
    making.grant(maria, "supporters.export_list")
    for number, line in enumerate(COMMANDS):
        below = tmp_path if line.startswith("cd ") else tmp_path / str(number)
        below.mkdir(exist_ok=True)
        monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n{code()}\n0\n"))
        told = done(line, tmp_path / "0" if line.startswith("cd ") else below)
        assert ("files and a manifest in" in told) != line.startswith("cd "), line
    assert len(COMMANDS) == 5
    broken = tmp_path / "0" / "leaving" / "site.xml"
    broken.write_text("")
    with pytest.raises(subprocess.CalledProcessError):
        done(COMMANDS[1], tmp_path / "0")


def test_the_page_names_every_field_and_class_of_ours():
    told, made = PAGE.read_text(encoding="utf-8"), PAGE.parents[1] / "home" / "moving" / "export"
    source = "\n".join(each.read_text(encoding="utf-8") for each in made.glob("*.py"))
    fields = set(re.findall(r'"(_hub_[a-z_]+[a-z])"', source)) | {"_hub_hero_alternative"}
    classes = set(re.findall(r'"(hub-[a-z-]+)"', source))
    assert {each for each in fields if f"`{each}`" not in told} == set()
    assert {each for each in classes if each not in told} == set()
