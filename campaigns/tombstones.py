"""Tombstones: who had a name is told that its owner took it back, and never whose name it was.

A recipient finds the person by the bundle it got and the number of the row in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.bundles import OFFICE, Handover
from campaigns.signatures import Signature

__all__ = ["OFFICE", "HandedOut", "Tombstone"]


@dataclass(frozen=True)
class HandedOut:
    """A name that went out: to `office` or `partner-7`, in which bundle, as which row of it."""

    to: str
    bundle: str
    row: int


def handed_out_to(signature: Signature) -> list[HandedOut]:
    """Where this signature's name has gone: every bundle with it that was fetched."""
    gone = Handover.objects.filter(signature=signature, bundle__fetched_at__isnull=False)
    return [
        HandedOut(each.to, str(each.bundle.public_id), each.row)
        for each in gone.select_related("bundle")
    ]


def partner_key(partner_id: int) -> str:
    """How a partner is called among the recipients of bundles."""
    return f"partner-{partner_id}"


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    def untold(self, to: str) -> Self:
        """What the next bundle to this recipient says, oldest first."""
        return self.filter(to=to, told_at=None).order_by("at", "pk")


class Tombstone(models.Model):
    """One name that its recipient must strike out; it outlives the signature itself."""

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="tombstones"
    )
    to = models.CharField(max_length=40)
    bundle = models.CharField(max_length=40)
    row = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        constraints = [
            models.UniqueConstraint(fields=["bundle", "row"], name="one_tombstone_per_name")
        ]

    def __str__(self) -> str:
        return f"tombstone {self.pk}"


def lay_tombstones(signature: Signature, *, only: Iterable[str] | None = None) -> None:
    """Tell everybody who has this name, or only these recipients, that it was taken back.

    Within the caller's transaction; a name is struck out once.
    """
    wanted = None if only is None else set(only)
    Tombstone.objects.bulk_create(
        [
            Tombstone(petition_id=signature.petition_id, to=out.to, bundle=out.bundle, row=out.row)
            for out in handed_out_to(signature)
            if wanted is None or out.to in wanted
        ],
        ignore_conflicts=True,
    )


def lift_tombstones(signature: Signature, *, only: Iterable[str]) -> None:
    """Its owner agrees again, before these recipients were told of anything."""
    wanted = set(only)
    for out in handed_out_to(signature):
        if out.to in wanted:
            Tombstone.objects.filter(bundle=out.bundle, row=out.row, told_at=None).delete()


def mark_told(tombstones: Iterable[Tombstone]) -> None:
    """Their recipient was told, by the bundle that went out just now."""
    rows = Tombstone.objects.filter(pk__in=[each.pk for each in tombstones], told_at=None)
    rows.update(told_at=timezone.now())


def untold_by_recipient(petition: models.Model) -> dict[str, int]:
    """For the campaigner: how many names each recipient still has to be told to strike out."""
    rows = Tombstone.objects.filter(petition_id=petition.pk, told_at=None).values_list("to")
    return dict(rows.annotate(number=models.Count("pk")).order_by("to"))
