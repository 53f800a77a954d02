"""Bouncing: mail that a server accepted and that came back later.

That it came back is known of an address only (outbox/suppressing.py). Whoever can open addresses
says which mails were meant.
"""

from collections.abc import Collection
from datetime import datetime

from outbox.models import CAME_BACK, Message, Reason, State, Suppression


def has_bounced_since(moment: datetime) -> bool:
    """Whether any address was noted since then as one whose mail comes back."""
    return Suppression.objects.filter(reason=Reason.BOUNCE, created_at__gte=moment).exists()


def note_bounces(kinds: Collection[str], subject_ids: Collection[int]) -> int:
    """The accepted mails about these subjects came back; returns how many are known anew."""
    accepted = Message.objects.filter(kind__in=kinds, subject_id__in=subject_ids, state=State.SENT)
    return accepted.exclude(error_code=CAME_BACK).update(error_code=CAME_BACK)
