"""Pictures, galleries, players and files."""

from html import escape

from bs4 import Tag

from home.moving.wordpress.embeds import ADDRESS, embedded, is_web
from home.moving.wordpress.items import number
from home.moving.wordpress.lines import links_in, note_around, said
from home.moving.wordpress.parts import File, Gallery, Text
from home.moving.wordpress.pictured import picture_of
from home.moving.wordpress.walking import Walk

CAPTIONS = ["figcaption", "dd"]
MOST_PICTURES = 500
NOTHING = ("", "")


def picture(walk: Walk, tag: Tag) -> None:
    if made := picture_of(tag):
        walk.add(made)
    elif alternative := str(tag.get("alt") or "").strip():
        walk.writer.say(alternative)  # a smiley says something


def figure(walk: Walk, tag: Tag) -> None:
    """A picture with its caption, or whatever else stands in a frame."""
    pictures = tag.find_all("img")
    if len(pictures) != 1 or tag.find(["table", "iframe", "video", "audio", "blockquote"]):
        walk.block(tag)
        return
    caption = _caption_of(walk, tag)
    made = picture_of(pictures[0], key=str(tag.get("data-id") or ""), caption=caption)
    around = pictures[0].find_parent("a")
    if around is not None:
        note_around(walk, around)
    pictures[0].decompose()
    if made:
        walk.add(made)
    walk.block(tag)


def gallery(walk: Walk, tag: Tag) -> None:
    found = []
    for each in tag.find_all("img", limit=MOST_PICTURES):
        frame = each.find_parent(["figure", "li", "dl"])
        caption = _caption_of(walk, frame) if frame is not None and frame is not tag else NOTHING
        found.append(picture_of(each, caption=caption))
    keys = [number(each) for each in str(tag.get("data-ids") or "").split(",")]
    pictures = tuple(each for each in found if each)
    if pictures or tag.get("data-ids") is not None:
        walk.add(Gallery(pictures, tuple(key for key in keys if key)))
    else:
        walk.block(tag)
    if title := tag.find("figcaption", recursive=False):
        walk.block(title)


def frame(walk: Walk, tag: Tag) -> None:
    """A page of another site in a frame."""
    url = str(tag.get("src") or tag.get("data-src") or "").strip()
    _show(walk, url, str(tag.get("title") or "").strip())


def embed(walk: Walk, tag: Tag) -> None:
    """What the block editor shows by its address."""
    address = ADDRESS.search(tag.get_text())
    if tag.find(["iframe", "blockquote", "video"]) or address is None:
        walk.block(tag)
        return
    _show(walk, address[0], _caption_of(walk, tag)[0])


def player(walk: Walk, tag: Tag) -> None:
    """Sound and films are no files of this newsroom; where they are is told, and linked."""
    source = tag.find("source")
    url = str(
        tag.get("src") or (source.get("src") if isinstance(source, Tag) else "") or ""
    ).strip()
    made = embedded(url)
    if made:
        walk.add(made)
        return
    walk.note("media", url or f"<{tag.name}>")
    if is_web(url):
        walk.add(_link(url, url.rpartition("/")[2]))


def file(walk: Walk, tag: Tag) -> None:
    """A file to download; its second link is a button that says so."""
    link = tag.find("a", href=True)
    if not isinstance(link, Tag):
        walk.block(tag)
        return
    walk.add(File(str(link["href"]), said(link)))


def _show(walk: Walk, url: str, title: str) -> None:
    """A card where this newsroom knows the site, else a link, and told."""
    url = f"https:{url}" if url.startswith("//") else url
    if made := embedded(url, title):
        walk.add(made)
        return
    walk.note("frame", url)
    if is_web(url):
        walk.add(_link(url, title or url))


def _link(url: str, text: str) -> Text:
    return Text(f'<p><a href="{escape(url)}">{escape(text or url, quote=False)}</a></p>')


def _caption_of(walk: Walk, tag: Tag) -> tuple[str, str]:
    """Its caption and the credit that is marked as one; both are taken out of it."""
    found = tag.find(CAPTIONS) or tag.find(class_="wp-caption-text")
    if not isinstance(found, Tag):
        return NOTHING
    walk.note("caption_link", *links_in(found))
    marked = found.find(class_="hub-credit")
    credit = said(marked) if isinstance(marked, Tag) else ""
    if isinstance(marked, Tag):
        marked.decompose()
    text = said(found)
    found.decompose()
    return text, credit
