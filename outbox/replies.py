"""Who was answered today: a keyed index of that day; and the address, sealed, until the answer
has left.
"""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _


class ReplyQuerySet(models.QuerySet["Reply"]):
    def without(self, carrying: QuerySet) -> "ReplyQuerySet":
        """Those that none of these messages still has to carry."""
        return self.filter(~Exists(carrying.filter(subject_id=OuterRef("pk"))))


class Reply(models.Model):
    """One answer to one address on one day; `language` is empty for both."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    address_index = models.BinaryField(unique=True)
    day = models.DateField(db_index=True)
    language = models.CharField(max_length=5, blank=True)
    is_leaving = models.BooleanField(default=False)
    sealed_address = models.BinaryField(default=bytes)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a reply")
        verbose_name_plural = _("answers to replies")

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def binding(self) -> str:
        return f"outbox.reply|{self.public_id}|address"
