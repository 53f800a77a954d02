"""Reading reasons before readers do: allow one, or refuse it and say of what kind."""

from typing import Any

from django.utils import timezone

from campaigns.keys import open_keys
from campaigns.reasons import Reason
from campaigns.showing_names import shown_name


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
        signed_as=shown_name(signature, keys),
    )


def refuse(reason: Reason, kind: str, *, by: Any) -> None:
    """Never show it; its words are erased. Raises AlreadyDecided."""
    _decide(reason, by, state=Reason.State.REFUSED, refusal=kind, sealed_text=b"")


def _decide(reason: Reason, by: Any, **facts: Any) -> None:
    waiting = Reason.objects.filter(pk=reason.pk, state=Reason.State.WAITING)
    waiting = waiting.filter(signature__counts=True)
    if waiting.update(decided_at=timezone.now(), decided_by=by, **facts) != 1:
        raise AlreadyDecided(reason.pk)
