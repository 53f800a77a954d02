"""Scanning: the whole export is read once before anything is written.

Kept of each story are a few words, not its text, so a file of any size fits. Whatever makes the
file unreadable is found here.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _

from home.moving.wordpress.items import Item, item_of, language_of, number, path_of, plain
from home.moving.wordpress.reading import Export, ExportRefused, Record, check_version

UNKNOWN = "??"
LEFT = {"trash", "auto-draft", "inherit"}  # states of stories that do not come along
LATEST = datetime.max.replace(tzinfo=UTC)
TERM_ID = re.compile(r";i:(\d{1,18});")  # in Polylang's lists of what belongs together
Tell = Callable[[Export], None]


@dataclass(frozen=True)
class Story:
    """A post or page that comes along: what others must know of it."""

    id: int
    kind: str
    language: str
    at: datetime
    group: str
    is_translation: bool


@dataclass(frozen=True)
class OldFile:
    """An entry of the old media library; `path` is below the folder of uploads."""

    id: int
    url: str
    path: str
    title: str
    caption: str
    alternative: str
    credit: str = ""


@dataclass
class Scan:
    """What is in an export."""

    site: str = ""  # its address
    version: str = ""
    language: str = ""
    authors: dict[str, str] = field(default_factory=dict)  # shown names by log-in
    parents: dict[tuple[str, str], str] = field(default_factory=dict)  # slugs of terms
    same_terms: dict[tuple[str, str], str] = field(default_factory=dict)  # a term's group
    stories: dict[int, Story] = field(default_factory=dict)
    files: dict[int, OldFile] = field(default_factory=dict)
    attached: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_path: dict[str, int] = field(default_factory=dict)  # stories by the path of their address
    by_file: dict[str, int] = field(default_factory=dict)  # files by the path of their address
    groups: dict[str, dict[str, int]] = field(default_factory=dict)  # stories by language
    left: Counter[str] = field(default_factory=Counter)  # by kind or state
    comments: int = 0
    open_comments: int = 0

    @property
    def host(self) -> str:
        return host_of(self.site)

    def key_of(self, group: str) -> UUID:
        """The translation key of what belongs together: the same in every run."""
        return uuid5(NAMESPACE_URL, f"{self.site}#{group}")

    def versions_of(self, story: Story) -> dict[str, int]:
        """The translations of each other that it is one of, by language; empty if it is none."""
        versions = self.groups.get(story.group, {})
        return versions if versions.get(story.language) == story.id else {}

    def original_of(self, versions: dict[str, int]) -> str:
        """The language that was there first."""
        found = [self.stories[each] for each in versions.values()]
        return min(found, key=lambda each: (each.is_translation, each.at, each.id)).language


def scan(export: Export, *, language: str, tell: Tell) -> Scan:
    """`language` is that of stories which name none. Raises ExportRefused."""
    found, terms = Scan(language=language), _Terms()
    for record in export.records():
        if record.kind == "item":
            _check_head(found)
            _take_item(found, item_of(record))
        elif record.kind in HEAD:
            HEAD[record.kind](found, record.text.strip())
        elif record.kind.startswith("wp:"):
            terms.take(found, record)
        tell(export)
    _check_head(found)
    found.same_terms = terms.groups()
    _tie(found)
    return found


def items(export: Export, tell: Tell) -> Iterator[Item]:
    """Every item of the export, in its order."""
    for record in export.records():
        if record.kind == "item":
            yield item_of(record)
        tell(export)


def host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _check_head(found: Scan) -> None:
    """What stands before the first item must say what this is."""
    check_version(found.version)
    if found.language in {"", UNKNOWN}:
        raise ExportRefused(
            _("The export does not say whether it is in English or Spanish: name it by --language.")
        )


def _set_site(found: Scan, text: str) -> None:
    found.site = text.rstrip("/")[:200] or found.site


def _set_version(found: Scan, text: str) -> None:
    found.version = text


def _set_language(found: Scan, text: str) -> None:
    found.language = found.language or language_of(text)


HEAD: dict[str, Callable[[Scan, str], None]] = {
    "link": _set_site,
    "wp:base_blog_url": _set_site,
    "wp:wxr_version": _set_version,
    "language": _set_language,
}


def _take_item(found: Scan, item: Item) -> None:
    found.comments += item.comments
    found.open_comments += item.has_open_comments and item.is_story
    if item.kind == "attachment":
        _take_file(found, item)
    elif not item.is_story or not item.id:
        found.left[item.kind or "?"] += 1
    elif item.status in LEFT:
        found.left[item.status] += 1
    elif item.language == UNKNOWN:
        found.left["language"] += 1
    else:
        language = item.language or found.language
        story = Story(
            item.id, item.kind, language, item.at or LATEST, item.group, bool(item.source_language)
        )
        found.stories[item.id] = story
        if "?" not in item.link and (path := path_of(item.link)):
            found.by_path[path] = item.id


def _take_file(found: Scan, item: Item) -> None:
    path = item.file_path or path_of(item.file_url).rpartition("/uploads/")[2]
    file = OldFile(
        id=item.id,
        url=item.file_url,
        path=path.lstrip("/")[:200],
        title=item.title,
        caption=plain(item.excerpt),
        alternative=item.alternative,
        credit=item.credit,
    )
    found.files[item.id] = file
    found.attached[item.parent].append(item.id)
    for address in (item.file_url, item.link):
        if path := path_of(address):
            found.by_file[path] = item.id


def _tie(found: Scan) -> None:
    """Translations of each other are of one kind, and one in each language: the oldest."""
    members: dict[str, list[Story]] = defaultdict(list)
    for story in found.stories.values():
        if story.group:
            members[story.group].append(story)
    for group, stories in members.items():
        stories.sort(key=lambda each: (each.is_translation, each.at, each.id))
        versions: dict[str, int] = {}
        for story in stories:
            if story.kind == stories[0].kind:
                versions.setdefault(story.language, story.id)
        if len(versions) > 1:
            found.groups[group] = versions


class _Terms:
    """Categories and tags as the head of an export has them, and which are each other's."""

    def __init__(self) -> None:
        self._slugs: dict[int, tuple[str, str]] = {}
        self._same: list[tuple[str, list[int]]] = []

    def take(self, found: Scan, record: Record) -> None:
        get = record.fields.get
        if record.kind == "wp:author":
            login = get("wp:author_login", "").strip()
            found.authors[login] = plain(get("wp:author_display_name", ""))
            return
        taxonomy = {"wp:category": "category", "wp:tag": "post_tag"}.get(record.kind, "")
        taxonomy = taxonomy or get("wp:term_taxonomy", "").strip()
        slug = get("wp:category_nicename") or get("wp:tag_slug") or get("wp:term_slug", "")
        place = taxonomy, unquote((slug or "").strip())
        if taxonomy == "term_translations":
            told = get("wp:term_description", "")
            self._same.append((place[1], [int(each) for each in TERM_ID.findall(told)]))
        elif taxonomy in {"category", "post_tag"}:
            self._slugs[number(get("wp:term_id", ""))] = place
            parent = get("wp:category_parent") or get("wp:term_parent", "")
            found.parents[place] = unquote((parent or "").strip())

    def groups(self) -> dict[tuple[str, str], str]:
        return {
            self._slugs[key]: group
            for group, keys in self._same
            for key in keys
            if key in self._slugs
        }
