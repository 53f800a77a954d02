"""What stands on every page (name, logo, banner, menus, foot) has a number: its edition.

A proxy that puts the number into the key of each page forgets all of them when it learns the next
one (deploy/nginx.conf), however many there are. A number is never used again: pages that were kept
under an earlier one may have changed since.
"""

from typing import Any

from django.db import models
from django.db.models import F

EDITION_PATH = "/_edition/"
HEADER = "X-Hub-Edition"
ONLY = 1  # the one row


class EditionQuerySet(models.QuerySet["Edition"]):
    def turn(self, digest: str) -> bool:
        """Whether something else stands on every page than at the last turn; then the next number
        is that of now. Of many who find the same change one is told so.
        """
        self.get_or_create(pk=ONLY)
        changed = self.filter(pk=ONLY).exclude(digest=digest)
        return bool(changed.update(digest=digest, number=F("number") + 1))

    def current(self) -> int:
        return self.filter(pk=ONLY).values_list("number", flat=True).first() or 0


class Edition(models.Model):
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    objects: Any = EditionQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"edition {self.number}"
