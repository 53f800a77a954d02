"""Petitions and signatures: facts without a language. The pages that show them are in pages.py."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from campaigns.keys import PetitionKeys, make_keys
from campaigns.pages import CampaignIndexPage, CampaignPage
from vault.sealing import seal, unseal
from vault.tokens import new_nonce

__all__ = ["CampaignIndexPage", "CampaignPage", "Petition", "Signature", "Tally"]

PENDING_DAYS = 7  # a link and its pending row live equally long
SLOTS = (1, 2)  # two people of different names may share an address


class PetitionQuerySet(models.QuerySet):
    def open(self) -> "PetitionQuerySet":
        return self.filter(state=Petition.State.OPEN).exclude(closes_at__lte=timezone.now())


class Petition(models.Model):
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

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120, help_text=_("Only the newsroom sees it."))
    target_name = models.CharField(_("addressed to"), max_length=120)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    goal = models.PositiveIntegerField(_("goal"), validators=[MinValueValidator(1)])
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
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
        return self.state == self.State.OPEN and not closed

    @property
    def state_shown(self) -> str:
        """Its state to readers: past its date it is closed, whatever the row says."""
        is_over = self.state == self.State.OPEN and not self.is_open
        return self.State.CLOSED.value if is_over else self.state

    @cached_property
    def count(self) -> int:
        """The signatures that count, as of the last tick (campaigns/counting.py)."""
        return self.tallies.aggregate(total=Sum("count"))["total"] or 0


class SignatureQuerySet(models.QuerySet):
    def pending(self) -> "SignatureQuerySet":
        return self.filter(confirmed_at=None)

    def confirmed(self) -> "SignatureQuerySet":
        return self.exclude(confirmed_at=None)

    def of_address(self, petition: Petition, email_index: bytes) -> "SignatureQuerySet":
        return self.filter(petition=petition, email_index=email_index).order_by("email_slot")


class Signature(models.Model):
    """One person's support for one petition, with an identity that only the petition's
    key opens.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="signatures")
    sealed_name = models.BinaryField()
    sealed_email = models.BinaryField()
    sealed_key_id = models.CharField(max_length=16)
    email_index = models.BinaryField(max_length=32)
    email_slot = models.SmallIntegerField()
    name_index = models.BinaryField(max_length=32)
    index_key_id = models.CharField(max_length=16)
    domain_tag = models.CharField(max_length=32, blank=True)
    network_tag = models.BinaryField(max_length=8)
    network_day = models.DateField()
    region = models.CharField(max_length=8)
    language = models.CharField(max_length=2)
    letter_version = models.CharField(max_length=16)
    source = models.CharField(max_length=40, blank=True)
    shows_name = models.BooleanField(default=False)
    goes_to_target = models.BooleanField(default=False)
    wants_outcome = models.BooleanField(default=False)
    nonce = models.BinaryField(max_length=16, default=new_nonce)
    mails = models.SmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField()
    confirmed_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "email_index", "email_slot"], name="one_signature_per_slot"
            ),
            models.CheckConstraint(
                condition=Q(email_slot__in=SLOTS), name="two_people_share_an_address_at_most"
            ),
        ]
        indexes = [
            models.Index(
                fields=["petition"],
                name="signature_to_count",
                condition=Q(confirmed_at__isnull=False, counted_at__isnull=True),
            ),
            models.Index(
                fields=["expires_on"], name="signature_to_expire", condition=Q(confirmed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"

    def bound_to(self, field: str) -> str:
        """Ties a sealed value to this row and field: moved elsewhere it does not open."""
        return f"campaigns.signature|{self.public_id}|{field}"

    def seal_identity(self, keys: PetitionKeys, *, name: str, email: str) -> None:
        self.sealed_name = seal(name, keys=keys.data, bound_to=self.bound_to("name"))
        self.sealed_email = seal(email, keys=keys.data, bound_to=self.bound_to("email"))
        self.sealed_key_id = keys.data_key_id

    def name(self, keys: PetitionKeys) -> str:
        """Raises vault.sealing.CannotUnseal."""
        return unseal(self.sealed_name, keys=keys.data, bound_to=self.bound_to("name"))

    def email(self, keys: PetitionKeys) -> str:
        """Raises vault.sealing.CannotUnseal."""
        return unseal(self.sealed_email, keys=keys.data, bound_to=self.bound_to("email"))

    def confirm(self) -> bool:
        """Confirm once, however many ask at the same moment; True for the one who did it."""
        pending = Signature.objects.pending().filter(pk=self.pk)
        return pending.update(confirmed_at=timezone.now()) == 1


class Tally(models.Model):
    """How many signatures of a petition count, by language and area; their sum is the
    count shown.
    """

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="tallies")
    language = models.CharField(max_length=2)
    area = models.CharField(max_length=8)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "language", "area"], name="one_tally_per_language_and_area"
            )
        ]

    def __str__(self) -> str:
        return f"tally {self.pk}"


def last_pending_day() -> date:
    """The last day (UTC) of a link asked for now, and of its pending row."""
    return timezone.now().date() + timedelta(days=PENDING_DAYS)
