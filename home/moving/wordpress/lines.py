"""What stands in a line, and lines that stand alone: emphasis, links, headings, verses."""

import re
from html import escape

from bs4 import Tag

from home.moving.wordpress.noted import mark_of
from home.moving.wordpress.parts import Heading
from home.moving.wordpress.pictured import picture_of
from home.moving.wordpress.walking import Walk

RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
ORDINAL = re.compile(r"(?:st|nd|rd|th|er|ra|ro|do|da|to|mo|o|a|º|ª|[®™©*†‡])\.?", re.IGNORECASE)
SIGNS = {"tm": "™", "r": "®"}
PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)


def bold(walk: Walk, tag: Tag) -> None:
    walk.marked(tag, "<b>", "</b>")


def italic(walk: Walk, tag: Tag) -> None:
    walk.marked(tag, "<i>", "</i>")


def link(walk: Walk, tag: Tag) -> None:
    """A link around a picture alone is let go of: most led to the picture itself."""
    href = str(tag.get("href") or "").strip()
    is_around_picture = tag.find("img") is not None and not tag.get_text().strip()
    if is_around_picture:
        note_around(walk, tag)
    if href.startswith("#"):
        walk.note("anchor", href)
    if not href or href.startswith("#") or is_around_picture:
        walk.through(tag)
    else:
        walk.marked(tag, f'<a href="{escape(href)}">', "</a>")


def note_around(walk: Walk, tag: Tag) -> None:
    """Where a link led that stood around a picture, unless to the picture itself."""
    href = str(tag.get("href") or "").strip()
    if href and not href.startswith("#") and not PICTURE_FILE.search(href.partition("?")[0]):
        walk.note("picture_link", href)


def line_break(walk: Walk, tag: Tag) -> None:
    walk.writer.say_break()


def raised(walk: Walk, tag: Tag) -> None:
    """Letters that are raised or lowered by themselves: `10²` must not become `102`. The mark of a
    note is one of ours.
    """
    if key := mark_of(tag):
        walk.writer.begin(f'<a linktype="footnote" id="{key}">', "</a>")
        walk.writer.say(f"[{key[:6]}]")
        walk.writer.finish()
        return
    text = tag.get_text().strip()
    table = RAISED if tag.name == "sup" else LOWERED
    is_ordinal = tag.name == "sup" and ORDINAL.fullmatch(text) is not None
    links = links_in(tag)
    walk.note("anchor", *links)
    if text and all(ord(each) in table for each in text):
        text = text.translate(table)
    elif tag.name == "sup" and text.lower() in SIGNS:
        text = SIGNS[text.lower()]
    elif text and not is_ordinal and not links:
        walk.note("raised", text)
    walk.writer.say(text)


def struck(walk: Walk, tag: Tag) -> None:
    walk.note("struck", said(tag))
    walk.through(tag)


def spoken(walk: Walk, tag: Tag) -> None:
    walk.writer.say("“")
    walk.through(tag)
    walk.writer.say("”")


def heading(walk: Walk, tag: Tag) -> None:
    pictures = [made for each in tag.find_all("img") if (made := picture_of(each))]
    walk.note("heading_link", *links_in(tag))
    if text := said(tag):
        walk.add(Heading(text))
    walk.add(*pictures)


def title(walk: Walk, tag: Tag) -> None:
    """What names the lines below it: the head of a list of terms, or of a fold."""
    walk.writer.end()
    bold(walk, tag)
    walk.writer.end()


def verses(walk: Walk, tag: Tag) -> None:
    """Lines that are kept as they stand: code, verses."""
    walk.writer.end()
    for each in tag.find_all("br"):
        each.replace_with("\n")
    walk.note("anchor", *links_in(tag))
    walk.writer.say_lines(tag.get_text())
    walk.writer.end()


def rule(walk: Walk, tag: Tag) -> None:
    walk.writer.end()


def said(tag: Tag) -> str:
    """Its words as one line."""
    for each in tag.find_all("br"):
        each.replace_with(" ")
    return " ".join(tag.get_text().split())


def links_in(tag: Tag) -> list[str]:
    return [str(each["href"]) for each in tag.find_all("a", href=True) if each.get_text().strip()]
