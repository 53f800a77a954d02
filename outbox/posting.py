"""Posting: one row now, in the caller's transaction; the bell rings once it has committed."""

from collections.abc import Iterable

from outbox.models import WAITING, Message, Queue, State
from vault.ringing import ring

# What wakes the workers of a queue.
BELLS = {Queue.TX: "outbox.send_transactional", Queue.BULK: "outbox.send_broadcasts"}


def post(kind: str, subject_id: int, *, language: str) -> Message:
    """Ask for one mail about this subject, in this language; its opener will find the address."""
    message = Message.objects.create(kind=kind, subject_id=subject_id, language=language)
    ring_for(Queue.TX)
    return message


def post_many(kind: str, subject_ids: Iterable[int], *, language: str) -> None:
    """Ask for one mail about each of these subjects, all in this language; one ring for all."""
    facts = {"kind": kind, "language": language}
    Message.objects.bulk_create(Message(subject_id=pk, **facts) for pk in subject_ids)
    ring_for(Queue.TX)


def unpost(kind: str, subject_id: int) -> None:
    """Spare the mails about this subject that nobody has begun to send."""
    waiting = Message.objects.of(kind, [subject_id]).filter(state__in=WAITING)
    waiting.update(state=State.CANCELLED)


def ring_for(queue: str) -> None:
    """Wake the workers of a queue after commit."""
    if queue in BELLS:
        ring(BELLS[Queue(queue)])
