"""What was heard of mails after they left: once of each, and numbers that tell nobody's story."""

from enum import StrEnum

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from outbox.broadcasts import Broadcast


class What(StrEnum):
    """What can be heard of a message, or is known of its address before it leaves."""

    DELIVERED = "delivered"
    DELAYED = "delayed"  # a server put it off, and it is tried again
    BOUNCED = "bounced"  # it came back for good: no such mailbox
    SOFT = "soft"  # it came back for a reason that may pass
    BLOCKED = "blocked"  # it was turned away, whoever it was for
    COMPLAINED = "complained"
    LEFT = "left"
    SPARED = "spared"  # it was not sent: the address is not to be written to


class Heard(models.Model):
    """That this was heard of this message: whoever says it again changes nothing."""

    public_id = models.UUIDField()
    what = models.CharField(max_length=12)  # What
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [models.UniqueConstraint(fields=["public_id", "what"], name="heard_once")]
        indexes = [models.Index(fields=["at"], name="outbox_heard_at")]

    def __str__(self) -> str:
        return f"report {self.pk}"


class SoftBounce(models.Model):
    """That mail to an address came back once; the address is known by its keyed index alone."""

    address_index = models.BinaryField(max_length=32)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("soft bounce")
        verbose_name_plural = _("soft bounces")
        indexes = [
            models.Index(fields=["address_index"], name="outbox_soft_bounce_index"),
            models.Index(fields=["at"], name="outbox_soft_bounce_at"),
        ]

    def __str__(self) -> str:
        return f"soft bounce {self.pk}"


class Result(models.Model):
    """How many readers of a broadcast in one language; it stays when their messages are gone."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="results")
    language = models.CharField(max_length=5)
    bounced = models.PositiveIntegerField(default=0)
    complained = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "language"], name="one_result_a_language")
        ]

    def __str__(self) -> str:
        return f"result {self.pk}"


class Pulse(models.Model):
    """What the mail servers of one group said to a broadcast in one minute; gone after a day."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="pulses")
    provider = models.CharField(max_length=12)  # outbox/grouping.py
    minute = models.DateTimeField()
    tried = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    put_off = models.PositiveIntegerField(default=0)
    bounced = models.PositiveIntegerField(default=0)
    complained = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("pulse")
        verbose_name_plural = _("pulses")
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "provider", "minute"], name="one_pulse")
        ]

    def __str__(self) -> str:
        return f"pulse {self.pk}"
