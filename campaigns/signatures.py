"""Signatures: one person's support for one petition, and which of them count."""

import uuid
from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.exposing import Choices
from campaigns.keys import PetitionKeys
from vault.sealing import seal_all, unseal
from vault.tokens import new_nonce

PENDING_DAYS = 7  # a link and its pending row live equally long
# A constraint would lock the row of the petition in each signing; a trigger keeps what was signed.
UNLOCKED: dict = {"on_delete": models.PROTECT, "db_constraint": False, "db_index": False}
SLOTS = (1, 2)  # two people of different names may share an address
COUNTS = Q(
    confirmed_at__isnull=False,
    withdrawn_at__isnull=True,
    invalidated_at__isnull=True,
    is_held=False,
)
UPDATED = Q(counts=True, wants_updates=True)


class SignatureQuerySet(models.QuerySet):
    def pending(self) -> "SignatureQuerySet":
        return self.filter(confirmed_at=None)

    def confirmed(self) -> "SignatureQuerySet":
        return self.exclude(confirmed_at=None)

    def counting(self) -> "SignatureQuerySet":
        """Those that count: confirmed, not withdrawn, not invalidated, not held back."""
        return self.filter(counts=True)

    def identified(self) -> "SignatureQuerySet":
        """Those whose name and address can still be opened by the petition's own key."""
        return self.filter(erased_at=None, sealed_offline=None)

    def of_address(self, petition: models.Model, email_index: bytes) -> "SignatureQuerySet":
        return self.filter(petition=petition, email_index=email_index).order_by("email_slot")


class Signature(models.Model):
    """One person's support for one petition, with an identity that only the petition's
    key opens.

    `counts` is the one rule of what is counted, kept by the database. An erased row has no identity
    and goes on counting; a withdrawn or invalidated one does not.
    """

    class Shown(models.TextChoices):
        """What readers of the petition's page may see of its signer."""

        NOTHING = "nothing", _("nothing")
        FIRST_NAME = "first", _("first name and place")
        FULL_NAME = "full", _("full name")

    class Way(models.TextChoices):
        """How it came: online it is confirmed by mail, in person by whoever collected it."""

        ONLINE = "online", _("online")
        RALLY = "rally", _("at a rally")
        PAPER = "paper", _("on paper")
        PARTNER = "partner", _("through a partner")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    petition = models.ForeignKey("campaigns.Petition", **UNLOCKED, related_name="signatures")
    sealed_name = models.BinaryField()
    sealed_email = models.BinaryField()
    sealed_place = models.BinaryField(default=bytes)
    sealed_offline = models.BinaryField(null=True)
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
    way = models.CharField(max_length=8, choices=Way, default=Way.ONLINE)
    is_in_person = models.BooleanField(default=False)
    collection = models.ForeignKey(
        "campaigns.Collection", null=True, on_delete=models.PROTECT, related_name="signatures"
    )
    sheet_page = models.CharField(max_length=20, blank=True)
    collected_on = models.DateField(null=True)
    receipt_tag = models.BinaryField(max_length=32, null=True)
    shown_as = models.CharField(max_length=8, choices=Shown, default=Shown.NOTHING)
    goes_to_target = models.BooleanField(default=False)
    wants_outcome = models.BooleanField(default=False)
    wants_updates = models.BooleanField(default=False)
    # Partners (ids) ticked in the form, until confirming turns them into consents.
    partner_choices = ArrayField(models.BigIntegerField(), default=list, blank=True)
    nonce = models.BinaryField(max_length=16, default=new_nonce)
    mails = models.SmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True)
    code_tries = models.SmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField()
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    invalidated_at = models.DateTimeField(null=True)
    invalidation = models.ForeignKey(
        "campaigns.Invalidation",
        null=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="signatures",
    )
    mark = models.CharField(max_length=12, blank=True)
    is_held = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)
    counts = models.GeneratedField(
        expression=COUNTS,  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
    )
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
                condition=Q(counts=True, counted_at__isnull=True)
                | Q(counts=False, counted_at__isnull=False),
            ),
            models.Index(
                fields=["expires_on"], name="signature_to_expire", condition=Q(confirmed_at=None)
            ),
            models.Index(
                fields=["receipt_tag"],
                name="signature_by_receipt",
                condition=Q(receipt_tag__isnull=False),
            ),
            models.Index(
                fields=["withdrawn_at"],
                name="signature_withdrawn",
                condition=Q(withdrawn_at__isnull=False),
            ),
            models.Index(F("petition"), F("created_at").desc(), name="signature_newest_first"),
            models.Index(
                fields=["mailed_at"],
                name="signature_to_remind",
                condition=Q(confirmed_at=None, reminded_at=None),
            ),
            models.Index(fields=["petition"], name="signature_held", condition=Q(is_held=True)),
            models.Index(
                fields=["invalidation"],
                name="signature_invalidated_by",
                condition=Q(invalidation__isnull=False),
            ),
            models.Index(
                F("petition"),
                F("created_at").desc(),
                name="signature_shown",
                condition=Q(counts=True) & ~Q(shown_as="nothing"),
            ),
            models.Index(
                fields=["petition", "language"],
                name="signature_not_counting",
                condition=Q(counts=False, is_in_person=False),
            ),
            models.Index(
                fields=["petition"],
                name="signature_to_wish",
                condition=Q(counts=True, wants_outcome=True),
            ),
            models.Index(fields=["petition", "id"], name="signature_to_update", condition=UPDATED),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"

    def bound_to(self, field: str) -> str:
        """Ties a sealed value to this row and field: moved elsewhere it does not open."""
        return f"campaigns.signature|{self.public_id}|{field}"

    def seal_identity(self, keys: PetitionKeys, *, name: str, email: str, place: str = "") -> None:
        """`place` is `town|county` as the bundled table has them for a postal code, or empty."""
        values = {self.bound_to("name"): name, self.bound_to("email"): email}
        values |= {self.bound_to("place"): place} if place else {}
        self.sealed_name, self.sealed_email, *rest = seal_all(values, keys=keys.data)
        [self.sealed_place] = rest or [b""]
        self.sealed_key_id = keys.data_key_id

    def name(self, keys: PetitionKeys) -> str:
        """Raises vault.sealing.CannotUnseal."""
        return unseal(self.sealed_name, keys=keys.data, bound_to=self.bound_to("name"))

    def email(self, keys: PetitionKeys) -> str:
        """Empty for who signed in person without one. Raises vault.sealing.CannotUnseal."""
        return unseal(self.sealed_email, keys=keys.data, bound_to=self.bound_to("email"))

    def place(self, keys: PetitionKeys) -> str:
        """`town|county`, or empty. Raises vault.sealing.CannotUnseal."""
        if not self.sealed_place:
            return ""
        return unseal(self.sealed_place, keys=keys.data, bound_to=self.bound_to("place"))

    @property
    def choices(self) -> Choices:
        return Choices(
            shown_as=self.shown_as,
            goes_to_target=self.goes_to_target,
            partners=tuple(self.partner_choices),
            wants_outcome=self.wants_outcome,
            wants_updates=self.wants_updates,
        )

    def take_choices(self, choices: Choices) -> None:
        self.shown_as, self.goes_to_target = choices.shown_as, choices.goes_to_target
        self.wants_outcome, self.partner_choices = choices.wants_outcome, list(choices.partners)
        self.wants_updates = choices.wants_updates

    def confirm(self) -> bool:
        """Confirm once, however many ask at the same moment; True for the one who did it."""
        pending = Signature.objects.pending().filter(pk=self.pk)
        return pending.update(confirmed_at=timezone.now()) == 1

    def withdraw(self) -> bool:
        """Take it back once; True for the one who did it."""
        standing = Signature.objects.filter(pk=self.pk, withdrawn_at=None)
        return standing.update(withdrawn_at=timezone.now()) == 1


def last_pending_day() -> date:
    """The last day (UTC) of a link asked for now, and of its pending row."""
    return timezone.now().date() + timedelta(days=PENDING_DAYS)
