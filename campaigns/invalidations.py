"""Invalidations: signatures of one petition that count no more, by criteria, and who decided so.

Criteria hold no name and no address: what was typed is kept as its keyed index.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CriteriaMissing(ValueError):
    """Nothing was chosen: it would be every signature of the petition."""


@dataclass(frozen=True)
class Criteria:
    """What a signature must be like, all of it at once. Times are UTC; digests are hexadecimal."""

    language: str = ""
    region: str = ""  # `MA`, `MA-021`, `abroad`
    domain: str = ""  # as in Signature.domain_tag
    network: str = ""  # hexadecimal tag, of the day
    network_day: date | None = None
    since: datetime | None = None
    until: datetime | None = None
    mark: str = ""
    source: str = ""
    email_index: str = ""
    name_index: str = ""

    def __post_init__(self) -> None:
        if not any(getattr(self, field.name) for field in fields(self)):
            raise CriteriaMissing

    def as_json(self) -> dict[str, str]:
        """Only what was chosen."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
            if value
        }

    @classmethod
    def from_json(cls, facts: Mapping[str, str]) -> "Criteria":
        """Raises CriteriaMissing."""
        read: dict[str, Any] = dict(facts)
        for name in ("since", "until"):
            if name in read:
                read[name] = datetime.fromisoformat(read[name])
        if "network_day" in read:
            read["network_day"] = date.fromisoformat(read["network_day"])
        return cls(**read)

    def as_filter(self) -> Q:
        plain: dict[str, Any] = {
            "language": self.language,
            "mark": self.mark,
            "source": self.source,
        }
        plain |= {"domain_tag": self.domain, "network_day": self.network_day}
        plain |= {"created_at__gte": self.since, "created_at__lt": self.until}
        plain |= {
            "network_tag": bytes.fromhex(self.network),
            "email_index": bytes.fromhex(self.email_index),
            "name_index": bytes.fromhex(self.name_index),
        }
        found = Q(**{name: value for name, value in plain.items() if value})
        if self.region:
            found &= Q(region=self.region) | Q(region__startswith=f"{self.region}-")
        return found


class Invalidation(models.Model):
    """One decision: what it looks for, why, by whom, and how far it has come."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("preview")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        CANCELLED = "cancelled", _("cancelled")
        DONE = "done", _("done")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")

    class Rule(models.TextChoices):
        """What readers are told in the public report."""

        CROWD = "crowd", _("Many signatures at once from one place")
        DOMAIN = "domain", _("Throwaway mail addresses")
        DOUBLE = "double", _("The same person more than once")
        OTHER = "other", _("Other reasons")

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.PROTECT, related_name="invalidations"
    )
    criteria = models.JSONField()
    rule = models.CharField(_("rule"), max_length=8, choices=Rule, default=Rule.OTHER)
    reason = models.CharField(_("reason"), max_length=300)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    cursor = models.BigIntegerField(default=0)  # the last signature (id) that was looked at
    total = models.IntegerField(default=0)  # as found when it started
    done = models.IntegerField(default=0)  # invalidated by it and not given back
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("invalidation")
        verbose_name_plural = _("invalidations")
        permissions = [("view_fraud", "Can see the fraud desk")]
        indexes = [
            models.Index(
                fields=["moved_at"],
                name="invalidation_at_work",
                condition=Q(state__in=["running", "undoing"]),
            )
        ]

    def __str__(self) -> str:
        return f"invalidation {self.pk}"

    @property
    def asked(self) -> Criteria:
        return Criteria.from_json(self.criteria)
