"""Notices: somebody wants subscribers told of a story, in ten minutes; and stories that digests
pass over.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

HOLD = timedelta(minutes=10)  # in which it can be taken back before anybody has it


def end_of_hold() -> datetime:
    return timezone.now() + HOLD


class NoticeQuerySet(models.QuerySet["Notice"]):
    def standing(self) -> "NoticeQuerySet":
        """Not taken back before it left: a story has at most one of these, for good."""
        return self.filter(Q(cancelled_at=None) | Q(cancelled_at__gte=F("leaves_at")))


class Notice(models.Model):
    """One story, told to those who get mail as it happens, each in their language."""

    translation_key = models.UUIDField(editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    leaves_at = models.DateTimeField(default=end_of_hold, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice to subscribers")
        verbose_name_plural = _("notices to subscribers")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key"],
                condition=Q(cancelled_at=None) | Q(cancelled_at__gte=F("leaves_at")),
                name="one_notice_a_story",
            )
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class LeftOut(models.Model):
    """A story that no digest names."""

    translation_key = models.UUIDField(unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("story left out of digests")
        verbose_name_plural = _("stories left out of digests")

    def __str__(self) -> str:
        return f"left out {self.pk}"
