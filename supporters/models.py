"""Who asked for alerts, and for which. Never a link to what somebody signed."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from supporters.brought_lists import BroughtList, ListPart
from supporters.consents import Consent, ConsentText
from supporters.days import LEFT_DAYS, today
from supporters.departures import Departure
from supporters.newcomers import AskedDay, Newcomer
from vault.sealing import house_keys, seal, unseal
from vault.tokens import new_nonce

__all__ = [
    "AskedDay",
    "BroughtList",
    "Consent",
    "ConsentText",
    "Departure",
    "ListPart",
    "Newcomer",
    "Subscription",
    "Supporter",
]

MOST_MAILS = 3  # that somebody who types an address can have mailed to it,
MAIL_GAP = timedelta(minutes=10)  # this far apart,
MAIL_REST = timedelta(days=7)  # until it has had none for so long


class SupporterQuerySet(models.QuerySet["Supporter"]):
    def pending(self) -> "SupporterQuerySet":
        return self.filter(confirmed_on=None)

    def confirmed(self) -> "SupporterQuerySet":
        """Who proved the mailbox and has not left."""
        return self.exclude(confirmed_on=None).filter(left_on=None)

    def reachable(self) -> "SupporterQuerySet":
        """Who may be written to today by anything that is sent to many."""
        rows = self.confirmed().filter(unreachable_on=None)
        return rows.filter(Q(paused_until=None) | Q(paused_until__lte=today()))

    def brought_along(self) -> "SupporterQuerySet":
        """A list brought them, and they have done nothing themselves since."""
        return self.exclude(brought=None)

    def overdue(self) -> "SupporterQuerySet":
        """Nobody confirmed in time, or left long enough ago: nothing of them is kept."""
        gone = today() - timedelta(days=LEFT_DAYS)
        return self.filter(Q(confirmed_on=None, expires_on__lt=today()) | Q(left_on__lt=gone))


class Supporter(models.Model):
    """One address that asked for alerts: pending until confirmed, later maybe paused or gone."""

    class Rhythm(models.TextChoices):
        NOW = "now", _("As it happens")
        DAILY = "daily", _("Once a day, together")
        WEEKLY = "weekly", _("Once a week, together")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sealed_address = models.BinaryField()
    address_index = models.BinaryField(max_length=32, unique=True, editable=False)
    nonce = models.BinaryField(max_length=16, default=new_nonce, editable=False)
    language = models.CharField(max_length=2, choices=[("en", _("English")), ("es", _("Spanish"))])
    # A key of cms.area_names.AREA_NAMES, or nothing.
    region = models.CharField(max_length=6, blank=True, default="")
    rhythm = models.CharField(max_length=6, choices=Rhythm.choices, default=Rhythm.NOW)
    paused_until = models.DateField(null=True)  # the first day on which mail comes again
    created_on = models.DateField(default=today)
    expires_on = models.DateField(null=True)  # the last day to confirm
    confirmed_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    unreachable_on = models.DateField(null=True)  # since when no mail arrives, or none may leave
    code_tries = models.PositiveSmallIntegerField(default=0)
    # What bounds the mails that anybody can ask for; emptied once it bounds nothing any more.
    mails = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True)
    # The list that is the only reason why they are here: empty once they did something themselves.
    brought = models.ForeignKey(
        BroughtList, null=True, blank=True, on_delete=models.PROTECT, related_name="supporters"
    )

    objects = SupporterQuerySet.as_manager()

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_on=None, expires_on__isnull=False)
                | Q(confirmed_on__isnull=False, expires_on=None),
                name="supporter_pending_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(confirmed_on__isnull=False),
                name="supporter_left_was_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(language__in=["en", "es"]), name="supporter_language"
            ),
            models.CheckConstraint(
                condition=Q(rhythm__in=["now", "daily", "weekly"]), name="supporter_rhythm"
            ),
        ]
        indexes = [
            models.Index(fields=["expires_on"], name="supporter_expires_on"),
            models.Index(
                fields=["left_on"], condition=Q(left_on__isnull=False), name="supporter_left_on"
            ),
            models.Index(
                fields=["language", "id"],
                condition=Q(confirmed_on__isnull=False, left_on=None),
                name="supporter_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"supporter {self.pk}"

    @property
    def binding(self) -> str:
        return f"supporters.supporter|{self.public_id}|address"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_on is not None and self.left_on is None

    def seal_address(self, address: str) -> None:
        self.sealed_address = seal(address, keys=house_keys(), bound_to=self.binding)

    def address(self) -> str:
        """Raises vault.sealing.CannotUnseal."""
        return unseal(self.sealed_address, keys=house_keys(), bound_to=self.binding)

    def may_be_mailed(self, now: datetime) -> bool:
        """Is there room for one more mail that somebody asked for by typing this address?"""
        if self.mailed_at is None or self.mailed_at <= now - MAIL_REST:
            return True
        return self.mails < MOST_MAILS and self.mailed_at <= now - MAIL_GAP

    def count_mail(self, now: datetime) -> None:
        is_rested = self.mailed_at is None or self.mailed_at <= now - MAIL_REST
        self.mails = 1 if is_rested else self.mails + 1
        self.mailed_at = now


class Subscription(models.Model):
    """A topic that a supporter chose, whatever its languages; who has none chose all."""

    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="subscriptions")
    topic = models.UUIDField()  # the translation key of cms.Topic

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(fields=["supporter", "topic"], name="one_wish_per_topic")
        ]
        indexes = [models.Index(fields=["topic"], name="subscription_topic")]

    def __str__(self) -> str:
        return f"subscription {self.pk}"
