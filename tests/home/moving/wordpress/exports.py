"""Writes exports as WordPress does, an item at a time, and brings them in."""

from io import BytesIO
from pathlib import Path

from PIL import Image as Pillow

from home.moving.wordpress.bringing import Wishes, bring
from home.moving.wordpress.reading import Export
from home.moving.wordpress.reporting import Report

FIXTURE = Path(__file__).parent / "library-vote.wxr.xml"
SITE = "http://old.example.org"
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>{site}</link><language>{language}</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>{site}</wp:base_blog_url>"""
TAIL = "</channel></rss>"
UPLOADS = f"{SITE}/wp-content/uploads"


NAMES = {
    "content": "content:encoded",
    "excerpt": "excerpt:encoded",
    "title": "title",
    "link": "link",
    "creator": "dc:creator",
    "url": "wp:attachment_url",
    "slug": "wp:post_name",
}


def item(number: int, **facts) -> str:
    """A live post, unless `facts` say otherwise; `terms` are (taxonomy, slug, name)."""
    slug = facts.get("slug", f"story-{number}")
    known = {
        "title": f"Story {number}",
        "link": f"{SITE}/2012/05/{slug}/",
        "dc:creator": "desk",
        "content:encoded": f"It was the story number {number}.",
        "excerpt:encoded": "",
        "wp:post_id": number,
        "wp:post_date": "2012-05-01 10:00:00",
        "wp:post_date_gmt": "2012-05-01 14:00:00",
        "wp:comment_status": "closed",
        "wp:post_name": slug,
        "wp:status": "publish",
        "wp:post_parent": 0,
        "wp:post_type": "post",
        "wp:post_password": "",
        "wp:is_sticky": 0,
    }
    terms, metas = facts.pop("terms", ()), facts.pop("metas", {})
    for name, value in facts.items():
        known[NAMES.get(name, f"wp:{name}")] = value
    body = "".join(f"<{name}>{cdata(value)}</{name}>" for name, value in known.items())
    return f"<item>{body}{_beside(terms, metas)}</item>"


def _beside(terms, metas) -> str:
    said = ""
    for taxonomy, term, name in terms:
        said += f'<category domain="{taxonomy}" nicename="{term}">{cdata(name)}</category>'
    for key, value in metas.items():
        told = f"<wp:meta_key>{key}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value>"
        said += f"<wp:postmeta>{told}</wp:postmeta>"
    return said


def attachment(number: int, path: str, **facts) -> str:
    known = {"post_type": "attachment", "status": "inherit", "url": f"{UPLOADS}/{path}"}
    return item(
        number, **{"link": f"{SITE}/?attachment_id={number}", "content": ""} | known | facts
    )


def cdata(text) -> str:
    return f"<![CDATA[{str(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


class OldSite:
    """A folder with an export, and with its uploads."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.file = folder / "export.xml"
        self.uploads = folder / "uploads"
        self.uploads.mkdir()

    def write(self, *items: str, language: str = "en-US", head: str = "") -> Path:
        top = HEAD.format(site=SITE, language=language)
        self.file.write_text(f"{top}{head}{''.join(items)}{TAIL}", encoding="utf-8")
        return self.file

    def upload(self, path: str, content: bytes | None = None) -> None:
        file = self.uploads / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(picture() if content is None else content)

    def bring(self, file: Path | None = None, *, uploads: bool = True, **wishes) -> Report:
        folder = self.uploads if uploads else None
        with Report(self.folder / "report.json") as report:
            bring(
                Export(file or self.file), Wishes(uploads=folder, **wishes), report, lambda _: None
            )
        return report


def picture(color: str = "navy") -> bytes:
    content = BytesIO()
    Pillow.new("RGB", (12, 8), color).save(content, "JPEG")
    return content.getvalue()
