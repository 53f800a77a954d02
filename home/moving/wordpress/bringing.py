"""Bringing an old site: its export is scanned, then each story is placed, a transaction each.

Whatever ends it, the next run goes on: what has come is found again, and mended only where nobody
has worked on it here.
"""

from dataclasses import dataclass
from pathlib import Path

from home.moving.wordpress.drafting import Drafted, drafted
from home.moving.wordpress.fetching import Fetcher
from home.moving.wordpress.forwarding import Forwarding
from home.moving.wordpress.items import Item
from home.moving.wordpress.known import Known
from home.moving.wordpress.library import Library, NotTaken, is_picture
from home.moving.wordpress.naming import Names
from home.moving.wordpress.parts import Note
from home.moving.wordpress.placing import LEFT, MADE, MENDED, Placed, place
from home.moving.wordpress.reading import Export
from home.moving.wordpress.reporting import Report, Subject
from home.moving.wordpress.scanning import LEFT as LEFT_STATES
from home.moving.wordpress.scanning import UNKNOWN, Scan, Story, Tell, items, scan
from home.moving.wordpress.settling import Settler

CONTENT = "content:encoded"


@dataclass(frozen=True)
class Wishes:
    """How an export is to be brought in. `language` is that of stories which name none; `credit`
    stands under pictures that name nobody. Only with `fetches` are files asked of the old site
    itself. A dry run writes nothing but the report.
    """

    uploads: Path | None = None
    language: str = ""
    credit: str = ""
    fetches: bool = False
    is_dry: bool = False


def bring(export: Export, wishes: Wishes, report: Report, tell: Tell) -> None:
    """Raises reading.ExportRefused before anything is written."""
    found = scan(export, language=wishes.language, tell=tell)
    mover = Mover(found, wishes, report)
    mover.count()
    waiting = {item.id for item in items(export, tell) if mover.bring(item)}
    if waiting and not wishes.is_dry:
        for item in items(export, tell):
            if item.id in waiting:
                waiting.discard(item.id)
                mover.tie(item)
    mover.bring_files()


class Mover:
    """One run over one export."""

    def __init__(self, found: Scan, wishes: Wishes, report: Report):
        self._scan, self._report, self._is_dry = found, report, wishes.is_dry
        self._known = Known(found.site)
        self._has_files = wishes.uploads is not None or wishes.fetches
        self._library = Library(
            found,
            self._known,
            wishes.uploads,
            credit=wishes.credit,
            fetcher=Fetcher(found.host) if wishes.fetches and not wishes.is_dry else None,
            is_dry=wishes.is_dry,
        )
        self._names, self._forwarding = Names(found), Forwarding(found)
        self._seen: set[int] = set()

    def count(self) -> None:
        counts, found = self._report.counts, self._scan
        counts |= {"stories": len(found.stories), "files": len(found.files)}
        counts |= {"comments": found.comments, "open_comments": found.open_comments}
        for kind, number in sorted(found.left.items()):
            counts[f"left {kind}"] = number

    def bring(self, item: Item) -> bool:
        """Place one item, if it is a story; whether it links to stories that are still to come."""
        story = self._scan.stories.get(item.id)
        if story is None or item.kind != story.kind or item.id in self._seen:
            if item.is_story and item.status not in LEFT_STATES:
                self._tell(item, Note("language" if item.language == UNKNOWN else "number"))
            return False
        self._seen.add(item.id)
        if CONTENT in item.cut:
            self._tell(item, Note("too_long"))
            return False
        made = self._drafted(item, story)
        is_alone = story.group in self._scan.groups and not self._scan.versions_of(story)
        self._tell(item, *made.notes, *([Note("group")] if is_alone else []))
        if not self._is_dry:
            self._place(item, story, made)
        return made.waits

    def tie(self, item: Item) -> None:
        """Once more, now that there is what it links to."""
        story = self._scan.stories[item.id]
        place(self._scan, self._known, story, self._drafted(item, story).draft)

    def bring_files(self) -> None:
        """Pictures that no story shows come into the library all the same."""
        if self._is_dry or not self._has_files:
            return
        for file in self._scan.files.values():
            if not is_picture(file):
                continue
            try:
                self._library.image(file)
            except NotTaken as missing:
                subject = Subject("attachment", file.id, file.title, file.url)
                self._report.tell(subject, missing.kind, str(missing))

    def _drafted(self, item: Item, story: Story) -> Drafted:
        title = item.title or str(item.id)
        settler = Settler(self._scan, self._known, self._library, id=item.id, title=title)
        return drafted(item, settler, None if self._is_dry else self._names, story.language)

    def _place(self, item: Item, story: Story, made: Drafted) -> None:
        placed = place(self._scan, self._known, story, made.draft)
        self._report.counts[placed.way] += 1
        if placed.page is None:
            self._tell(item, Note("deleted"))
            return
        self._known.note_page(item.id, placed.page.pk)
        self._tell(item, *_notes_of(placed, made))
        if placed.way in {MADE, MENDED}:
            for taken in self._forwarding.of_story(item, placed.page):
                self._tell(item, Note("redirect", taken))
            self._forwarding.of_terms(item, story.language)

    def _tell(self, item: Item, *notes: Note) -> None:
        subject = Subject(item.kind, item.id, item.title, item.link)
        for note in notes:
            self._report.tell(subject, note.kind, note.what)


def _notes_of(placed: Placed, made: Drafted) -> list[Note]:
    notes = [Note("edited")] if placed.way == LEFT else []
    notes += [Note("publication", placed.refusal)] if placed.refusal else []
    if placed.way == MADE and placed.page.slug != made.draft.slug:
        notes.append(Note("slug", f"{made.draft.slug} → {placed.page.slug}"))
    return notes
