"""Petitions and signatures: facts without a language. The pages that show them are in pages.py."""

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from campaigns import (  # noqa: F401  their models
    address_changes,
    area_snapshots,
    collected,
    dockets,
    domains,
    expiries,
    handovers,
    holds,
    integrity_reports,
    letter_versions,
    losses,
    mailings,
    next_steps,
    partner_numbers,
    receipts,
    retirements,
    sheets,
    slips,
    stewards_warned,
    tombstones,
)
from campaigns.airing import air
from campaigns.bundles import Bundle
from campaigns.exposing import SEALED, ExposureFixed, check_change
from campaigns.goals import next_goal
from campaigns.index import CampaignIndexPage
from campaigns.invalidations import Invalidation
from campaigns.key_proofs import PROOF_ENDS
from campaigns.keys import make_keys
from campaigns.offline import OfflineKeyRefused, check_offline_key
from campaigns.outcome_wishes import OutcomeTold, OutcomeWish
from campaigns.pages import CampaignPage
from campaigns.partners import Consent, Partner
from campaigns.reasons import Reason
from campaigns.regions import state_choices
from campaigns.signatures import PENDING_DAYS, SLOTS, Signature, last_pending_day
from campaigns.states import State, StateChange
from campaigns.tallies import Counted, DayTally, SourceTally, Tally
from campaigns.targets import Target
from campaigns.updates import CampaignUpdatePage
from vault.ringing import ring

__all__ = [
    "PENDING_DAYS",
    "SLOTS",
    "Bundle",
    "CampaignIndexPage",
    "CampaignPage",
    "CampaignUpdatePage",
    "Consent",
    "DayTally",
    "Invalidation",
    "OutcomeTold",
    "OutcomeWish",
    "Partner",
    "Petition",
    "Reason",
    "Signature",
    "SourceTally",
    "StateChange",
    "Tally",
    "Target",
    "last_pending_day",
]


class PetitionQuerySet(models.QuerySet):
    def open(self) -> "PetitionQuerySet":
        standing = self.filter(state=Petition.State.OPEN, retired_at=None)
        return standing.exclude(closes_at__lte=timezone.now())


class Petition(Counted, ClusterableModel):
    """The demand behind its campaign pages: one row and one count, however many languages."""

    State = State

    class Exposure(models.TextChoices):
        """What being known as a signer could cost; it rules fields, display, mail and export."""

        OPEN = "open", _("open")
        GUARDED = "guarded", _("guarded")
        SEALED = "sealed", _("sealed")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120, help_text=_("Only the newsroom sees it."))
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
    home_state = models.CharField(
        _("state of its target"),
        max_length=2,
        blank=True,
        choices=state_choices(),
        help_text=_("The office is told how many of the signers live there."),
    )
    offline_key = models.CharField(
        _("public key of its stewards"),
        max_length=100,
        blank=True,
        help_text=_("Only for sealed petitions: begins with age1. Its other half stays offline."),
    )
    key_proven_at = models.DateTimeField(null=True, editable=False)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    asks_reason = models.BooleanField(
        _("asks why"),
        default=False,
        help_text=_(
            "Signers may say why they sign. Nothing is shown before somebody of the newsroom read "
            "it; a sealed petition never asks."
        ),
    )
    erase_on = models.DateField(
        _("names are erased on"),
        null=True,
        editable=False,
        help_text=_("Names and addresses; the count and what was delivered stay."),
    )
    retired_at = models.DateTimeField(null=True, editable=False)
    held_since = models.DateTimeField(null=True, editable=False)  # see campaigns/holds.py
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("petition")
        verbose_name_plural = _("petitions")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "Petition":
        petition = super().from_db(*args, **kwargs)
        stored = {"exposure", "offline_key"} & petition.__dict__.keys()
        petition._stored = {name: petition.__dict__[name] for name in stored}
        return petition

    def clean(self) -> None:
        """The refusals of the admin form; save() and sign() refuse the same."""
        super().clean()
        try:
            self.offline_key = check_offline_key(self.offline_key)
            self._check_exposure()
        except OfflineKeyRefused as error:
            raise ValidationError({"offline_key": _("This is no public key of age.")}) from error
        except ExposureFixed as error:
            refusal = _(
                "People have signed under this exposure. Only an open petition may still become "
                "guarded."
            )
            raise ValidationError({"exposure": refusal}) from error
        if self.exposure == SEALED and self.state == self.State.OPEN and not self.holds_key:
            refusal = _(
                "A sealed petition opens once its stewards have proven that they hold their key."
            )
            raise ValidationError({"offline_key": refusal})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises campaigns.exposing.ExposureFixed."""
        if self._state.adding:
            make_keys(self.public_id)
        self._check_exposure()
        stored = getattr(self, "_stored", {})
        if stored.get("offline_key", self.offline_key) != self.offline_key:
            self.key_proven_at = None
        super().save(*args, **kwargs)
        if stored.get("exposure", self.exposure) != self.exposure:
            if Reason.objects.filter(signature__petition=self).unsign():
                air(self)
            ring("campaigns.clamp_choices")
        self._stored = {"exposure": self.exposure, "offline_key": self.offline_key}

    def _check_exposure(self) -> None:
        stored = getattr(self, "_stored", {}).get("exposure", self.exposure)
        if stored != self.exposure:
            check_change(stored, self.exposure, is_signed=self.signatures.exists())

    @property
    def holds_key(self) -> bool:
        """Whether names may be sealed to its key: it was proven, and not too long ago."""
        proven = self.key_proven_at
        return bool(self.offline_key and proven and proven > timezone.now() - PROOF_ENDS)

    @property
    def is_open(self) -> bool:
        closed = self.closes_at is not None and self.closes_at <= timezone.now()
        return self.state == self.State.OPEN and not closed and self.retired_at is None

    @property
    def takes_reasons(self) -> bool:
        """A reason tells much of a person: where being known is dangerous, none is asked for."""
        return self.asks_reason and self.exposure != self.Exposure.SEALED

    @property
    def state_shown(self) -> str:
        """Its state to readers: past its date it is closed, whatever the row says."""
        is_over = self.state == self.State.OPEN and not self.is_open
        return self.State.CLOSED.value if is_over else self.state

    def goal_at(self, count: int) -> int:
        """The goal that readers see: the first one, or the next one once it is close."""
        return next_goal(count, self.goal) if self.goal_grows else self.goal
