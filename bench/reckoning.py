"""Reckoning after a surge: everybody who was thanked is there, once, counted and written to once.

Reads the rows, and raises WrongAnswer with the first promise that does not hold.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bench.asking import Person, Report
from bench.measuring import WrongAnswer
from campaigns.counting import count
from campaigns.joining import CONFIRMATION
from campaigns.keys import indexes_of, open_keys
from campaigns.models import DayTally, Petition, Signature, SourceTally, Tally
from outbox.models import Message


@dataclass
class Promised:
    """What readers were told by 303, and who asked at all."""

    signed: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    confirmed: set[int] = field(default_factory=set)  # ids of rows

    def note_signing(self, report: Report) -> None:
        self.asked |= {int(name) for name, _status, _ms in report.answers}
        self.signed |= {int(name) for name in report.names}

    def note_confirming(self, report: Report) -> None:
        self.confirmed |= {int(name) for name in report.names}


def reckon(petition: Petition, promised: Promised, *, planted: int) -> None:
    """`planted` is the id of the last signature that was there before. Raises WrongAnswer."""
    count()
    _check_rows(petition, promised, planted)
    _check_confirmed(promised)
    _check_count(petition)
    _check_messages(petition, planted)


def _check_rows(petition: Petition, promised: Promised, planted: int) -> None:
    """Of an ask that was never answered either may be true; a second row may not."""
    mine = Signature.objects.filter(petition=petition, pk__gt=planted)
    found = Counter(bytes(each) for each in mine.values_list("email_index", flat=True))
    signed, asked = _indexes(petition, promised.signed), _indexes(petition, promised.asked)
    _refuse("are lost", signed - set(found))
    _refuse("nobody asked for", set(found) - asked)
    _refuse("are doubled", [each for each, times in found.items() if times > 1])


def _indexes(petition: Petition, numbers: Iterable[int]) -> set[bytes]:
    keys, people = open_keys(petition.public_id), map(Person, numbers)
    return {indexes_of(keys, name=each.name, email=each.email)[0] for each in people}


def _check_confirmed(promised: Promised) -> None:
    pending = Signature.objects.filter(pk__in=promised.confirmed, confirmed_at=None)
    _refuse("were thanked and are not confirmed", list(pending.values_list("pk", flat=True)))


def _check_count(petition: Petition) -> None:
    said = Petition.objects.get(pk=petition.pk).count
    confirmed = Signature.objects.filter(petition=petition).confirmed().count()
    told = {"the rows that count": Signature.objects.counting().filter(petition=petition).count()}
    told["confirmed rows"] = confirmed
    for journal in (Tally, SourceTally, DayTally):
        told[journal.__name__] = journal.objects.filter(petition=petition).total()
    if wrong := {what: number for what, number in told.items() if number != said}:
        raise WrongAnswer(f"the count says {said}, but {wrong}")


def _check_messages(petition: Petition, planted: int) -> None:
    mine = Signature.objects.filter(petition=petition, pk__gt=planted)
    ids = set(mine.values_list("pk", flat=True))
    posted = Message.objects.filter(kind=CONFIRMATION).values_list("subject_id", flat=True)
    times = Counter(each for each in posted if each in ids)
    _refuse("have no message, or two", [pk for pk in ids if times[pk] != 1])


def _refuse(what: str, found: "set[bytes] | list") -> None:
    if found:
        raise WrongAnswer(f"{len(found)} signatures {what}")
