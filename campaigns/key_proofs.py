"""Proving that the stewards of a sealed petition still hold their offline key.

The server seals a random code to the key and keeps only the code's digest; the stewards open it on
their own machine and paste the answer. A key that is lost is noticed within a month, and after two
months no further name is sealed to it.
"""

import base64
import hashlib
import hmac
import os
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.offline import seal_offline

PROOF_WARNS = timedelta(days=31)
PROOF_ENDS = timedelta(days=62)
PROOF_GOOD = timedelta(days=7)  # an unanswered challenge
CODE_BYTES = 15


class ProofRefused(ValueError):
    """Not what the challenge holds, or the challenge is gone: too old, or answered already."""


class KeyProof(models.Model):
    """One challenge to the key of a petition; only a digest of its answer is kept."""

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="key_proofs"
    )
    challenge = models.TextField()
    digest = models.BinaryField(max_length=32)
    key = models.CharField(max_length=100)
    asked_at = models.DateTimeField(default=timezone.now)
    proven_at = models.DateTimeField(null=True)
    proven_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("proof of a key")
        verbose_name_plural = _("proofs of keys")

    def __str__(self) -> str:
        return f"proof {self.pk}"


def ask_proof(petition: Any) -> KeyProof:
    """The challenge that waits for an answer, or a new one. Raises OfflineKeyRefused."""
    waiting = _waiting(petition).first()
    if waiting:
        return waiting
    code = base64.b32encode(os.urandom(CODE_BYTES)).decode()
    blob = seal_offline({"petition": str(petition.public_id), "answer": code}, petition.offline_key)
    return KeyProof.objects.create(
        petition=petition,
        challenge=base64.b64encode(blob).decode(),
        digest=_digest(code),
        key=petition.offline_key,
    )


@transaction.atomic
def prove(petition: Any, answer: str, *, by: Any) -> None:
    """Note that the key is held. Raises ProofRefused."""
    proof = _waiting(petition).select_for_update().first()
    code = "".join(answer.split()).upper()
    if proof is None or not hmac.compare_digest(bytes(proof.digest), _digest(code)):
        raise ProofRefused
    proof.proven_at, proof.proven_by = timezone.now(), by
    proof.save(update_fields=["proven_at", "proven_by"])
    petition.key_proven_at = proof.proven_at
    petition.save(update_fields=["key_proven_at"])


def proven_key(petition: Any) -> str:
    """The key whose other half its stewards have shown to hold last, or nothing. Another one that
    was typed since is not known to open anything.
    """
    answered = petition.key_proofs.exclude(proven_at=None).order_by("-proven_at")
    return answered.values_list("key", flat=True).first() or ""


def is_proof_due(petition: Any) -> bool:
    """Whether the stewards should prove it anew: never proven, or a month ago."""
    proven = petition.key_proven_at
    return proven is None or proven < timezone.now() - PROOF_WARNS


def _waiting(petition: Any) -> models.QuerySet[KeyProof]:
    newest = petition.key_proofs.filter(proven_at=None, key=petition.offline_key)
    return newest.filter(asked_at__gt=timezone.now() - PROOF_GOOD).order_by("-asked_at")


def _digest(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()
