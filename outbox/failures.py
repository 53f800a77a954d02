"""Failures: what of a broadcast did not arrive, by reason, in a bounded number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from outbox.broadcasts import Broadcast
from outbox.explaining import PASSING, RETRIABLE, Cause, cause_of
from outbox.models import Message, MessageQuerySet, Queue, State
from outbox.naming import language_name
from vault.cells import csv_lines

LINES = 100  # messages of one screen


@dataclass
class Line:
    """One reason: how many by language, and the codes that servers gave."""

    cause: Cause
    cells: list[int]
    codes: dict[str, int]
    failed: int = 0  # those of them that were given up, and may be tried again

    @property
    def total(self) -> int:
        return sum(self.cells)

    @property
    def is_passing(self) -> bool:
        return self.cause in PASSING

    @property
    def is_retriable(self) -> bool:
        return self.cause in RETRIABLE and self.failed > 0


def troubled(broadcast: Broadcast | None) -> MessageQuerySet:
    """Of this broadcast; None asks for mail to one person."""
    rows = Message.objects.filter(broadcast=broadcast).troubled()
    return rows if broadcast else rows.filter(queue=Queue.TX)


def failures(broadcast: Broadcast | None, languages: Sequence[str]) -> list[Line]:
    """The most frequent reason first; one query over what is in trouble, not over all."""
    rows = troubled(broadcast).order_by().values_list("language", "state", "error_code")
    lines: dict[Cause, Line] = {}
    for language, state, code, number in rows.annotate(Count("pk")):
        cause = cause_of(state, code)
        if cause is None or language not in languages:
            continue
        line = lines.setdefault(cause, Line(cause, [0] * len(languages), defaultdict(int)))
        line.cells[languages.index(language)] += number
        line.codes[code] += number
        line.failed += number if state == State.FAILED else 0
    return sorted(lines.values(), key=lambda line: (-line.total, line.cause))


def failing(
    broadcast: Broadcast | None, *, language: str = "", cause: str = "", before: int | None = None
) -> tuple[list[Message], int | None]:
    """A page of the messages themselves, newest first, and where the next begins."""
    rows = troubled(broadcast).order_by("-pk")
    if language:
        rows = rows.filter(language=language)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    if cause:
        rows = _because(rows, cause)
    found = list(rows[: LINES + 1])
    page = found[:LINES]
    return page, page[-1].pk if len(found) > LINES else None


def _because(rows: MessageQuerySet, cause: str) -> MessageQuerySet:
    """Reasons are made from codes here, so the database is told which codes and states they are."""
    kinds = rows.order_by().values_list("state", "error_code").distinct()
    wanted = [
        Q(state=state, error_code=code) for state, code in kinds if cause_of(state, code) == cause
    ]
    return rows.filter(reduce(or_, wanted)) if wanted else rows.none()


def reasons_csv(broadcast: Broadcast, languages: Sequence[str]) -> str:
    """Numbers by reason, code and language; no address, no message."""
    names = [language_name(each) for each in languages]
    rows: list[list[object]] = [[_("Reason"), _("Codes"), *names, pgettext("letters", "All")]]
    for line in failures(broadcast, languages):
        codes = " ".join(f"{code or '?'} ({number})" for code, number in sorted(line.codes.items()))
        rows.append([line.cause.label, codes, *line.cells, line.total])
    return "".join(csv_lines(rows))
