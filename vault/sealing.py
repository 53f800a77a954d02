"""Sealing small personal facts: AES-256-GCM under a named key, bound to one row and field.

A sealed value is `version (1 byte) | length of key id (1) | key id | nonce (12) | ciphertext and
tag`. The binding (table, row, field) is associated data: a value moved to another row does not
open.
"""

import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = 1
NONCE_BYTES = 12
HEADER_BYTES = 2


class CannotUnseal(Exception):
    """The key is gone, the value was damaged, or it belongs to another row or field."""


def seal(value: str, *, keys: Mapping[str, bytes], bound_to: str) -> bytes:
    """Seal under the first key of `keys`; `bound_to` names table, row and field."""
    return seal_all({bound_to: value}, keys=keys)[0]


def seal_all(values: Mapping[str, str], *, keys: Mapping[str, bytes]) -> list[bytes]:
    """The same for several values by what each is bound to, with one key made ready once."""
    key_id = next(iter(keys))
    cipher, head = AESGCM(keys[key_id]), heading(key_id)
    nonces = os.urandom(NONCE_BYTES * len(values))
    sealed = []
    for place, (bound_to, value) in enumerate(values.items()):
        nonce = nonces[place * NONCE_BYTES : (place + 1) * NONCE_BYTES]
        sealed.append(head + nonce + cipher.encrypt(nonce, value.encode(), bound_to.encode()))
    return sealed


def unseal(sealed: bytes | memoryview, *, keys: Mapping[str, bytes], bound_to: str) -> str:
    """Open a sealed value. Raises CannotUnseal."""
    sealed = bytes(sealed)
    try:
        key = keys[key_id_of(sealed)]
        body = sealed[HEADER_BYTES + sealed[1] :]
        nonce, ciphertext = body[:NONCE_BYTES], body[NONCE_BYTES:]
        return AESGCM(key).decrypt(nonce, ciphertext, bound_to.encode()).decode()
    except (KeyError, IndexError, ValueError, InvalidTag) as error:
        raise CannotUnseal(bound_to) from error


def heading(key_id: str) -> bytes:
    """What every value begins with that this key sealed."""
    label = key_id.encode()
    return bytes([VERSION, len(label)]) + label


def key_id_of(sealed: bytes) -> str:
    """The id of the key that sealed this value. Raises ValueError on a foreign format."""
    if len(sealed) < HEADER_BYTES or sealed[0] != VERSION:
        raise ValueError("not a sealed value of this version")
    return bytes(sealed[HEADER_BYTES : HEADER_BYTES + sealed[1]]).decode()


def house_keys() -> Mapping[str, bytes]:
    """The keys of the environment: they seal supporters, tips, staff mail and tokens."""
    return settings.FIELD_ENCRYPTION_KEYS
