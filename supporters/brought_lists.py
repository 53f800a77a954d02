"""Lists that were brought from another tool, on their way into supporters.

Their rows hold people: they lie sealed under the house key, 500 to a part; a part goes the moment
it is taken in, and every part goes a day after the upload. What is kept of a list is where it came
from, and numbers.
"""

import json
import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vault.sealing import house_keys, seal, unseal

BRING, EXPORT = "supporters.bring_list", "supporters.export_list"
PART_ROWS = 500
HOURS_KEPT = 24
UNDO_DAYS = 7


class BroughtListQuerySet(models.QuerySet["BroughtList"]):
    def overdue(self) -> "BroughtListQuerySet":
        """Waiting or running for a day: what lies there is destroyed."""
        begun = timezone.now() - timedelta(hours=HOURS_KEPT)
        return self.filter(state__in=BroughtList.OPEN, uploaded_at__lt=begun)


class BroughtList(models.Model):
    """How an upload is read, and how far it is. No cell of it stands here in the clear."""

    class State(models.TextChoices):
        WAITING = "waiting", _("to be looked at")
        RUNNING = "running", _("being taken in")
        DONE = "done", _("taken in")
        CANCELLED = "cancelled", _("stopped")
        LAPSED = "lapsed", _("too old")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")

    class Holds(models.TextChoices):
        PEOPLE = "people", _("People who get mail there")
        LEFT = "left", _("Addresses that unsubscribed: no list may bring them back")
        REQUEST = "request", _("Addresses that asked never to be written to: they get no mail")
        BOUNCE = "bounce", _("Addresses whose mail comes back: they get no mail")

    class Basis(models.TextChoices):
        ASK = "ask", _("Ask each of them first, by mail, so many a day.")
        DOCUMENTED = "documented", _("They asked for it, and we can show it: mail them at once.")

    OPEN = (State.WAITING, State.RUNNING)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    holds = models.CharField(max_length=8, choices=Holds, default=Holds.PEOPLE)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    # Where the list comes from, in the words of who brought it; kept with each consent.
    source = models.CharField(max_length=200)
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.ASK)
    # For rows that do not say it themselves; no language: they are asked in both.
    language = models.CharField(max_length=2, blank=True, default="")
    given_on = models.DateField(null=True)
    # A user's id, as in the audit log: supporters are related to nothing.
    brought_by = models.BigIntegerField()
    sealed_headings = models.BinaryField()
    columns = models.JSONField(default=dict)
    numbers = models.JSONField(default=dict)
    rows = models.PositiveIntegerField()
    rows_done = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = BroughtListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list that was brought")
        verbose_name_plural = _("lists that were brought")
        permissions = [
            ("bring_list", _("Can bring lists of subscribers")),
            ("export_list", _("Can take out the list of subscribers")),
        ]

    def __str__(self) -> str:
        return f"brought list {self.pk}"

    @property
    def has_people(self) -> bool:
        return self.holds == self.Holds.PEOPLE

    @property
    def may_be_undone(self) -> bool:
        """People can be taken out again for a week; a digest cannot be told from its like."""
        is_over = self.state in {self.State.DONE, self.State.CANCELLED}
        if not is_over or not self.has_people or self.ended_at is None:
            return False
        return self.ended_at >= timezone.now() - timedelta(days=UNDO_DAYS)

    def sealed(self, part: str, rows: list) -> bytes:
        return seal(json.dumps(rows), keys=house_keys(), bound_to=self._bound_to(part))

    def opened(self, part: str, sealed: bytes | memoryview) -> list:
        """Raises vault.sealing.CannotUnseal."""
        return json.loads(unseal(sealed, keys=house_keys(), bound_to=self._bound_to(part)))

    def headings(self) -> list[str]:
        """Raises vault.sealing.CannotUnseal."""
        return self.opened("headings", self.sealed_headings)

    def _bound_to(self, part: str) -> str:
        return f"supporters.broughtlist|{self.public_id}|{part}"


class ListPart(models.Model):
    """Up to 500 rows of a list, sealed."""

    brought = models.ForeignKey(BroughtList, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    sealed_rows = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brought", "number"], name="one_list_part_per_number")
        ]

    def __str__(self) -> str:
        return f"part {self.number} of brought list {self.brought_id}"

    def rows(self) -> list[list]:
        """Numbers and cells. Raises vault.sealing.CannotUnseal."""
        return self.brought.opened(str(self.number), self.sealed_rows)
