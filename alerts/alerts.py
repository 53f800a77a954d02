"""An alert on its way: whom it is for, who said that it goes, and when it may.

There is one for each pair of alert pages. Its text is theirs, its messages are the outbox's.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.languages import LANGUAGES
from outbox.models import Broadcast

KIND = "alerts.alert"
SEND, APPROVE = "alerts.send_alert", "alerts.approve_alert"
HOLD = timedelta(minutes=10)
MOST, DAYS = 3, 7  # alerts to one reader in so many days, unless somebody says otherwise
LONGEST_DAYS = 30  # the outbox keeps no longer who was sent what


class State(models.TextChoices):
    DRAFT = "draft", _("not sent")
    ASKED = "asked", _("waits for a second person")
    HELD = "held", _("about to be sent")
    SENDING = "sending", _("handed to the outbox")


def both_languages() -> list[str]:
    return list(LANGUAGES)


class AlertQuerySet(models.QuerySet["Alert"]):
    def of(self, translation_key: UUID) -> "Alert":
        """The alert of this pair of pages; a new one that is not saved where there is none."""
        return self.filter(translation_key=translation_key).first() or Alert(
            translation_key=translation_key
        )

    def over_hold(self) -> "AlertQuerySet":
        return self.filter(state=State.HELD, hold_until__lte=timezone.now())

    def sent(self) -> "AlertQuerySet":
        """Handed over, and so lately that the outbox still knows who had it."""
        since = timezone.now() - timedelta(days=LONGEST_DAYS)
        running = models.Q(broadcast__finished_at=None) | models.Q(broadcast__finished_at__gt=since)
        return self.filter(running, state=State.SENDING).select_related("broadcast")


class Alert(models.Model):
    """Audience: no topics, no regions: all of them. Whoever is asked for not having signed is known
    when the letter leaves, in memory alone (see alerts/delivering.py).
    """

    translation_key = models.UUIDField(unique=True, editable=False)
    languages = ArrayField(models.CharField(max_length=2), default=both_languages)
    topics = ArrayField(models.UUIDField(), default=list, blank=True)
    regions = ArrayField(models.CharField(max_length=6, blank=True), default=list, blank=True)
    with_digests = models.BooleanField(default=False)
    except_had = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="+")
    most = models.PositiveSmallIntegerField(
        default=MOST, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    days = models.PositiveSmallIntegerField(
        default=DAYS, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DAYS)]
    )
    is_urgent = models.BooleanField(default=False)
    not_yet_signed = models.ForeignKey(
        "campaigns.Petition", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    not_before = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    hold_until = models.DateTimeField(null=True)
    broadcast = models.OneToOneField(
        Broadcast, null=True, on_delete=models.SET_NULL, related_name="alert"
    )
    # Language: marks of the live text (alerts/marking.py) that somebody asked to send, or that
    # letters are written from.
    texts = models.JSONField(default=dict)
    # Readers who had signed already and were left out; nothing else is kept of them.
    spared = models.PositiveIntegerField(default=0)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("sending of an alert")
        verbose_name_plural = _("sendings of alerts")
        permissions = [
            ("send_alert", "Can send alerts"),
            ("approve_alert", "Can approve alerts that others send"),
        ]

    def __str__(self) -> str:
        return f"alert {self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def since(self) -> datetime:
        """From when on alerts count for the most that one reader gets."""
        return timezone.now() - timedelta(days=self.days)

    def change(self, state: State, *, wanted: tuple[State, ...], **facts: Any) -> bool:
        """Change state once, however many ask at the same moment; True for the one who did it."""
        rows = Alert.objects.filter(pk=self.pk, state__in=wanted)
        changed = rows.update(state=state, **facts) == 1
        if changed:
            for name, value in {"state": state, **facts}.items():
                setattr(self, name, value)
        return changed
