"""Why people sign, in their own words: sealed until a campaigner has read and allowed them."""

import re
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.forms import REASON_LENGTH
from campaigns.keys import PetitionKeys
from campaigns.signatures import Signature
from vault.sealing import seal, unseal

MOST_SHOWN = 5  # on a campaign page

# What readers overshare, and what could harm them or others. A hit asks for a closer look; what is
# no hit is read by a person all the same.
SIGNS = {
    "phone": re.compile(r"(?:\+?\d[\s().-]{0,3}){7,15}"),
    "email": re.compile(r"\S@\S+\.\w|\S\s*(?:\(at\)|\[at\]|\barroba\b)\s*\S", re.IGNORECASE),
    "address": re.compile(
        r"\b\d{1,5}\s+(?:\w+\.?\s+){1,3}(?:st|street|ave|avenue|rd|road|blvd|boulevard|dr|drive|ln"
        r"|lane|ct|court|pl|place|way)\b"
        r"|\b(?:calle|avenida|av\.|carretera|colonia|apto|apartamento)\s+\w+.{0,20}\d",
        re.IGNORECASE,
    ),
    "a_number": re.compile(r"\bA[\s#-]{0,2}(?:\d[\s-]?){7,9}(?!\d)", re.IGNORECASE),
    "link": re.compile(
        r"https?:|www\.|(?<![@\w-])\w[\w-]*\.(?:com|org|net|info|gov|edu|mx|us)\b", re.IGNORECASE
    ),
}


class ReasonQuerySet(models.QuerySet):
    def waiting(self) -> "ReasonQuerySet":
        """To be read, what is flagged first; only those whose signature counts."""
        flagged = models.Case(models.When(flags="", then=1), default=0)
        waiting = self.filter(state=Reason.State.WAITING, signature__counts=True)
        return waiting.order_by(flagged, "created_at", "pk")

    def shown(self) -> "ReasonQuerySet":
        return self.filter(state=Reason.State.SHOWN, signature__counts=True)

    def unsign(self) -> int:
        """No name stands below them any more: nobody has read the new one. How many had one."""
        return self.exclude(signed_as="").update(signed_as="")


class Reason(models.Model):
    """One signer's reason; it goes when the signature goes, and is shown only while it counts.

    `text` and `signed_as` are empty until it is allowed: `signed_as` is what its signer agreed to
    have shown at that moment (`shown_as`), and it is not shown once they agree to something else.
    It is emptied once name, place or the petition's exposure are others.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SHOWN = "shown", _("shown")
        REFUSED = "refused", _("refused")

    class Refusal(models.TextChoices):
        PERSONAL = "personal", _("tells too much about its signer or somebody else")
        HURTFUL = "hurtful", _("insults or threatens")
        STRAY = "stray", _("is about something else")
        ADVERTISING = "advertising", _("advertises")

    signature = models.OneToOneField(Signature, on_delete=models.CASCADE, related_name="reason")
    language = models.CharField(max_length=2)
    sealed_text = models.BinaryField()
    flags = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    refusal = models.CharField(max_length=12, choices=Refusal, blank=True)
    text = models.CharField(max_length=REASON_LENGTH, blank=True)
    shown_as = models.CharField(max_length=8, blank=True)
    signed_as = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        indexes = [
            models.Index(
                fields=["created_at"], name="reason_to_read", condition=Q(state="waiting")
            ),
            models.Index(fields=["decided_at"], name="reason_shown", condition=Q(state="shown")),
        ]

    def __str__(self) -> str:
        return f"reason {self.pk}"

    def typed(self, keys: PetitionKeys) -> str:
        """As it was typed. Raises vault.sealing.CannotUnseal."""
        bound = self.signature.bound_to("reason")
        return unseal(self.sealed_text, keys=keys.data, bound_to=bound)


def flags_in(text: str) -> list[str]:
    return [name for name, sign in SIGNS.items() if sign.search(text)]


def give_reason(signature: Signature, text: str, keys: PetitionKeys) -> None:
    """Keep what a signer typed, sealed; once it was decided on, the decision stands."""
    facts = {
        "language": signature.language,
        "sealed_text": seal(text, keys=keys.data, bound_to=signature.bound_to("reason")),
        "flags": ",".join(flags_in(text)),
    }
    kept, is_new = Reason.objects.get_or_create(signature=signature, defaults=facts)
    if not is_new:
        Reason.objects.filter(pk=kept.pk, state=Reason.State.WAITING).update(**facts)


def shown_reasons(petition: Any, language: str) -> list[dict[str, str]]:
    """The newest allowed ones, those in the reader's language first; one query."""
    own = models.Case(models.When(language=language, then=0), default=1)
    rows = Reason.objects.shown().filter(signature__petition=petition)
    newest = rows.order_by(own, "-decided_at").values_list(
        "text", "language", "signed_as", "shown_as", "signature__shown_as"
    )
    return [
        {"text": text, "language": spoken, "name": name if agreed == agrees else ""}
        for text, spoken, name, agreed, agrees in newest[:MOST_SHOWN]
    ]
