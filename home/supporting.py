"""Signatures for the demo: real rows with sealed, invented identities, so that
every count is true.
"""

from datetime import datetime, timedelta

from campaigns.counting import count
from campaigns.keys import PetitionKeys, open_keys
from campaigns.models import Petition, Signature
from vault.indexing import blind_index

REGIONS = ("MA-021", "MA-024", "MA-018", "RI-029", "NH-031", "abroad")
SHARE_OF_GOAL = {"open": 0.37, "won": 1.12}
SPANISH_EVERY = 5, 2  # of five demo signers, two read Spanish


def add_demo_signatures(petition: Petition, *, since: datetime) -> None:
    """Confirmed signatures, spread over the days after `since`; nobody is mailed."""
    keys = open_keys(petition.public_id)
    number = round(petition.goal * SHARE_OF_GOAL[petition.state])
    rows = [_demo_signature(petition, keys, index, since) for index in range(number)]
    Signature.objects.bulk_create(rows, batch_size=500)
    count()


def _demo_signature(
    petition: Petition, keys: PetitionKeys, index: int, since: datetime
) -> Signature:
    address, name = f"neighbor{index}@example.org", f"Demo Neighbor {index}"
    moment = since + timedelta(minutes=7 * index)
    signature = Signature(
        petition=petition,
        email_index=blind_index(keys.index_key, "email", address),
        email_slot=1,
        name_index=blind_index(keys.index_key, "name", name),
        index_key_id=keys.index_key_id,
        network_tag=b"",
        network_day=moment.date(),
        region=REGIONS[index % len(REGIONS)],
        language="es" if index % SPANISH_EVERY[0] < SPANISH_EVERY[1] else "en",
        created_at=moment,
        expires_on=moment.date(),
        confirmed_at=moment,
    )
    signature.seal_identity(keys, name=name, email=address)
    return signature
