"""Renewing a petition's data key while people sign: a new key goes in front, rows are sealed anew,
and the old key goes once nothing needs it.

It may be killed at any moment and run again. The index key stays: an index of somebody whose name
is sealed offline or erased cannot be made again.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet

from campaigns.keys import add_data_key, drop_data_keys, entry_name, open_keys
from campaigns.models import Petition
from campaigns.sealed import KINDS, PETITION
from vault.keystore import KeyMissing, keystore
from vault.resealing import Resealed, reseal, sealed_by_others
from vault.sealed_rows import SealedRows

# Nobody who opened the keys before the new one came is still at it, and no backup of then is kept.
REST_SECONDS = 35 * 86_400


def renew(petition: Petition) -> list[Resealed]:
    """Put a new key in front, unless one is there that waits for its rows, and seal them anew.

    Raises KeyMissing, KeystoreReadOnly.
    """
    with transaction.atomic():
        Petition.objects.select_for_update(no_key=True).get(pk=petition.pk)
        if not _is_needed(petition):
            add_data_key(petition.public_id)
    return go_on(petition)


def go_on(petition: Petition) -> list[Resealed]:
    """Seal under the first key what an older one sealed. Raises KeyMissing."""
    keys = open_keys(petition.public_id).data
    return [reseal(kind, keys, _of(petition, kind)) for kind in KINDS]


def drop_old_keys(rest_seconds: float = REST_SECONDS) -> int:
    """Destroy data keys that seal nothing any more; returns of how many petitions."""
    rested = set(keystore().names(older_than=rest_seconds))
    petitions = [each for each in _renewed() if entry_name(each.public_id) in rested]
    return sum(_drop(petition) for petition in petitions)


def finish_renewals() -> None:
    """A tick: rows that came under an old key meanwhile, then the old keys."""
    for petition in _renewed():
        go_on(petition)
    drop_old_keys()


def _renewed() -> Iterator[Petition]:
    """Petitions with more than one data key."""
    for petition in Petition.objects.filter(retired_at=None).order_by("pk"):
        try:
            if len(open_keys(petition.public_id).data) > 1:
                yield petition
        except KeyMissing:
            continue


def _drop(petition: Petition) -> bool:
    if _is_needed(petition):
        return False
    drop_data_keys(petition.public_id)
    return True


def _is_needed(petition: Petition) -> bool:
    """Whether an older key still seals something."""
    keys = open_keys(petition.public_id).data
    return any(sealed_by_others(kind, keys, _of(petition, kind)).exists() for kind in KINDS)


def _of(petition: Petition, kind: SealedRows) -> QuerySet:
    return kind.rows().filter(**{PETITION[kind.name]: petition})
