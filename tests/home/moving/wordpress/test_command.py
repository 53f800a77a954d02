"""`manage.py import_wordpress`: what it says, and how it refuses."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from news.models import PostPage
from tests.home.moving.wordpress.exports import FIXTURE, item
from tests.home.moving.wordpress.test_reading import BOMB

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(old_site):
    """`bring(file)` runs the command, its report beside the file; returns what it said."""

    def run(file, *options: str) -> str:
        out = StringIO()
        report = f"--report={old_site.folder / 'told.json'}"
        call_command("import_wordpress", file, report, "--say-in=es", *options, stdout=out)
        return out.getvalue()

    return run


def test_it_says_what_came_and_writes_down_what_did_not(bring, old_site):
    said = bring(FIXTURE)
    assert "Traídas: 1" in said
    assert "1 × Los comentarios no vienen" in said
    told = json.loads((old_site.folder / "told.json").read_text())
    assert told["counts"]["made"] == 1
    assert {line["kind"] for line in told["lines"]} == {"comments", "picture"}
    assert all(line["why"] and line["link"] for line in told["lines"])
    assert "Traídas: 1" in (old_site.folder / "told.txt").read_text()


def test_what_means_ill_is_refused_in_a_sentence_and_nothing_is_written(bring, old_site):
    old_site.file.write_text(BOMB)
    with pytest.raises(CommandError, match="Ninguna exportación de WordPress lo hace"):
        bring(old_site.file)
    with pytest.raises(CommandError, match="nothing.xml"):
        bring(old_site.folder / "nothing.xml")
    with pytest.raises(CommandError, match="No existe la carpeta"):
        bring(FIXTURE, f"--uploads={old_site.folder / 'nowhere'}")
    broken = old_site.write(item(1), item(2)).read_text()[:-40]
    old_site.file.write_text(broken)
    with pytest.raises(CommandError, match="dañado o incompleto"):
        bring(old_site.file)
    assert not PostPage.objects.exists()


def test_a_hostile_story_is_cleaned(bring, old_site, reader):
    markup = (
        '<p onclick="steal()">One.</p><script>steal()</script><a href="javascript:steal()">x</a>'
    )
    title = "<img src=x onerror=steal()>Two"
    old_site.write(item(1, content=markup, title=title, excerpt=f"{title}<script>steal()</script>"))
    said = bring(old_site.file)
    assert "2 × Se quitó un programa" in said
    shown = reader.get(PostPage.objects.get().url).content.decode()
    assert "steal()" not in shown
    assert "One." in shown
