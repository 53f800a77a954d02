"""Suppressing: some addresses must not be written to again; a keyed index of each is all we keep.

The key comes from the oldest house key, the last of `FIELD_ENCRYPTION_KEYS`, because it must
outlive every rotation: an index cannot be made again when the address is not kept. So the last key
never leaves the list.
"""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import timedelta
from email.utils import parseaddr

from django.db.models.functions import Now

from outbox.models import Reason, Scope, SoftBounce, Suppression
from vault.addresses import canonical_address, is_plain
from vault.indexing import blind_index
from vault.sealing import house_keys

PURPOSE = "suppression"
MOST_SOFT, SOFT_WINDOW = 3, timedelta(days=14)  # mails that came back for a reason that may pass


def suppress(address: str, reason: Reason, scope: Scope = Scope.ALL) -> None:
    """Never write to this mailbox again; the first reason stays, and the wider scope."""
    facts = {"reason": reason, "scope": scope}
    known, is_new = Suppression.objects.get_or_create(
        address_index=_index_of(address), defaults=facts
    )
    if not is_new and scope == Scope.ALL != known.scope:
        Suppression.objects.filter(pk=known.pk).update(scope=scope)


def suppress_all(addresses: Iterable[str], reason: Reason) -> None:
    """The same for many, in two statements: they are written to by nobody, whatever their scope."""
    indexes = {_index_of(address) for address in addresses}
    rows = [Suppression(address_index=index, reason=reason) for index in indexes]
    Suppression.objects.bulk_create(rows, ignore_conflicts=True)
    narrow = Suppression.objects.filter(address_index__in=indexes).exclude(scope=Scope.ALL)
    narrow.update(scope=Scope.ALL)


def lift(address: str) -> bool:
    """Write to this mailbox again, because somebody knows better; True if it was suppressed."""
    SoftBounce.objects.filter(address_index=_index_of(address)).delete()
    return Suppression.objects.filter(address_index=_index_of(address)).delete()[0] > 0


def note_soft_bounce(address: str) -> bool:
    """True if it was one too many, and the mailbox is suppressed from now on."""
    index = _index_of(address)
    SoftBounce.objects.create(address_index=index)
    recent = SoftBounce.objects.filter(address_index=index, at__gte=Now() - SOFT_WINDOW)
    if recent.count() < MOST_SOFT:
        return False
    suppress(address, Reason.BOUNCE)
    return True


def suppressed_among(addresses: Iterable[str], *reasons: Reason, to_many: bool = False) -> set[str]:
    """Those that must not be written to; where reasons are given, for one of these.

    `to_many` says that it is mail to many that they would get: some have only asked for none of it.
    """
    key = _key()
    index = {address: _index_of(address, key) for address in addresses}
    rows = Suppression.objects.filter(address_index__in=set(index.values()))
    if reasons:
        rows = rows.filter(reason__in=reasons)
    elif not to_many:
        rows = rows.filter(scope=Scope.ALL)
    known = {bytes(found) for found in rows.values_list("address_index", flat=True)}
    return {address for address in index if index[address] in known}


def digest_of(address: str) -> bytes:
    """By which a suppression is known; whether two are the same is all that it tells."""
    return _index_of(address)


def _key() -> bytes:
    oldest = list(house_keys().values())[-1]
    return hmac.digest(oldest, PURPOSE.encode(), hashlib.sha256)


def _index_of(address: str, key: bytes | None = None) -> bytes:
    """With the key made beforehand, where there are many."""
    mailbox = address if is_plain(address) else parseaddr(address)[1]
    return blind_index(key or _key(), PURPOSE, canonical_address(mailbox))
