"""A newsroom leaves: everything that it holds is in files that others read, and nothing else is."""

import csv
import json
import re
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from cms.blocks import StoryBlock
from cms.models import Image
from home.moving.export.addresses import Addresses, PatternRefused
from home.moving.export.leaving import Export, Wish, export_site
from home.moving.export.marking_up_stories import PARTS
from home.moving.export.writing_wxr import cdata
from news.models import PostPage
from tests.home.moving.checking import differences
from tests.home.moving.newsroom import newsroom
from tests.home.moving.wxr_said import items_of
from vault.auditing import AuditEntry

pytestmark = pytest.mark.django_db
COMMENT = re.compile(r"<!-- (/?)wp:([a-z-]+)( \{.*?\})? (/?)-->")


@pytest.fixture
def pages(db):
    return newsroom()


@pytest.fixture
def leave(tmp_path):
    """`leave()` is a new export and its folder."""

    def go(name: str = "out", **facts) -> tuple[Path, Export]:
        return tmp_path / name, export_site(tmp_path / name, Wish(**facts))

    return go


def compared(folder: Path) -> str:
    return "\n".join(differences(folder / "site.xml", folder / "uploads"))


def told(folder: Path, page, name: str = "site.xml"):
    return next(each for each in items_of(folder / name) if each.slug == page.slug)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_what_leaves_is_all_there_is(pages, leave):
    """By a checker that shares no code with what wrote it; then each thing that is taken from the
    site is missed.
    """
    folder, _made = leave()
    assert compared(folder) == ""
    story = pages["story es"]
    PostPage.objects.filter(pk=story.pk).update(title="Otra", body=list(story.body.raw_data)[2:])
    Image.objects.filter(pk=pages["story en"].hero_image_id).update(credit="")
    PostPage.objects.filter(pk=pages["story en"].pk).update(hero_credit="")
    pages["draft"].delete()
    missed = compared(folder)
    for each in ("title: ", "lacks: palabra heading", "main picture's credit: 'Joe Roe'"):
        assert each in missed
    assert f"{pages['draft'].slug} (en): is not there" in missed


def test_each_part_opens_in_the_block_editor(pages, leave):
    """Comments open and close in pairs, and their facts are JSON."""
    assert set(PARTS) == set(StoryBlock().child_blocks)
    folder, _made = leave()
    content = told(folder, pages["story en"]).content
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
    assert [content.count(each) for each in ("Half", "The almanac")] == [1, 0]
    assert "[" not in COMMENT.sub("", content), "it could begin a shortcode"


def test_both_versions_are_one_set_and_each_has_its_own_words(pages, leave):
    folder, _made = leave()
    english, spanish = (told(folder, pages[f"story {code}"]) for code in ("en", "es"))
    assert english.group == spanish.group
    assert [each.language for each in (english, spanish)] == ["en", "es"]
    assert english.names("author") == ["Ana Peña", "Joe Roe"]
    assert english.one("_thumbnail_id") != spanish.one("_thumbnail_id")
    files = {each.pk: each for each in items_of(folder / "site.xml") if each.file}
    alternatives = [
        files[int(each.one("_thumbnail_id"))].one("_wp_attachment_image_alt")
        for each in (english, spanish)
    ]
    assert alternatives == ["A hill", "ñ A hill"]
    # As Polylang writes which post is in which language, in PHP.
    ids = f'a:2:{{s:2:"en";i:{english.pk};s:2:"es";i:{spanish.pk};}}'
    assert ids in (folder / "site.xml").read_text(encoding="utf-8")


def test_times_are_kept_and_what_waits_is_not_told_as_live(pages, leave):
    folder, _made = leave()
    scheduled, draft = told(folder, pages["scheduled"]), told(folder, pages["draft"])
    assert (scheduled.status, draft.status) == ("future", "draft")
    assert scheduled.at == pages["scheduled"].scheduled_revision.approved_go_live_at
    assert told(folder, pages["story en"]).at == pages["story en"].date


def test_a_draft_of_a_live_page_stands_in_a_file_of_its_own(pages, leave):
    story = pages["story en"]
    story.title = "Snow and ice"
    story.save_revision()
    folder, made = leave()
    assert told(folder, story).title == "Snow on the hill"
    waiting = told(folder, story, "unpublished-changes.xml")
    assert (waiting.title, waiting.status) == ("Snow and ice", "draft")
    assert made.counts["unpublished_changes"] == 1


def test_a_picture_whose_faces_must_not_be_shown_stays(pages, leave):
    """With its words, which may name who is in it; that it stays is said."""
    hidden = pages["story en"].hero_image
    Image.objects.filter(pk=hidden.pk).update(faces=Image.Faces.HIDDEN)
    folder, made = leave()
    assert made.left_out == [{"what": "picture", "id": hidden.pk, "why": "faces_hidden"}]
    told_all = (folder / "site.xml").read_text(encoding="utf-8")
    assert "A hill" not in told_all
    assert Path(hidden.file.name).name not in told_all
    assert not list(folder.rglob(Path(hidden.file.name).name))


def test_a_file_that_is_missing_is_told_and_stops_nothing(pages, leave):
    image = pages["story en"].hero_image
    path = Path(image.file.path)
    kept = path.read_bytes()
    path.unlink()
    try:
        folder, made = leave()
    finally:
        path.write_bytes(kept)
    assert made.left_out == [{"what": "picture", "id": image.pk, "why": "file_missing"}]
    assert told(folder, pages["story en"]).one("_thumbnail_id") == ""


def test_a_document_that_not_everybody_may_have_stays(pages, leave):
    document = get_document_model().objects.get()
    folder, _made = leave()
    assert len(list(folder.rglob("*.pdf"))) == 1
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    folder, made = leave("again")
    assert made.left_out == [{"what": "document", "id": document.pk, "why": "restricted"}]
    assert list(folder.rglob("*.pdf")) == []


def test_any_text_can_be_said_in_xml():
    text = cdata("a ]]> b & <c>\x0b\ufffe ñ")
    assert ElementTree.fromstring(f"<a>{text}</a>").text == "a ]]> b & <c> ñ"


def test_the_manifest_has_every_file(pages, leave):
    folder, made = leave()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found = {
        each.relative_to(folder).as_posix(): sha256(each.read_bytes()).hexdigest()
        for each in folder.rglob("*")
        if each.is_file() and each.name not in {"manifest.json", "SHA256SUMS"}
    }
    assert {name: each["sha256"] for name, each in manifest["files"].items()} == found
    assert made.files == len(found)
    assert manifest["counts"]["stories"] == 4
    with Pillow.open(next((folder / "uploads").rglob("*.png"))) as picture:
        assert picture.size == (8, 8)
    assert AuditEntry.objects.filter(deed="site.exported", actor=None).count() == 1


def test_every_address_that_readers_kept_leads_on(pages, leave):
    folder, _made = leave()
    leads = {each["from"]: each["to"] for each in rows(folder / "redirects.csv")}
    story, campaign = pages["story es"], pages["campaign es"]
    assert leads[story.url] == f"/es/{story.slug}/"
    assert leads["/en/2010/12/27/snow"] == f"/en/{pages['story en'].slug}/"
    assert leads[campaign.url] == f"/petitions/{campaign.slug}-es.html"
    assert leads["/en/news/topic/weather/"] == "/en/category/weather/"
    assert pages["draft"].url not in leads


def test_the_new_site_may_call_stories_otherwise(pages, leave):
    folder, _made = leave(addresses=Addresses("/2026/{slug}"), uploads_url="https://x.org/f/")
    leads = {each["from"]: each["to"] for each in rows(folder / "redirects.csv")}
    assert leads[pages["story en"].url] == f"/2026/{pages['story en'].slug}"
    assert 'src="https://x.org/f/2' in told(folder, pages["story en"]).content
    for refused in ("", "/en/", "{slug}", "/{slug}/{year}/", "/{slug}\r\n"):
        with pytest.raises(PatternRefused):
            Addresses(refused)
