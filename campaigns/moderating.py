"""Reading reasons before readers do: allow one, or refuse it and say of what kind."""

from typing import Any

from django.utils import timezone

from campaigns.keys import PetitionKeys, open_keys
from campaigns.models import Petition, Signature
from campaigns.reasons import Reason
from campaigns.regions import ABROAD, area_of


class AlreadyDecided(Exception):
    """Somebody else was faster, or its signer took the signature back."""


def allow(reason: Reason, *, by: Any) -> None:
    """Show it from now on. Raises AlreadyDecided, KeyMissing, vault.sealing.CannotUnseal."""
    if not reason.sealed_text:
        raise AlreadyDecided(reason.pk)
    signature = reason.signature
    keys = open_keys(signature.petition.public_id)
    _decide(
        reason,
        by,
        state=Reason.State.SHOWN,
        text=reason.typed(keys),
        shown_as=signature.shown_as,
        signed_as=signed_as(signature, keys),
    )


def refuse(reason: Reason, kind: str, *, by: Any) -> None:
    """Never show it; its words are erased. Raises AlreadyDecided."""
    _decide(reason, by, state=Reason.State.REFUSED, refusal=kind, sealed_text=b"")


def signed_as(signature: Signature, keys: PetitionKeys) -> str:
    """What may stand under a reason: as much of a name as its signer ticked, and never more than
    the petition's exposure allows. Raises vault.sealing.CannotUnseal.
    """
    exposure, ticked = signature.petition.exposure, signature.shown_as
    if ticked == Signature.Shown.NOTHING or exposure == Petition.Exposure.SEALED:
        return ""
    name, area = signature.name(keys), area_of(signature.region)
    if ticked == Signature.Shown.FULL_NAME and exposure == Petition.Exposure.OPEN:
        return name
    first = name.split()[0]
    return first if area in {"", ABROAD} else f"{first}, {area}"


def _decide(reason: Reason, by: Any, **facts: Any) -> None:
    waiting = Reason.objects.filter(pk=reason.pk, state=Reason.State.WAITING)
    waiting = waiting.filter(signature__counts=True)
    if waiting.update(decided_at=timezone.now(), decided_by=by, **facts) != 1:
        raise AlreadyDecided(reason.pk)
