"""What Hub shows around a story and keeps apart from it: corrections, live entries, the notice of a
machine's translation.

Readers elsewhere get them in the text, in groups of a known class; the same stand in fields of the
item, for tools that keep them apart as well.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.corrections import corrections_of
from cms.entries import entries_of
from home.moving.export.marking_up import group, heading, paragraph
from home.moving.export.rich_texts import lines, plain

CORRECTIONS, ENTRIES, MACHINE = "hub-corrections", "hub-live-entries", "hub-machine-translation"


def machine_notice() -> str:
    return paragraph(plain(_("Machine translation, not reviewed by a person")), MACHINE)


def corrections_below(page: Any) -> list[str]:
    """In the active language, which is the page's. Newest first, as in Hub."""
    told = corrections_of(page) if page.takes_corrections else []
    title = ngettext("Correction", "Corrections", len(told))
    return _group(told, title, CORRECTIONS)


def entries_below(page: Any) -> list[str]:
    told = entries_of(page) if page.takes_entries else []
    return _group(told, _("Live updates"), ENTRIES)


def correction_fields(page: Any) -> list[str]:
    return _fields(corrections_of(page) if page.takes_corrections else [])


def entry_fields(page: Any) -> list[str]:
    return _fields(entries_of(page) if page.takes_entries else [])


def _group(told: list[dict[str, Any]], title: str, of: str) -> list[str]:
    if not told:
        return []
    parts = [heading(plain(title))]
    for each in told:
        parts += [paragraph(_moment(each["at"])), paragraph(lines(each["text"]))]
    return [group(parts, of)]


def _fields(told: Iterable[dict[str, Any]]) -> list[str]:
    return [
        json.dumps({"at": each["at"].isoformat(), "text": each["text"]}, ensure_ascii=False)
        for each in told
    ]


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    words = plain(date_format(local, "DATETIME_FORMAT"))
    return f'<time datetime="{local.isoformat()}">{words}</time>'
