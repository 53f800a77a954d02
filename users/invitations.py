"""Invitations: one row a person, good for some days and for one use."""

import uuid

from django.conf import settings
from django.db import models

from vault.tokens import new_nonce


class Invitation(models.Model):
    """The link is derived from `nonce`; a new invitation gives the row another one, and the link
    before leads nowhere.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitation"
    )
    nonce = models.BinaryField(default=new_nonce)
    good_until = models.DateField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"
