"""Guest links: one page, one language, one name to credit, for some days."""

import uuid
from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import Translation

from vault.tokens import new_nonce

DAYS = 7
MOST_DAYS = 30
NAME_LENGTH = 80


class GuestLink(models.Model):
    """Lets somebody without an account translate one page into one language, and nothing else."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nonce = models.BinaryField(default=new_nonce, editable=False)
    translation = models.ForeignKey(
        Translation, on_delete=models.CASCADE, related_name="guest_links", editable=False
    )
    name = models.CharField(_("name to credit"), max_length=NAME_LENGTH)
    # The link works to the end of this day (UTC).
    good_until = models.DateField(_("good until"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    made_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("guest link")
        verbose_name_plural = _("guest links")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"guest link {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.good_until >= datetime.now(UTC).date()
