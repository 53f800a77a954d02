"""Taking in a list: uploaded, its columns named, looked at, then 500 rows at a time.

Each part is one transaction that also destroys the part: it resumes after a crash without doubling
anybody. What is taken in is undone with its collection (campaigns/undoing.py).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from campaigns.collected import Collection
from campaigns.columns import guess_columns
from campaigns.in_person import (
    Given,
    Known,
    check_takes_in_person,
    gives_way,
    letters_shown,
    queue_behind_others,
    take_over,
    write,
)
from campaigns.keys import PetitionKeys, index_of_address, index_of_name, open_keys
from campaigns.models import SLOTS, Partner, Petition, Signature
from campaigns.planning import Fate, known_of, plan, read_rows
from campaigns.sheets import PART_ROWS, Sheet, SheetPart
from campaigns.signing import letter_version
from users.models import User
from vault.reading_tables import Table
from vault.ringing import ring

OPEN_STATES = (Sheet.State.MAPPING, Sheet.State.RUNNING)


class NotStarted(Exception):
    """The petition is a draft: nobody could have signed it."""


class ColumnsMissing(Exception):
    """No column says the name."""


@dataclass(frozen=True)
class Provenance:
    """Where a list comes from, as far as its rows do not say it themselves."""

    collector: User
    language: str
    partner: Partner | None = None
    place: str = ""
    page: str = ""
    collected_on: date | None = None


def upload(petition: Petition, table: Table, source: Provenance) -> Sheet:
    """Keep a list, sealed, until it is taken in or a day is over.

    Raises campaigns.in_person.NotInPerson, NotStarted, vault.keystore.KeyMissing.
    """
    check_takes_in_person(petition)
    if petition.state == Petition.State.DRAFT:
        raise NotStarted(petition.pk)
    keys = open_keys(petition.public_id)
    with transaction.atomic():
        sheet = _new_sheet(petition, table, source)
        sheet.sealed_headings = sheet.sealed(keys, "headings", table.headings)
        sheet.save()
        parts = range(0, len(table.rows), PART_ROWS)
        for number, start in enumerate(parts, 1):
            rows = table.rows[start : start + PART_ROWS]
            sealed = sheet.sealed(keys, str(number), rows)
            SheetPart.objects.create(sheet=sheet, number=number, sealed_rows=sealed)
    return sheet


def _new_sheet(petition: Petition, table: Table, source: Provenance) -> Sheet:
    kind = Collection.Kind.PARTNER if source.partner else Collection.Kind.PAPER
    collection = Collection.objects.create(
        petition=petition,
        kind=kind,
        partner=source.partner,
        collector=source.collector,
        place=source.place,
    )
    return Sheet(
        collection=collection,
        language=source.language,
        page=source.page,
        collected_on=source.collected_on,
        columns=guess_columns(table.headings),
        rows=len(table.rows),
    )


def start(sheet: Sheet, left_out: list[int], *, without_doubtful: bool = False) -> None:
    """Begin to take it in, without the rows (by number) that a person left out, and if they said so
    without all that are perhaps here already as of now. Starting twice changes nothing.

    Raises ColumnsMissing, vault.keystore.KeyMissing, vault.sealing.CannotUnseal.
    """
    if not {"name", "first", "last"} & set(sheet.columns):
        raise ColumnsMissing(sheet.pk)
    if without_doubtful:
        left_out = sorted({*left_out, *plan(sheet).all_doubtful})
    with transaction.atomic():
        waiting = Sheet.objects.filter(pk=sheet.pk, state=Sheet.State.MAPPING)
        if waiting.update(state=Sheet.State.RUNNING, left_out=left_out):
            ring("campaigns.import_sheet", sheet.pk)


def cancel(sheet: Sheet) -> None:
    """Stop, and destroy what waits. What was taken in so far stays until its collection is
    undone.
    """
    _finish(sheet, Sheet.State.CANCELLED)


def import_part(sheet_id: int) -> bool:
    """Take in the next 500 rows; False where nothing is left to do, or another process is at it."""
    with transaction.atomic():
        running = Sheet.objects.filter(pk=sheet_id, state=Sheet.State.RUNNING)
        # `of`: only the sheet; the petition's row is read by every signer.
        locked = running.select_for_update(skip_locked=True, of=("self",))
        sheet = locked.select_related("collection__petition").first()
        if sheet is None:
            return False
        part = sheet.parts.select_related("sheet").order_by("number").first()
        if part is None:
            _finish(sheet, Sheet.State.DONE)
            return False
        _take_in(sheet, part)
        part.delete()
        return True


def tend_sheets() -> None:
    """Ring again for what a lost bell left half-way; destroy what has waited for a day."""
    for sheet in Sheet.objects.overdue().filter(state__in=OPEN_STATES):
        _finish(sheet, Sheet.State.LAPSED)
    for pk in Sheet.objects.filter(state=Sheet.State.RUNNING).values_list("pk", flat=True):
        ring("campaigns.import_sheet", pk)


def _finish(sheet: Sheet, state: Sheet.State) -> None:
    with transaction.atomic():
        open_ones = Sheet.objects.filter(pk=sheet.pk, state__in=OPEN_STATES)
        if open_ones.update(state=state, sealed_headings=b"", left_out=[]):
            SheetPart.objects.filter(sheet=sheet).delete()


def _take_in(sheet: Sheet, part: SheetPart) -> None:
    keys = open_keys(sheet.collection.petition.public_id)
    rows, left_out = part.rows(keys), set(sheet.left_out)
    read = [row for row in read_rows(sheet, rows) if row[0] not in left_out]
    given = [each for *_row, each, _fault in read if each]
    queue_behind_others({index_of_address(keys, each.email) for each in given if each.email})
    known = known_of(sheet, given, keys)
    numbers = Counter({fate: sheet.numbers.get(fate, 0) for fate in Fate})
    numbers[Fate.INVALID] += len(read) - len(given)
    letters = letters_shown(sheet.collection.petition)
    fresh = []
    for each in given:
        row = _place_for(sheet.collection, each, keys, known)
        numbers[Fate.KNOWN if row is None else Fate.NEW] += 1
        if row is not None:
            letter = letters.get(each.language, "")
            row.letter_version = letter_version(letter) if letter else ""
            fresh.append(row)
    _save(fresh)
    sheet.numbers, sheet.rows_done = dict(numbers), sheet.rows_done + len(rows)
    sheet.save(update_fields=["numbers", "rows_done"])


def _place_for(
    collection: Collection, given: Given, keys: PetitionKeys, known: Known
) -> Signature | None:
    """The row to save, or None where this person's first signature stays."""
    if not given.email:
        return write(Signature(email_slot=SLOTS[0]), given, collection, keys, email="")
    email_index, name_index = index_of_address(keys, given.email), index_of_name(keys, given.name)
    before = known.same(email_index, name_index)
    if before is not None:
        if not gives_way(before):
            return None
        take_over(before)
        return write(before, given, collection, keys, email=given.email)
    slot = known.free_slot(email_index)
    if slot is None:  # a third name at one address: it is kept, without the address
        return write(Signature(email_slot=SLOTS[0]), given, collection, keys, email="")
    row = write(Signature(email_slot=slot), given, collection, keys, email=given.email)
    known.remember(row)
    return row


def _save(rows: list[Signature]) -> None:
    taken_over = [row for row in rows if row.pk is not None]
    Signature.objects.bulk_create([row for row in rows if row.pk is None])
    for row in taken_over:
        row.save()
