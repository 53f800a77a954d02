"""Broadcasts: one text on its way to many, in every language that is ready."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BroadcastState(models.TextChoices):
    """Gathering makes a row for each reader; nothing leaves before all of them stand."""

    GATHERING = "gathering", _("being addressed")
    SENDING = "sending", _("being sent")
    PAUSED = "paused", pgettext_lazy("a broadcast", "paused")
    DONE = "done", pgettext_lazy("a broadcast", "done")
    CANCELLED = "cancelled", pgettext_lazy("a broadcast", "cancelled")


class Why(models.TextChoices):
    """Who or what paused a broadcast; nothing while it is not paused."""

    PERSON = "person", _("somebody paused it")
    REFUSALS = "refusals", _("many mail servers refused it")
    DELAYS = "delays", _("many mail servers put it off")
    COMPLAINTS = "complaints", _("readers reported it as unwanted")
    BOUNCES = "bounces", _("much of it came back")


# Before it may leave its readers are looked up: minutes for a million, and more than a hold lasts,
# so that what is about to leave says to how many.
SOON = timedelta(minutes=15)
OPEN = (BroadcastState.GATHERING, BroadcastState.SENDING, BroadcastState.PAUSED)


class BroadcastQuerySet(models.QuerySet["Broadcast"]):
    def gathering(self) -> "BroadcastQuerySet":
        return self.filter(state=BroadcastState.GATHERING)

    def to_be_gathered(self) -> "BroadcastQuerySet":
        """Not days before its time: who comes or goes until then counts."""
        return self.gathering().filter(not_before__lte=Now() + SOON)

    def pausable(self) -> "BroadcastQuerySet":
        untouched = Q(state=BroadcastState.GATHERING, gathered_to=0)
        return self.filter(Q(state=BroadcastState.SENDING) | untouched)

    def leaving(self) -> "BroadcastQuerySet":
        return self.filter(state=BroadcastState.SENDING, not_before__lte=Now())

    def unended(self) -> "BroadcastQuerySet":
        return self.filter(state__in=OPEN)

    def over(self) -> "BroadcastQuerySet":
        return self.filter(state__in=(BroadcastState.DONE, BroadcastState.CANCELLED))

    def under_way(self) -> "BroadcastQuerySet":
        return self.exclude(state__in=(BroadcastState.DONE, BroadcastState.CANCELLED))


class Broadcast(models.Model):
    """`kind` and `subject_id` say what is sent; there is one broadcast of each, however often it is
    asked for. A language that is not among `languages` is held: its messages wait.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    state = models.CharField(
        max_length=12, choices=BroadcastState.choices, default=BroadcastState.GATHERING
    )
    why = models.CharField(max_length=12, choices=Why.choices, blank=True, default="")
    where = models.CharField(max_length=12, blank=True, default="")  # outbox/grouping.py
    languages = ArrayField(models.CharField(max_length=5), default=list)
    is_urgent = models.BooleanField(default=False)  # goes to each reader at once, whatever the hour
    version = models.PositiveIntegerField(default=1)  # of the text; a correction raises it
    not_before = models.DateTimeField(db_default=Now())
    gathered_to = models.BigIntegerField(default=0)  # the last subject that has its message
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    # Language: state: messages. Written when it ends, and kept when the messages are gone.
    tally = models.JSONField(default=dict)
    # Its numbers while it is open, its letters over time for good; see outbox/tallying.py.
    counted = models.JSONField(default=dict)
    counted_at = models.DateTimeField(null=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = BroadcastQuerySet.as_manager()

    class Meta:
        verbose_name = _("broadcast")
        verbose_name_plural = _("broadcasts")
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="one_broadcast_a_subject")
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(state__in=("gathering", "sending", "paused")),
                name="outbox_broadcast_open",
            )
        ]

    def __str__(self) -> str:
        return f"broadcast {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in (BroadcastState.DONE, BroadcastState.CANCELLED)

    @property
    def is_ungathered(self) -> bool:
        """Nobody has a message yet; whoever pauses it now may resume it so."""
        waits = (BroadcastState.GATHERING, BroadcastState.PAUSED)
        return self.state in waits and self.gathered_to == 0

    @property
    def waits_for_its_time(self) -> bool:
        is_gathering = self.state == BroadcastState.GATHERING
        return is_gathering and self.not_before > timezone.now() + SOON
