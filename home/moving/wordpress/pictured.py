"""Pictures in the markup: which file is meant, what is said of it, and who made it."""

import re

from bs4 import Tag

from home.moving.wordpress.items import number
from home.moving.wordpress.parts import Picture

KEY = re.compile(r"\bwp-image-(\d{1,18})\b")
BESIDE = {"wp-smiley", "emoji"}
WHO = (
    r"(?:photo(?:graph(?:s|y)?)?|image|picture|illustration|foto(?:graf[ií]as?)?|imagen|ilustraci[oó]n|"
    r"cr[eé]ditos?|credits?)"
)
CREDIT = re.compile(
    rf"(?:^|(?<=[.!?)|/—–-]\s)|(?=[(\[]))[(\[]?\s*(?:"
    rf"{WHO}(?:\s*(?:credits?|courtesy|de|del|cr[eé]ditos?|cortes[ií]a(?:\s+de)?))?\s*[:：/]\s*"
    rf"|{WHO}\s+(?:by|courtesy\s+of|por|cortes[ií]a\s+de)\s+"
    rf"|courtesy\s+of\s+|cortes[ií]a\s+de\s+|©\s*)"
    r"(?P<name>[^()\[\]]{2,200}?)\s*[)\]]?\s*\.?\s*$",
    re.IGNORECASE,
)


def picture_of(tag: Tag, *, key: str = "", caption: tuple[str, str] = ("", "")) -> Picture | None:
    """`caption` with its credit. None for what is no picture of the story: smileys, and dots that
    count readers.
    """
    classes = set(tag.get_attribute_list("class"))
    source = str(tag.get("data-src") or tag.get("src") or "").strip()
    if not source or classes & BESIDE or {tag.get("width"), tag.get("height")} & {"0", "1"}:
        return None
    named = KEY.search(" ".join(each or "" for each in classes))
    return Picture(
        source=f"https:{source}" if source.startswith("//") else source,
        key=number(key) or number(str(tag.get("data-id") or "")) or (int(named[1]) if named else 0),
        alternative=" ".join(str(tag.get("alt") or "").split()),
        caption=caption[0],
        credit=caption[1],
    )


def credited(caption: str) -> tuple[str, str]:
    """A caption and the credit that stood in it: `The square. Photo: Ana Peña` are two things."""
    text = " ".join(caption.split())
    match = CREDIT.search(text[-400:])
    if match is None:
        return text, ""
    start = len(text) - len(text[-400:]) + match.start()
    return text[:start].strip(" |/—–-"), match["name"].strip(" .")
