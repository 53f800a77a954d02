"""Recognising: which of some addresses have signed a petition, asked in memory and kept nowhere.

The petition's own key makes the indexes, so nothing in the database lies beside a signature that
would tell whose it is. A sealed petition is never asked: who signed it is nobody's business.
"""

from collections.abc import Iterable
from contextlib import suppress

from campaigns.exposing import SEALED
from campaigns.keys import PetitionKeys, index_of_address, open_keys
from campaigns.models import Petition, Signature
from vault.keystore import KeyMissing


class CannotBeAsked(Exception):
    """The petition is sealed, or its key is gone."""


def can_be_asked(petition: Petition) -> bool:
    with suppress(CannotBeAsked):
        _keys(petition)
        return True
    return False


def signed_among(petition: Petition, addresses: Iterable[str]) -> set[str]:
    """Those whose owner signed, confirmed it and did not take it back. One query. Raises
    CannotBeAsked.
    """
    keys = _keys(petition)
    indexes = {address: index_of_address(keys, address) for address in addresses}
    rows = Signature.objects.confirmed().filter(petition=petition, withdrawn_at=None)
    known = rows.filter(email_index__in=set(indexes.values())).values_list("email_index", flat=True)
    found = {bytes(index) for index in known}
    return {address for address, index in indexes.items() if index in found}


def _keys(petition: Petition) -> PetitionKeys:
    if petition.exposure == SEALED:
        raise CannotBeAsked(petition.pk)
    try:
        return open_keys(petition.public_id)
    except KeyMissing:
        raise CannotBeAsked(petition.pk) from None
