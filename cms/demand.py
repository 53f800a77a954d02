"""Demand: how many readers wait for a version, as plain numbers from whoever keeps them."""

from collections import Counter
from collections.abc import Callable, Iterable
from uuid import UUID

Demand = dict[tuple[UUID, str], int]
Source = Callable[[list[UUID]], Demand]
SOURCES: list[Source] = []


def register_demand(source: Source) -> None:
    """Name a function that counts, for these translation keys, who waits for which language."""
    if source not in SOURCES:
        SOURCES.append(source)


def demand_for(translation_keys: Iterable[UUID]) -> Demand:
    """Readers waiting by translation key and language; a pair that nobody waits for is left out."""
    keys, total = list(translation_keys), Counter[tuple[UUID, str]]()
    for source in SOURCES:
        total.update(source(keys))
    return dict(total)
