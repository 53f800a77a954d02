"""Addresses that the proxy may hold in an older form: rows, so that no address is lost with a
worker, a broker or a proxy that does not answer.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

LEASE = timedelta(seconds=60)  # as long as a task may take
# A page that was being made during the change may reach the proxy after the new one.
SECOND_LOOK = timedelta(seconds=5)
MOST_TRIES = 6
BATCH = 40


class OutdatedQuerySet(models.QuerySet["Outdated"]):
    def note(self, paths: Iterable[str], *, is_first: bool = False) -> None:
        self.bulk_create([self.model(path=path, is_first=is_first) for path in paths])

    def claim(self) -> list["Outdated"]:
        """Some that are due, the newest changes before second looks, and before them all what is on
        every page; nobody else has them now.
        """
        now = timezone.now()
        with transaction.atomic():
            due = self.filter(due_at__lte=now).order_by("is_second_look", "-is_first", "pk")
            rows: Any = list(due.select_for_update(skip_locked=True)[:BATCH])
            self.filter(pk__in=[row.pk for row in rows]).update(due_at=now + LEASE)
        return rows

    def settle(self) -> None:
        """These are there anew; each is looked at once more."""
        self.filter(is_second_look=True).delete()
        due_at = timezone.now() + SECOND_LOOK
        self.update(is_second_look=True, tries=0, due_at=due_at)

    def put_off(self) -> list[str]:
        """These failed. Returns the paths of those that are not tried again."""
        self.update(tries=models.F("tries") + 1, due_at=timezone.now() + SECOND_LOOK)
        hopeless = self.filter(tries__gte=MOST_TRIES)
        paths = list(hopeless.values_list("path", flat=True))
        hopeless.delete()
        return paths


class Outdated(models.Model):
    path = models.TextField()
    due_at = models.DateTimeField(default=timezone.now)
    is_first = models.BooleanField(default=False, db_default=False)
    is_second_look = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)

    objects: Any = OutdatedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="outdated_due")]

    def __str__(self) -> str:
        return f"outdated {self.pk}"
