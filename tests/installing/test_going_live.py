"""docs/going-live.md: each line that it tells people to type is one that there is."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands

from installing.__main__ import parse
from installing.accounts import FOLDERS
from installing.answers import TAKEN_OVER
from installing.units import MANAGE, unit_names

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "going-live.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines()]
SPOKEN = re.findall(r"`((?:bin/install|hub-manage|systemctl) [^`]+)`", PAGE)
OTHERS = {"git clone ADDRESS-OF-THE-CODE hub && cd hub", "nginx -t -c /etc/hub/nginx.conf"}


@pytest.mark.parametrize("line", sorted({*LINES, *SPOKEN} - OTHERS))
def test_what_is_to_be_typed_is_there(line):
    program, *words = shlex.split(line.partition(" … ")[0])
    if program == "bin/install":
        assert parse(words)
    elif program == "hub-manage":
        assert Path(MANAGE).name == program
        assert words[0] in get_commands()
    else:
        assert program in {"systemctl", "journalctl"}
        units = set(unit_names()) | {Path(name).stem for name in unit_names()}
        assert [word for word in words if word.startswith("hub") and word not in units] == []


def test_the_search_for_lines_finds_some():
    assert len(LINES) > 8
    assert any(line.startswith("hub-manage custodian_copy") for line in SPOKEN)


def test_what_may_stand_in_the_environment_is_told():
    assert [name for name in TAKEN_OVER if f"`{name}`" not in PAGE] == []


def test_each_place_that_is_told_is_one_that_is_made():
    told = {each.rstrip("/") for each in re.findall(r"`(/(?:srv|var|etc)/[^`*. ]+)`", PAGE)}
    made = {each.path for each in FOLDERS} | {"/etc/hub"}
    assert [each for each in told if not any(each.startswith(place) for place in made)] == []
