"""Overriding: an editor publishes although something is missing, and says why."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_reason: ContextVar[str] = ContextVar("override", default="")


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
    token = _reason.set(reason.strip())
    try:
        yield
    finally:
        _reason.reset(token)
