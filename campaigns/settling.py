"""Settling: once a signature is confirmed its choices become what they ask for, within the
petition's exposure of this moment.
"""

from dataclasses import replace

from campaigns.exposing import (
    FIRST_NAME,
    FULL_NAME,
    GUARDED,
    SEALED,
    Choices,
    Mail,
    clamped,
    may_mail,
)
from campaigns.models import Consent, Partner, Signature
from outbox.posting import post

RECEIPT = "campaigns.receipt"
BATCH = 500
CHOICES = ["shown_as", "goes_to_target", "wants_outcome", "wants_updates", "partner_choices"]


def settle(signature_id: int) -> None:
    """Within the caller's transaction, which has just confirmed it.

    Partners of another petition, or that get no names, are passed over.
    """
    signature = Signature.objects.select_related("petition").get(pk=signature_id)
    exposure = signature.petition.exposure
    chosen = clamped(exposure, signature.choices)
    if chosen.partners:
        _consent(signature, chosen)
    if signature.partner_choices or chosen != signature.choices:
        signature.take_choices(replace(chosen, partners=()))
        signature.save(update_fields=CHOICES)
    if exposure == SEALED and may_mail(exposure, Mail.RECEIPT):
        post(RECEIPT, signature.pk, language=signature.language)


def clamp_choices() -> int:
    """Bring stored choices down to what a class that was made stricter allows, in batches;
    returns how many. Pages never show more meanwhile: they ask the class as well.
    """
    clamped_rows = 0
    too_much = Signature.objects.filter(petition__exposure=GUARDED, shown_as=FULL_NAME)
    while ids := list(too_much.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        rows = Signature.objects.filter(pk__in=ids, shown_as=FULL_NAME)
        clamped_rows += rows.update(shown_as=FIRST_NAME)
    return clamped_rows


def _consent(signature: Signature, chosen: Choices) -> None:
    partners = Partner.objects.filter(
        petition=signature.petition_id, receives_names=True, pk__in=chosen.partners
    )
    Consent.objects.bulk_create(
        [Consent(signature=signature, partner=partner) for partner in partners],
        ignore_conflicts=True,
    )
