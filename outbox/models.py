"""What the outbox keeps: messages without addresses, sealed staff letters, whom to spare."""

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from outbox.broadcasts import Broadcast, BroadcastState, Why
from outbox.budgets import SendingDay
from outbox.hearsay import Heard, Pulse, Result, SoftBounce, What
from outbox.openings import Opening
from outbox.replies import Reply

__all__ = ["Broadcast", "BroadcastState", "Message", "Queue", "StaffLetter", "State", "Why"]
__all__ += ["Heard", "Opening", "Pulse", "Reply", "Result", "SendingDay", "SoftBounce", "What"]


class Queue(models.TextChoices):
    """Each has workers of its own: what one person waits for never stands behind a broadcast."""

    TX = "tx", _("to one person")
    BULK = "bulk", _("to many")


class State(models.TextChoices):
    """Where a message stands. `unknown`: the server may have it, its answer was never noted."""

    QUEUED = "queued", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("accepted by the mail server")
    DEFERRED = "deferred", _("to be tried again")
    FAILED = "failed", _("could not be sent")
    SUPPRESSED = "suppressed", _("not sent: this address asked for silence or returns mail")
    CANCELLED = "cancelled", _("no longer needed")
    UNKNOWN = "unknown", _("unknown: it may have arrived")


WAITING = (State.QUEUED, State.DEFERRED)
# Nothing more happens to these by itself; what is unknown is a person's to decide.
FINISHED = (State.SENT, State.FAILED, State.SUPPRESSED, State.CANCELLED, State.UNKNOWN)


# Codes of ours: the server said no to the address for good; it said yes and the mail came back.
NO_SUCH_MAILBOX, CAME_BACK = "rcpt-", "bounced"
COMPLAINED, DELIVERED = "complained", "delivered"  # what was heard of it since
HEARD = (CAME_BACK, COMPLAINED, DELIVERED)  # so a server has it, whatever we noted
HANDED = "handed"  # it is in a call of many that is under way
UNDELIVERED = Q(state__in=[State.FAILED, State.SUPPRESSED]) | Q(error_code=CAME_BACK)
# What a person may have to look at: few rows of many.
TROUBLES = (State.FAILED, State.SUPPRESSED, State.UNKNOWN)
TROUBLED = Q(state__in=[*TROUBLES]) | Q(error_code=CAME_BACK)


class MessageQuerySet(models.QuerySet["Message"]):
    def of(self, kind: str, subject_ids: Iterable[int]) -> "MessageQuerySet":
        return self.filter(kind=kind, subject_id__in=subject_ids)

    def due(self, queue: str) -> "MessageQuerySet":
        return self.filter(queue=queue, state__in=WAITING, not_before__lte=Now())

    def expired(self, queue: str) -> "MessageQuerySet":
        """Claimed, and not marked before the lease ended: their sender is dead or too late."""
        return self.filter(queue=queue, state=State.SENDING, lease_until__lt=Now())

    def finished(self) -> "MessageQuerySet":
        return self.filter(state__in=FINISHED)

    def undelivered(self) -> "MessageQuerySet":
        """Given up, not sent to spare an address, or come back after a server had taken it."""
        return self.filter(UNDELIVERED)

    def troubled(self) -> "MessageQuerySet":
        """What did not arrive, or may not have."""
        return self.filter(TROUBLED)

    def arrived(self) -> "MessageQuerySet":
        """As far as anybody knows: a server took it, and it has not come back."""
        return self.filter(state=State.SENT).exclude(error_code=CAME_BACK)

    def unfinished(self) -> "MessageQuerySet":
        return self.exclude(state__in=FINISHED)


class Message(models.Model):
    """One e-mail to one person: `kind` and `subject_id` say about what; no address is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    language = models.CharField(max_length=5)
    version = models.PositiveIntegerField(default=1)
    queue = models.CharField(max_length=8, choices=Queue.choices, default=Queue.TX)
    broadcast = models.ForeignKey(
        Broadcast, null=True, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    # Tries that the mail server answered, and tries that ended before it had a say.
    attempts = models.PositiveSmallIntegerField(default=0)
    outages = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(db_default=Now())
    lease_token = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    # A reply code or one word of ours, never the server's text: that may repeat the address.
    error_code = models.CharField(max_length=16, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        permissions = [("view_outbox", _("Can browse the outbox"))]
        constraints = [
            # With the id, by whose ranges the table will be partitioned one day.
            models.UniqueConstraint(fields=["public_id", "id"], name="outbox_message_public_id"),
            # Nobody gets a broadcast twice, however often it is gathered.
            models.UniqueConstraint(
                fields=["broadcast", "subject_id"],
                condition=Q(broadcast__isnull=False),
                name="outbox_message_once",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "subject_id"], name="outbox_message_subject"),
            models.Index(
                fields=["queue", "id"],
                condition=Q(state__in=WAITING),
                name="outbox_message_due",
            ),
            models.Index(
                fields=["broadcast", "language", "id"],
                condition=Q(broadcast__isnull=False, state__in=WAITING),
                name="outbox_message_in_broadcast",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state=State.SENDING),
                name="outbox_message_leased",
            ),
            models.Index(
                fields=["created_at"],
                condition=Q(queue="tx", state__in=FINISHED),
                name="outbox_message_finished",
            ),
            models.Index(
                fields=["kind", "subject_id"],
                condition=UNDELIVERED,
                name="outbox_message_undelivered",
            ),
            models.Index(
                fields=["broadcast", "id"], condition=TROUBLED, name="outbox_message_troubled"
            ),
            models.Index(
                fields=["broadcast"],
                condition=Q(state=State.UNKNOWN),
                name="outbox_message_in_doubt",
            ),
            # Mail to one person, newest first, beside a million rows of broadcasts.
            models.Index(fields=["id"], condition=Q(queue="tx"), name="outbox_message_personal"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class StaffLetterQuerySet(models.QuerySet["StaffLetter"]):
    def spent(self, kind: str) -> "StaffLetterQuerySet":
        """Letters that no message of this kind still has to carry."""
        carrying = Message.objects.unfinished().filter(kind=kind, subject_id=OuterRef("pk"))
        return self.filter(~Exists(carrying))


class StaffLetter(models.Model):
    """A mail to the staff, sealed whole; it lives until its message has ended."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sealed = models.BinaryField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = StaffLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff letter")
        verbose_name_plural = _("staff letters")

    def __str__(self) -> str:
        return f"staff letter {self.pk}"

    @property
    def binding(self) -> str:
        return f"outbox.staffletter|{self.public_id}|letter"


class Reason(models.TextChoices):
    BOUNCE = "bounce", _("mail to it comes back")
    COMPLAINT = "complaint", _("its owner reported our mail as unwanted")
    REQUEST = "request", _("its owner asked us not to write")


class Scope(models.TextChoices):
    ALL = "all", _("no mail at all")
    BULK = "bulk", _("nothing that is sent to many")


class Suppression(models.Model):
    """An address that must not be written to again, known only by its keyed index."""

    address_index = models.BinaryField(unique=True)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    scope = models.CharField(max_length=4, choices=Scope.choices, default=Scope.ALL)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("suppression")
        verbose_name_plural = _("suppressions")

    def __str__(self) -> str:
        return f"suppression {self.pk}"
