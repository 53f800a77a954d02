"""Reading an export of WordPress (WXR 1.0 to 1.2) as a stream: a file of any size in little memory.

No document type, no entities, nothing from outside. A tag, a comment or a name that does not end
within 4 MB is refused before it is read whole; a text is kept up to its limit, and its record says
that it was cut.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _

CHUNK = 64 * 1024  # bytes read at a time
MOST_SILENT = 4 * 1024 * 1024  # bytes of one tag, comment or name
MOST_DEPTH = 32
MOST_TEXT = 4 * 1024 * 1024  # characters of one text
MOST_OF_A_META = 100_000  # characters
MOST_FIELDS = 10_000  # of one record
MOST_OF_A_RECORD = 4 * MOST_TEXT  # characters of all its texts
NOTES = "footnotes"  # the block editor's, as JSON
# What plugins keep beside a post is read where something is made of it; of others the name is.
KEPT = {
    *("_thumbnail_id", "_wp_attached_file", "_wp_attachment_image_alt", "_wp_old_slug"),
    *("_wpml_import_language_code", "_wpml_import_source_language_code"),
    *("_wpml_import_translation_group", "_yoast_wpseo_metadesc", "_hub_credit"),
    *("_hub_redirect_from", NOTES),
    *("_hub_hero_alternative", "_hub_hero_caption", "_hub_hero_credit"),
}
VERSIONS = {"1.0", "1.1", "1.2"}
# Marks that XML does not allow, and that editors of WordPress have pasted all the same.
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
WIDE = (b"\xff\xfe", b"\xfe\xff")
NAMESPACE = re.compile(r"\{http://wordpress\.org/export/1\.[0-2]/(excerpt/)?\}")
PREFIXES = {
    "{http://purl.org/rss/1.0/modules/content/}": "content:",
    "{http://purl.org/dc/elements/1.1/}": "dc:",
}


class ExportRefused(Exception):
    """The file is not read; `str()` says why."""


@dataclass
class Record:
    """One child of the channel: an item, an author, a term, or a line about the site.

    `metas` have the values of each key in their order. `cut` names what was longer than allowed.
    """

    kind: str
    text: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    terms: list[tuple[str, str, str]] = field(default_factory=list)  # taxonomy, slug, name
    metas: dict[str, list[str]] = field(default_factory=dict)
    comments: int = 0
    cut: set[str] = field(default_factory=set)


class Export:
    """A file, and how much of it has been read."""

    def __init__(self, path: Path):
        self.path = path
        self.size = path.stat().st_size
        self.read = 0

    def records(self) -> Iterator[Record]:
        """In their order. Raises ExportRefused, behind the records that stand before the fault."""
        listener = _Listener()
        parser = DefusedXMLParser(target=listener, forbid_dtd=True)
        self.read = 0
        with self.path.open("rb") as file:
            while chunk := file.read(CHUNK):
                if not self.read and chunk.startswith(WIDE):
                    raise ExportRefused(_("The file is not in UTF-8, as exports of WordPress are."))
                self.read += len(chunk)
                listener.silent += len(chunk)
                _feed(parser, chunk.translate(None, CONTROLS))
                if listener.silent > MOST_SILENT:
                    raise ExportRefused(
                        _("A tag or a comment of this file does not end within 4 MB.")
                    )
                yield from listener.taken()
        _close(parser)
        yield from listener.taken()


def check_version(version: str) -> None:
    """Raises ExportRefused for what is no export, or of a version that nobody knows."""
    if not version:
        raise ExportRefused(_("This is not an export of WordPress."))
    if version not in VERSIONS:
        said = _("This export has version %(version)s; known are 1.0, 1.1 and 1.2.")
        raise ExportRefused(said % {"version": version[:20]})


def _feed(parser: Any, chunk: bytes) -> None:
    try:
        parser.feed(chunk)
    except DefusedXmlException as error:
        raise ExportRefused(
            _("The file declares a document type or entities. No export of WordPress does.")
        ) from error
    except ParseError as error:
        raise _broken(error) from error
    except (ValueError, LookupError) as error:
        raise ExportRefused(_("The file is in an encoding that is not known here.")) from error


def _close(parser: Any) -> None:
    try:
        parser.close()
    except ParseError as error:
        raise _broken(error) from error


def _broken(error: ParseError) -> ExportRefused:
    said = _("The file is damaged or cut off: line %(line)d is not XML. Export it once more.")
    return ExportRefused(said % {"line": error.position[0]})


def _short(tag: str) -> str:
    """`{http://wordpress.org/export/1.2/}post_id` as `wp:post_id`."""
    if match := NAMESPACE.match(tag):
        return f"{'excerpt' if match[1] else 'wp'}:{tag[match.end() :]}"
    for namespace, prefix in PREFIXES.items():
        if tag.startswith(namespace):
            return prefix + tag.removeprefix(namespace)
    return tag


class _Listener:
    """What the parser tells: one record is gathered at a time."""

    def __init__(self) -> None:
        self.silent = 0  # bytes since the parser said anything
        self._found: deque[Record] = deque()
        self._path: list[str] = []
        self._record = Record("")
        self._attributes: dict[str, str] = {}
        self._text: list[str] = []
        self._length = 0
        self._key = ""
        self._fields = self._held = 0

    def taken(self) -> Iterator[Record]:
        while self._found:
            yield self._found.popleft()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.silent = 0
        self._path.append(_short(tag))
        depth = len(self._path)
        if depth > MOST_DEPTH:
            raise ExportRefused(_("The file is nested deeper than any export of WordPress."))
        if depth <= 2 and self._path != ["rss", "channel"][:depth]:
            raise ExportRefused(_("This is not an export of WordPress."))
        if depth == 3:
            self._record, self._fields, self._held = Record(self._path[2]), 0, 0
        self._attributes, self._text, self._length = attributes, [], 0

    def data(self, text: str) -> None:
        self.silent = 0
        if self._length <= MOST_TEXT:
            self._text.append(text)
            self._length += len(text)

    def end(self, tag: str) -> None:
        self.silent = 0
        text, name, depth = "".join(self._text), self._path[-1], len(self._path)
        if self._length > MOST_TEXT:
            self._record.cut.add(name)
            text = text[:MOST_TEXT]
        self._text, self._length = [], 0
        if depth == 3:
            self._record.text = text
            self._found.append(self._record)
        elif depth == 4:
            self._take(name, text)
        elif depth == 5 and self._path[3] == "wp:postmeta":
            self._take_meta(name, text)
        self._path.pop()

    def comment(self, text: str) -> None:
        self.silent = 0

    def close(self) -> None:
        pass

    def _take(self, name: str, text: str) -> None:
        self._fields, self._held = self._fields + 1, self._held + len(text)
        if name == "wp:comment":
            self._record.comments += 1
        elif self._fields > MOST_FIELDS or self._held > MOST_OF_A_RECORD:
            self._record.cut.add(name)
        elif name == "category" and self._record.kind == "item":
            facts = self._attributes.get("domain", ""), self._attributes.get("nicename", "")
            self._record.terms.append((*facts, text))
        elif name != "wp:postmeta":
            self._record.fields[name] = text

    def _take_meta(self, name: str, text: str) -> None:
        if name == "wp:meta_key":
            self._key = text[:200]
        elif self._fields < MOST_FIELDS and (self._key in KEPT or not self._key.startswith("_")):
            is_kept = self._key in KEPT and self._held <= MOST_OF_A_RECORD
            kept = text[:MOST_OF_A_META] if is_kept else ""
            self._held += len(kept)
            self._record.metas.setdefault(self._key, []).append(kept)
