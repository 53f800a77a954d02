"""A new address of a signer that waits until it is confirmed from its own mailbox."""

import uuid

from django.db import models
from django.utils import timezone

from campaigns.keys import PetitionKeys
from vault.sealing import seal, unseal
from vault.tokens import new_nonce


class AddressChange(models.Model):
    """One for each signature at most; until it is confirmed the old address stands."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    signature = models.OneToOneField(
        "campaigns.Signature", on_delete=models.CASCADE, related_name="address_change"
    )
    sealed_email = models.BinaryField()
    nonce = models.BinaryField(max_length=16, default=new_nonce)
    mails = models.SmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField()

    def __str__(self) -> str:
        return f"address change {self.pk}"

    @property
    def binding(self) -> str:
        return f"campaigns.addresschange|{self.public_id}|email"

    def seal_email(self, keys: PetitionKeys, email: str) -> None:
        self.sealed_email = seal(email, keys=keys.data, bound_to=self.binding)

    def email(self, keys: PetitionKeys) -> str:
        """Raises vault.sealing.CannotUnseal."""
        return unseal(self.sealed_email, keys=keys.data, bound_to=self.binding)
