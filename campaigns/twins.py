"""A second instance of a row, made without what Django does for each: in a surge that would cost as
much as asking the database.
"""

from typing import Any

from django.db.models.base import ModelState


def twin_of(made: Any) -> Any:
    """With the same attributes; what it learns besides does not reach the first."""
    twin = made.__class__.__new__(made.__class__)
    twin.__dict__.update(made.__dict__)
    twin._state = ModelState()
    twin._state.db, twin._state.adding = made._state.db, made._state.adding
    return twin
