"""Overriding: an editor publishes although something is missing, and says why."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from wagtail.log_actions import log

OVERRIDE = "cms.override"  # the action in Wagtail's page and model logs

_reason: ContextVar[str] = ContextVar("override", default="")


@dataclass(frozen=True)
class Overridden:
    """One refusal that was overridden: of which subject, its kind, and what it said."""

    model: str
    pk: int
    kind: str
    said: str


_overridden: ContextVar[tuple[Overridden, ...]] = ContextVar("overridden", default=())


def current_reason() -> str:
    """Why the actor overrides what may be overridden; empty when nobody does."""
    return _reason.get()


@contextmanager
def overriding(reason: str) -> Iterator[None]:
    """Everything inside may publish around what is missing, never around a right, lock or review.

    Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("an override needs its reason")
    reason_token, noted_token = _reason.set(reason.strip()), _overridden.set(())
    try:
        yield
    finally:
        _reason.reset(reason_token)
        _overridden.reset(noted_token)


def note(subject: Any, *, kind: str, said: str) -> None:
    """Remember that a refusal was overridden, so that publishing can log it once."""
    noted = Overridden(subject._meta.label, subject.pk, kind, said)
    if noted not in _overridden.get():
        _overridden.set((*_overridden.get(), noted))


def overridden(subject: Any) -> list[Overridden]:
    """What has been overridden for this subject so far."""
    mine = (subject._meta.label, subject.pk)
    return [noted for noted in _overridden.get() if (noted.model, noted.pk) == mine]


def record(subject: Any, *, user: Any, revision: Any) -> None:
    """Log who published what around which refusals, and why; nothing if there were none."""
    refusals = overridden(subject)
    if not refusals:
        return
    data = {
        "reason": current_reason(),
        "kinds": [refusal.kind for refusal in refusals],
        "missing": [refusal.said for refusal in refusals],
    }
    log(instance=subject, action=OVERRIDE, user=user, data=data, revision=revision)
    _overridden.set(tuple(each for each in _overridden.get() if each not in refusals))
