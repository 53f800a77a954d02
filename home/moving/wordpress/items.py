"""What an export says of a post, a page or a file, as facts that can be believed."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

import nh3
from django.utils import timezone

from cms.addressing import address_of
from cms.languages import LANGUAGES
from home.moving.wordpress.noted import notes_of
from home.moving.wordpress.reading import NOTES, Record

LANGUAGE = ("language", "term_language")  # Polylang's taxonomies
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
STORIES = ("post", "page")
WORDS = ("alternative", "caption", "credit")  # of a picture
LARGEST_ID = 2**62
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Term:
    """A category or tag under a post."""

    taxonomy: str
    slug: str
    name: str


@dataclass(frozen=True)
class Item:
    """A post, a page, or a file (`attachment`); `language` is empty where it has none, `??` where
    it has one that is not of this newsroom.
    """

    id: int
    kind: str
    status: str
    title: str
    slug: str
    link: str
    creator: str
    content: str
    excerpt: str
    at: datetime | None
    parent: int
    language: str = ""
    source_language: str = ""
    group: str = ""
    has_password: bool = False
    is_sticky: bool = False
    terms: tuple[Term, ...] = ()
    comments: int = 0
    has_open_comments: bool = False
    thumbnail: int = 0
    file_url: str = ""
    file_path: str = ""
    alternative: str = ""
    credit: str = ""
    hero: dict[str, str] = field(default_factory=dict)  # words of the main picture under this story
    description: str = ""
    old_slugs: tuple[str, ...] = ()
    old_paths: tuple[str, ...] = ()
    custom_fields: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()  # keys and markup
    cut: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_story(self) -> bool:
        return self.kind in STORIES


def item_of(record: Record) -> Item:
    get = record.fields.get
    return Item(
        id=number(get("wp:post_id", "")),
        kind=get("wp:post_type", "").strip(),
        status=get("wp:status", "").strip(),
        title=plain(get("title", "")),
        slug=get("wp:post_name", "").strip(),
        link=get("link", "").strip(),
        creator=get("dc:creator", "").strip(),
        content=get("content:encoded", ""),
        excerpt=get("excerpt:encoded", ""),
        at=_moment(record),
        parent=number(get("wp:post_parent", "")),
        has_password=bool(get("wp:post_password", "")),
        is_sticky=get("wp:is_sticky", "").strip() == "1",
        comments=record.comments,
        has_open_comments=get("wp:comment_status", "").strip() == "open",
        file_url=get("wp:attachment_url", "").strip(),
        terms=tuple(_terms(record)),
        cut=frozenset(record.cut),
        **_languages(record),
        **_metas(record),
    )


def _languages(record: Record) -> dict[str, Any]:
    """Polylang's terms, else what WPML writes beside a post."""
    known = {taxonomy: slug for taxonomy, slug, _name in record.terms}
    said = known.get("language") or _meta(record, "_wpml_import_language_code")
    group = known.get("post_translations") or _meta(record, "_wpml_import_translation_group")
    return {
        "language": language_of(said),
        "source_language": language_of(_meta(record, "_wpml_import_source_language_code")),
        "group": group,
    }


def _metas(record: Record) -> dict[str, Any]:
    return {
        "thumbnail": number(_meta(record, "_thumbnail_id")),
        "file_path": _meta(record, "_wp_attached_file"),
        "alternative": plain(_meta(record, "_wp_attachment_image_alt")),
        "credit": plain(_meta(record, "_hub_credit")),
        "hero": {each: plain(_meta(record, f"_hub_hero_{each}")) for each in WORDS},
        "description": plain(_meta(record, "_yoast_wpseo_metadesc")),
        "old_slugs": tuple(record.metas.get("_wp_old_slug", ())[:20]),
        "old_paths": tuple(record.metas.get("_hub_redirect_from", ())[:20]),
        "notes": notes_of(_meta(record, NOTES)),
        "custom_fields": tuple(
            sorted(key for key in record.metas if not key.startswith("_") and key != NOTES)
        ),
    }


def _meta(record: Record, key: str) -> str:
    return (record.metas.get(key) or [""])[-1].strip()


def _terms(record: Record) -> list[Term]:
    kept = [
        each
        for each in record.terms
        if each[0] in {"category", "post_tag", "tag", "author", "series"}
    ]
    return [
        Term("post_tag" if taxonomy == "tag" else taxonomy, unquote(slug), plain(name))
        for taxonomy, slug, name in kept
        if plain(name)
    ]


def _moment(record: Record) -> datetime | None:
    """When it was published, or is to be; a draft of WordPress has no time of the world's."""
    get = record.fields.get
    for name, zone in (("wp:post_date_gmt", UTC), ("wp:post_date", None)):
        try:
            found = datetime.strptime(get(name, "").strip(), "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007
            aware = found.replace(tzinfo=zone or timezone.get_default_timezone())
        except ValueError:
            continue  # `0000-00-00 00:00:00` stands for none
        return aware
    try:
        told = parsedate_to_datetime(get("pubDate", ""))
    except (TypeError, ValueError):
        return None
    return told if told.year > 1 and told.tzinfo else None


def language_of(said: str) -> str:
    """`es` of `es`, `es_MX` and `es-419`; `??` of one that is not spoken here."""
    if not said:
        return ""
    code = re.split(r"[-_]", said.lower(), maxsplit=1)[0]
    return code if code in LANGUAGES else "??"


def number(text: str) -> int:
    """0 where there is none that a database knows."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        return 0
    return int(text) if int(text) < LARGEST_ID else 0


def plain(text: str) -> str:
    """One line without markup and without entities."""
    told = nh3.clean(text, tags=set()) if "<" in text else text
    return SPACES.sub(" ", unescape(told)).strip()


def path_of(url: str) -> str:
    """The path of an address as redirects and links are looked up by: decoded, without its last
    slash; empty where there is none.
    """
    try:
        return unquote(urlsplit(url.strip()).path).rstrip("/")
    except ValueError:
        return ""


def slug_of(item: Item) -> str:
    """The address that it had; where it had none, or letters that addresses here lack, one made of
    it or of its title.
    """
    told = unquote(item.slug)
    kept = told if SLUG.fullmatch(told) else address_of(told)
    made = kept or address_of(item.title) or f"{item.kind}-{item.id}"
    return made[:200].strip("-") or f"{item.kind}-{item.id}"
