"""Receipts of erasure: the sealed address alone, until the mail about it has left."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

from campaigns.keys import PetitionKeys
from campaigns.signatures import Signature
from vault.sealing import unseal

LONGEST = timedelta(days=7)  # as long as a message waits for a mail server that is away


class Receipt(models.Model):
    """What is left of an erased signature for the minutes until its owner was told.

    The sealed bytes are moved as they are, so that erasing needs no key.
    """

    petition = models.ForeignKey("campaigns.Petition", on_delete=models.CASCADE, related_name="+")
    signed_as = models.UUIDField(default=uuid.uuid4, editable=False)
    sealed_email = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"receipt {self.pk}"

    def email(self, keys: PetitionKeys) -> str:
        """Empty for who signed in person without one. Raises vault.sealing.CannotUnseal."""
        bound = Signature(public_id=self.signed_as).bound_to("email")
        return unseal(self.sealed_email, keys=keys.data, bound_to=bound)
