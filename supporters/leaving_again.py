"""After a restore: who left or was erased since, and who came with a list that was undone since.

What stands last in the journal holds; a row that is younger than its line is somebody who is back.
Nobody is mailed.
"""

from collections.abc import Sequence

from django.db import transaction

from supporters.departures import BACK, GONE, WAYS
from supporters.erasing import forget
from supporters.models import Departure, Newcomer, Subscription, Supporter
from supporters.taking_back import TAKEN_BACK
from vault.erasures import Erasure

__all__ = ["BACK", "GONE", "TAKEN_BACK", "leave_again", "take_back_again"]


def leave_again(lines: Sequence[Erasure]) -> int:
    last = {key: line for line in lines for key in line.keys}
    gone = {key: line for key, line in last.items() if line.kind == GONE}
    return sum(_leave(bytes.fromhex(key), line) for key, line in gone.items())


def take_back_again(lines: Sequence[Erasure]) -> int:
    """Only who did nothing themselves since the list brought them."""
    indexes = {bytes.fromhex(key) for line in lines for key in line.keys}
    newcomers = Newcomer.objects.filter(address_index__in=indexes).delete()[0]
    rows = Supporter.objects.brought_along().filter(address_index__in=indexes, left_on=None)
    return newcomers + rows.delete()[1].get("supporters.Supporter", 0)


@transaction.atomic
def _leave(index: bytes, line: Erasure) -> bool:
    day, way = line.at.date(), WAYS[line.numbers.get("way", 0)] or Departure.Way.ERASED
    supporter = Supporter.objects.select_for_update().filter(address_index=index).first()
    if supporter is not None and supporter.created_on > day:
        return False
    Departure.objects.note(index, way)
    Departure.objects.filter(address_index=index).update(left_on=day)
    if way == Departure.Way.LEFT:
        return supporter is not None and _end(supporter, line)
    return forget(index)


def _end(supporter: Supporter, line: Erasure) -> bool:
    emptied = {"region": "", "paused_until": None, "left_on": line.at.date()}
    Subscription.objects.filter(supporter=supporter).delete()
    return Supporter.objects.confirmed().filter(pk=supporter.pk).update(**emptied) == 1
