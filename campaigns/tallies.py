"""The journals of a petition: how many of its signatures count, three times over.

Each counted signature stands once in every journal; each journal's sum is the count. Nobody writes
here but campaigns/counting.py.
"""

from typing import Any

from django.db import models
from django.utils.functional import cached_property


class TallyQuerySet(models.QuerySet):
    def confirmed(self) -> "TallyQuerySet":
        """Signed and confirmed online: the count that is shown first."""
        return self.filter(is_in_person=False)

    def total(self) -> int:
        return self.aggregate(total=models.Sum("count"))["total"] or 0

    def totals(self) -> dict[str, int]:
        """`confirmed` online, which is the count, and collected `in_person`, told beside it."""
        confirmed, in_person = models.Q(is_in_person=False), models.Q(is_in_person=True)
        return self.aggregate(
            confirmed=models.Sum("count", filter=confirmed, default=0),
            in_person=models.Sum("count", filter=in_person, default=0),
        )


def know_totals(petition: Any, confirmed: int, in_person: int) -> None:
    """Whoever read both with the petition's row need not ask for them again."""
    petition.__dict__["_counts"] = {"confirmed": confirmed, "in_person": in_person}


class Counted:
    """A petition's numbers, as of the last tick (campaigns/counting.py)."""

    tallies: Any

    @property
    def count(self) -> int:
        """Those confirmed online that count."""
        return self._counts["confirmed"]

    @property
    def count_in_person(self) -> int:
        """Those collected on paper or at a rally; told beside the count, never added to it."""
        return self._counts["in_person"]

    @cached_property
    def _counts(self) -> dict[str, int]:
        return self.tallies.totals()


class Journal(models.Model):
    """A number of signatures of one petition in one language."""

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="%(class)s_rows"
    )
    language = models.CharField(max_length=2)
    is_in_person = models.BooleanField(default=False)
    count = models.IntegerField(default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk}"


class Tally(Journal):
    """By area: a state of the United States, `abroad`, or empty where nobody said."""

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="tallies"
    )
    area = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "language", "area", "is_in_person"],
                name="one_tally_per_language_and_area",
            )
        ]


class SourceTally(Journal):
    """By source: what the address said that the signer came by (`?via=`), or empty."""

    source = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "language", "source", "is_in_person"],
                name="one_tally_per_language_and_source",
            )
        ]


class DayTally(Journal):
    """By the day (UTC) on which it was counted; a day on which many withdrew is below zero."""

    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "language", "day", "is_in_person"],
                name="one_tally_per_language_and_day",
            )
        ]
