"""Who left or was erased: a keyed digest and a day, so that no list that is brought in later
brings them back.

Only they themselves do, by subscribing and confirming anew.
"""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from supporters.days import today
from supporters.indexing import index_of
from vault.erasures import note_erasure

GONE, BACK = "supporters.gone", "supporters.back"  # in the journal of erasures, by index
WAYS = ("", "left", "erased", "there", "mute")  # by the number that stands there


class DepartureQuerySet(models.QuerySet["Departure"]):
    def note(self, address_index: bytes, way: str) -> None:
        """The last way and day hold."""
        note_erasure(GONE, [address_index.hex()], way=WAYS.index(way))
        facts = {"way": way, "left_on": today()}
        self.update_or_create(address_index=address_index, defaults=facts)

    def note_all(self, address_indexes: Iterable[bytes], way: str) -> None:
        """In one statement; what was known already holds."""
        rows = [self.model(address_index=index, way=way) for index in address_indexes]
        note_erasure(GONE, [row.address_index.hex() for row in rows], way=WAYS.index(way))
        self.bulk_create(rows, ignore_conflicts=True)

    def forget(self, address_index: bytes) -> None:
        """Its owner is back; what was not known is no news."""
        if self.filter(address_index=address_index).delete()[0]:
            note_erasure(BACK, [address_index.hex()])


class Departure(models.Model):
    """An address that must not be subscribed by anybody but its owner."""

    class Way(models.TextChoices):
        LEFT = "left", _("left")
        ERASED = "erased", _("erased")
        THERE = "there", _("left at the tool that a list came from")
        MUTE = "mute", _("was asked and did not answer")

    address_index = models.BinaryField(max_length=32, unique=True, editable=False)
    way = models.CharField(max_length=6, choices=Way.choices)
    left_on = models.DateField(default=today)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        verbose_name = _("departure")
        verbose_name_plural = _("departures")

    def __str__(self) -> str:
        return f"departure {self.pk}"


def departed_among(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses whose owners left: nobody may subscribe them for them."""
    index = {address: index_of(address) for address in addresses}
    rows = Departure.objects.filter(address_index__in=set(index.values()))
    known = {bytes(found) for found in rows.values_list("address_index", flat=True)}
    return {address for address in index if index[address] in known}
