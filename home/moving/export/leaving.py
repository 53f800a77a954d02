"""Leaving: all that a newsroom takes along, written into one folder.

Nothing of a person but what readers see is in it, unless `people` says who takes the lists along.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from home.moving.export.addresses import Addresses
from home.moving.export.folders import Folder, new_folder
from home.moving.export.listing_files import list_files
from home.moving.export.people import check_right, write_people
from home.moving.export.petitions import write_petitions
from home.moving.export.placing_files import Uploads
from home.moving.export.redirects import write_redirects
from home.moving.export.site_facts import write_site_facts
from home.moving.export.writing_stories import write_drafts, write_site
from users.models import User
from vault.auditing import note

Tell = Callable[[str, int], None]
WORDPRESS_UPLOADS = "/wp-content/uploads"


def nobody_listens(kind: str, number: int) -> None:
    pass


@dataclass(frozen=True)
class Wish:
    """`people` is who takes the lists of people along, if they are to be in it; `uploads_url` where
    the folder's `uploads/` will be found.
    """

    addresses: Addresses = field(default_factory=Addresses)
    uploads_url: str = ""
    people: User | None = None
    tell: Tell = nobody_listens


@dataclass
class Export:
    """What was written, by kind, and what had to stay."""

    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[dict[str, Any]] = field(default_factory=list)
    files: int = 0


def export_site(wanted: Path, wish: Wish) -> Export:
    """That it was asked for is logged first. Raises home.moving.export.folders.FolderTaken,
    ExportRunning, OSError, and home.moving.export.people.NotAllowed, NoKeyOpens.
    """
    if wish.people:
        check_right(wish.people)
    made = Export()
    with new_folder(wanted) as folder:
        by = wish.people.pk if wish.people else None
        note("site.exported", 0, by=by, people=int(wish.people is not None))
        _write(folder, wish, made)
        made.files = list_files(folder, _facts(made))
    return made


def _write(folder: Folder, wish: Wish, made: Export) -> None:
    def tell(kind: str) -> None:
        made.counts[kind] += 1
        wish.tell(kind, made.counts[kind])

    def leave_out(what: str, pk: int, why: str) -> None:
        made.left_out.append({"what": what, "id": pk, "why": why})

    uploads_url = wish.uploads_url or f"{settings.BASE_URL}{WORDPRESS_UPLOADS}"
    uploads = Uploads(folder, uploads_url, leave_out)
    write_site(folder, uploads, tell)
    write_drafts(folder, uploads, tell)
    write_petitions(folder, uploads, tell)
    write_redirects(folder, wish.addresses, tell)
    write_site_facts(folder, uploads)
    if wish.people:
        write_people(folder, wish.people, tell)
    made.counts["uploads"] = uploads.number


def _facts(made: Export) -> dict[str, Any]:
    return {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "from": settings.BASE_URL,
        "counts": dict(sorted(made.counts.items())),
        "left_out": made.left_out,
    }
