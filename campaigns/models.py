"""Petitions and signatures: facts without a language. The pages that show them are in pages.py."""

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from campaigns.address_changes import AddressChange
from campaigns.goals import next_goal
from campaigns.keys import make_keys
from campaigns.pages import CampaignIndexPage, CampaignPage
from campaigns.partners import Consent, Partner
from campaigns.receipts import Receipt
from campaigns.retirements import Retirement
from campaigns.signatures import PENDING_DAYS, SLOTS, Signature, last_pending_day
from campaigns.tallies import DayTally, SourceTally, Tally
from campaigns.tombstones import Tombstone

__all__ = [
    "PENDING_DAYS",
    "SLOTS",
    "AddressChange",
    "CampaignIndexPage",
    "CampaignPage",
    "Consent",
    "DayTally",
    "Partner",
    "Petition",
    "Receipt",
    "Retirement",
    "Signature",
    "SourceTally",
    "Tally",
    "Tombstone",
    "last_pending_day",
]


class PetitionQuerySet(models.QuerySet):
    def open(self) -> "PetitionQuerySet":
        standing = self.filter(state=Petition.State.OPEN, retired_at=None)
        return standing.exclude(closes_at__lte=timezone.now())


class Petition(ClusterableModel):
    """The demand behind its campaign pages: one row and one count, however many languages."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        PAUSED = "paused", _("paused")
        CLOSED = "closed", _("closed")
        DELIVERED = "delivered", _("delivered")
        ANSWERED = "answered", _("answered")
        WON = "won", _("won")
        LOST = "lost", _("lost")

    class Exposure(models.TextChoices):
        """What being known as a signer could cost; it rules fields, display, mail and export."""

        OPEN = "open", _("open")
        GUARDED = "guarded", _("guarded")
        SEALED = "sealed", _("sealed")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120, help_text=_("Only the newsroom sees it."))
    target_name = models.CharField(_("addressed to"), max_length=120)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    exposure = models.CharField(
        _("exposure"), max_length=8, choices=Exposure, default=Exposure.GUARDED
    )
    goal = models.PositiveIntegerField(_("goal"), validators=[MinValueValidator(1)])
    goal_grows = models.BooleanField(
        _("next goal by itself"),
        default=True,
        help_text=_("Once the goal is close, readers see the next one."),
    )
    steward = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("steward"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    second_steward = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("second steward"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    erase_on = models.DateField(
        _("names are erased on"),
        null=True,
        editable=False,
        help_text=_("Names and addresses; the count and what was delivered stay."),
    )
    retired_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("petition")
        verbose_name_plural = _("petitions")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            make_keys(self.public_id)
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        closed = self.closes_at is not None and self.closes_at <= timezone.now()
        return self.state == self.State.OPEN and not closed and self.retired_at is None

    @property
    def state_shown(self) -> str:
        """Its state to readers: past its date it is closed, whatever the row says."""
        is_over = self.state == self.State.OPEN and not self.is_open
        return self.State.CLOSED.value if is_over else self.state

    @property
    def count(self) -> int:
        """Those confirmed online that count, as of the last tick (campaigns/counting.py)."""
        return self._counts["confirmed"]

    @property
    def count_in_person(self) -> int:
        """Those collected on paper or at a rally; told beside the count, never added to it."""
        return self._counts["in_person"]

    @cached_property
    def _counts(self) -> dict[str, int]:
        return self.tallies.totals()

    def goal_at(self, count: int) -> int:
        """The goal that readers see: the first one, or the next one once it is close."""
        return next_goal(count, self.goal) if self.goal_grows else self.goal
