"""A newsroom leaves: everything that it holds is in files that others read, and nothing else is."""

import json
import re
from pathlib import Path

import pytest

from cms.blocks import StoryBlock
from home.moving.export.leaving import Wish, export_site
from home.moving.export.marking_up_stories import PARTS
from news.models import PostPage
from tests.home.moving.checking import differences
from tests.home.moving.newsroom import newsroom
from tests.home.moving.wxr_said import items_of, read_text

pytestmark = pytest.mark.django_db
COMMENT = re.compile(r"<!-- (/?)wp:([a-z-]+)( \{.*?\})? (/?)-->")


def left(folder: Path, **facts) -> Path:
    export_site(folder, Wish(**facts))
    return folder


def compared(folder: Path) -> list[str]:
    return differences(folder / "site.xml", folder / "uploads")


def said(folder: Path, page) -> object:
    return next(each for each in items_of(folder / "site.xml") if each.slug == page.slug)


def test_what_leaves_is_all_there_is(tmp_path):
    """By a checker that shares no code with what wrote it; then each thing that is taken from the
    site is missed.
    """
    made = newsroom()
    folder = left(tmp_path / "out")
    assert "\n".join(compared(folder)) == ""
    story = made.story["es"]
    assert read_text(said(folder, story).content).pictures[0].credit == "Ana"
    PostPage.objects.filter(pk=story.pk).update(title="Otra", body=list(story.body.raw_data)[2:])
    made.draft.delete()
    missed = "\n".join(compared(folder))
    for each in ("title: ", "lacks: palabra heading", f"{made.draft.slug} (en): is not there"):
        assert each in missed
    assert "versions" not in missed


def test_each_part_opens_in_the_block_editor(tmp_path):
    """Comments open and close in pairs, and their facts are JSON."""
    assert set(PARTS) == set(StoryBlock().child_blocks)
    made = newsroom()
    content = said(left(tmp_path / "out"), made.story["en"]).content
    waiting, kinds = [], set()
    for closes, name, facts, is_empty in COMMENT.findall(content):
        if closes:
            assert waiting.pop() == name
        elif not is_empty:
            waiting.append(name)
            kinds.add(name)
            json.loads(facts or "{}")
    assert waiting == []
    assert len(COMMENT.findall(content)) == content.count("<!--")
    assert {"paragraph", "list", "image", "gallery", "embed", "file", "html", "group"} <= kinds
