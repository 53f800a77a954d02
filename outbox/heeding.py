"""Heeding: the app whose subject a message is about is told what became of it.

The outbox knows no supporter and no signature. Each app registers who listens for its kinds in
`AppConfig.ready`; nobody has to.
"""

import logging
from collections.abc import Callable

from outbox.hearsay import What

log = logging.getLogger(__name__)
# Told the subject's id and what happened, in the transaction that notes it.
Heed = Callable[[int, What], None]
HEEDS: dict[str, Heed] = {}


def register_heed(kind: str, heed: Heed) -> None:
    HEEDS[kind] = heed


def tell(kind: str, subject_id: int, what: What) -> bool:
    """True if somebody listens."""
    heed = HEEDS.get(kind)
    if heed:
        heed(subject_id, what)
    return heed is not None


def tell_safely(kind: str, subject_id: int, what: What) -> None:
    """As `tell`, where nothing may hold up the mails of others."""
    try:
        tell(kind, subject_id, what)
    except Exception as error:  # noqa: BLE001 - strange code: whatever it raises, no mail may wait
        log.error("nobody at %s could be told: %s", kind, type(error).__name__)
