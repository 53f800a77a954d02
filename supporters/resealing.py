"""Sealing anew: addresses go from an older house key to the first one, so that a renewed key can
be taken away one day. Supporters stay for years, no key should have to.
"""

from supporters.models import Newcomer, Supporter
from vault.resealing import reseal as reseal_rows
from vault.sealed_rows import SealedRows, register_sealed
from vault.sealing import house_keys

MOST = 10_000  # rows of one run; what is left waits for the next one
KINDS = (
    SealedRows("subscribers", Supporter.objects.all, {"sealed_address": lambda row: row.binding}),
    SealedRows(
        "people of lists who are asked",
        Newcomer.objects.all,
        {"sealed_address": lambda row: row.binding},
    ),
)


def register() -> None:
    register_sealed(*KINDS)


def reseal() -> int:
    """Seal anew what an older key sealed; returns how many. What no key opens stays as it is."""
    return sum(reseal_rows(kind, house_keys(), most=MOST).rows for kind in KINDS)
