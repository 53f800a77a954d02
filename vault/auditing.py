"""The audit log: who did what that others may have to ask about, in ids and numbers.

It only grows. A trigger of the database refuses to change or delete an entry, whoever asks.
"""

from django.db import models
from django.utils import timezone


class NotANumber(TypeError):
    """An entry holds ids and numbers only: a word could be a name."""


class AuditEntry(models.Model):
    """One deed: when, by whom (`actor` is a user's id, empty for the clock), about what."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.BigIntegerField(null=True)
    deed = models.CharField(max_length=40)
    subject = models.BigIntegerField()
    numbers = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["deed", "subject"], name="audit_by_subject")]

    def __str__(self) -> str:
        return f"audit {self.pk}"


def note(deed: str, subject: int, *, by: int | None = None, **numbers: int) -> AuditEntry:
    """Write an entry within the caller's transaction. Raises NotANumber.

    `deed` names the kind of its subject too: `bundle.asked` is about the bundle of that id.
    """
    if not all(isinstance(number, int) for number in numbers.values()):
        raise NotANumber(deed)
    return AuditEntry.objects.create(deed=deed, subject=subject, actor=by, numbers=numbers)


def noted(subject: int, *deeds: str) -> "models.QuerySet[AuditEntry]":
    """What was noted about this subject, oldest first."""
    return AuditEntry.objects.filter(deed__in=deeds, subject=subject).order_by("at", "pk")
