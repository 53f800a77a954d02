"""Sealing anew: tips go from an older house key to the first one, so that an older key may go."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tips.models import SEALED, Tip
from vault.resealing import reseal as reseal_rows
from vault.sealed_rows import SealedRows, register_sealed
from vault.sealing import house_keys

MOST = 1_000  # tips of one run; what is left waits for the next one


def _binding(field: str, tip: Tip) -> str:
    return tip.binding(field)


COLUMNS: dict[str, Callable[[Any], str]] = {
    f"sealed_{field}": partial(_binding, field) for field in SEALED
}
KIND = SealedRows("tips", Tip.objects.held, COLUMNS)


def register() -> None:
    register_sealed(KIND)


def reseal() -> int:
    """Seal anew what an older key sealed; returns how many tips. What no key opens stays."""
    return reseal_rows(KIND, house_keys(), most=MOST).rows
