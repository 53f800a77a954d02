"""Who is acting: a member of staff, the schedule, or the seed. Nobody acting may
publish nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

from django.contrib.auth.base_user import AbstractBaseUser

Service = Literal["schedule", "seed"]
Actor = AbstractBaseUser | Service

_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)


def current_actor() -> Actor | None:
    return _actor.get()


@contextmanager
def acting_as(actor: Actor | None) -> Iterator[None]:
    """Everything inside is done in this actor's name."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)
