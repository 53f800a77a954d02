"""Suppressing: some addresses must not be written to again; a keyed index of each is all we keep.

The key comes from the oldest house key, the last of `FIELD_ENCRYPTION_KEYS`, because it must
outlive every rotation: an index cannot be made again when the address is not kept. So the last key
never leaves the list.
"""

import hashlib
import hmac
from collections.abc import Iterable
from email.utils import parseaddr

from outbox.models import Reason, Suppression
from vault.addresses import canonical_address, is_plain
from vault.indexing import blind_index
from vault.sealing import house_keys

PURPOSE = "suppression"


def suppress(address: str, reason: Reason) -> None:
    """Never write to this mailbox again; the first reason stays."""
    Suppression.objects.get_or_create(address_index=_index_of(address), defaults={"reason": reason})


def suppress_all(addresses: Iterable[str], reason: Reason) -> None:
    """The same for many, in one statement."""
    indexes = {_index_of(address) for address in addresses}
    rows = [Suppression(address_index=index, reason=reason) for index in indexes]
    Suppression.objects.bulk_create(rows, ignore_conflicts=True)


def suppressed_among(addresses: Iterable[str], *reasons: Reason) -> set[str]:
    """Those that must not be written to; where reasons are given, for one of these."""
    index = {address: _index_of(address) for address in addresses}
    rows = Suppression.objects.filter(address_index__in=set(index.values()))
    if reasons:
        rows = rows.filter(reason__in=reasons)
    known = {bytes(found) for found in rows.values_list("address_index", flat=True)}
    return {address for address in index if index[address] in known}


def _index_of(address: str) -> bytes:
    oldest = list(house_keys().values())[-1]
    key = hmac.digest(oldest, PURPOSE.encode(), hashlib.sha256)
    mailbox = address if is_plain(address) else parseaddr(address)[1]
    return blind_index(key, PURPOSE, canonical_address(mailbox))
