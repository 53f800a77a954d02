"""Finding an address again by a keyed digest, never by the address itself.

The key comes from the oldest house key, the last of `FIELD_ENCRYPTION_KEYS`: who left must be known
for ever, and an index cannot be made again when the address is not kept. It is no petition's key,
so nothing here can be laid beside a signature.
"""

import hashlib
import hmac

from vault.addresses import canonical_address
from vault.indexing import blind_index
from vault.sealing import house_keys

PURPOSE = "supporter"


def index_of(address: str) -> bytes:
    oldest = list(house_keys().values())[-1]
    key = hmac.digest(oldest, PURPOSE.encode(), hashlib.sha256)
    return blind_index(key, PURPOSE, canonical_address(address))
