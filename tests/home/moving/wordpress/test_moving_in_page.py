"""docs/moving-in.md: each command of it does what the page says."""

import re
import shlex
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from news.models import PostPage
from tests.home.moving.wordpress.exports import FIXTURE

PAGE = Path(__file__).resolve().parents[4] / "docs" / "moving-in.md"
TEXT = PAGE.read_text(encoding="utf-8")
COMMANDS = re.findall(r"^```sh\npython manage\.py (.+)\n```$", TEXT, re.M)


@pytest.mark.django_db
def test_each_command_of_the_page_works(tmp_path, monkeypatch):
    shutil.copy(FIXTURE, tmp_path / "export.xml")
    (tmp_path / "uploads").mkdir()
    monkeypatch.chdir(tmp_path)
    came = []
    for line in COMMANDS:
        call_command(*shlex.split(line), "--say-in=en", stdout=StringIO())
        came.append(PostPage.objects.count())
        assert (tmp_path / "wordpress-report.txt").exists()
        assert (tmp_path / "wordpress-report.json").exists()
    assert came == [0, 1]


def test_the_page_names_every_option(capsys):
    told = set(re.findall(r"^\| `(--[a-z-]+)", TEXT, re.M))
    with pytest.raises(SystemExit):
        call_command("import_wordpress", "--help")
    ours = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    of_django = {"--help", "--version", "--settings", "--pythonpath", "--traceback"}
    of_django |= {"--verbosity", "--no-color", "--force-color", "--skip-checks", "--say-in"}
    assert ours - of_django == told
