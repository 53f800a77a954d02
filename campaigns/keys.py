"""A petition's own keys: one seals its signers, one indexes them; destroying both
erases the list. The one home of what an address and a name are found by.
"""

import base64
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from vault.addresses import canonical_address
from vault.indexing import blind_index, fold_name
from vault.keystore import keystore

KEY_BYTES = 32


@dataclass(frozen=True)
class PetitionKeys:
    """Keys by id, the current one first."""

    data: dict[str, bytes]
    index: dict[str, bytes]

    @property
    def data_key_id(self) -> str:
        return next(iter(self.data))

    @property
    def index_key_id(self) -> str:
        return next(iter(self.index))

    @property
    def index_key(self) -> bytes:
        return self.index[self.index_key_id]


def entry_name(public_id: UUID) -> str:
    return f"petition-{public_id}"


def outcome_entry_name(public_id: UUID) -> str:
    """The keys of who wants to be told the outcome: they outlive the petition's own."""
    return f"outcome-{public_id}"


def make_keys(public_id: UUID) -> None:
    """Make and sync the keys of a new petition, before its row commits."""
    _make(entry_name(public_id))


def make_outcome_keys(public_id: UUID) -> None:
    """Made once, however many ask at the same moment."""
    with suppress(FileExistsError):
        _make(outcome_entry_name(public_id))


def open_keys(public_id: UUID) -> PetitionKeys:
    """Read from the keystore every time: a destroyed key is gone at once. Raises KeyMissing."""
    return _open(entry_name(public_id))


def open_outcome_keys(public_id: UUID) -> PetitionKeys:
    """Raises KeyMissing."""
    return _open(outcome_entry_name(public_id))


def add_data_key(public_id: UUID) -> None:
    """Put a new data key in front; what the others sealed still opens. Raises KeyMissing."""
    entry = json.loads(keystore().get(entry_name(public_id)))
    newest = str(max(map(int, entry["data"])) + 1)
    entry["data"] = {newest: _fresh_key(), **entry["data"]}
    keystore().replace(entry_name(public_id), json.dumps(entry).encode())


def drop_data_keys(public_id: UUID) -> None:
    """Destroy every data key but the first. Raises KeyMissing."""
    entry = json.loads(keystore().get(entry_name(public_id)))
    first = next(iter(entry["data"]))
    entry["data"] = {first: entry["data"][first]}
    keystore().replace(entry_name(public_id), json.dumps(entry).encode())


def index_of_address(keys: PetitionKeys, email: str) -> bytes:
    """By what a petition finds a mailbox again, however it is written: a keyed digest."""
    return blind_index(keys.index_key, "email", canonical_address(email))


def index_of_name(keys: PetitionKeys, name: str) -> bytes:
    """By what a petition finds a name again, with or without its accents: a keyed digest."""
    return blind_index(keys.index_key, "name", fold_name(name))


def indexes_of(keys: PetitionKeys, *, name: str, email: str) -> tuple[bytes, bytes]:
    return index_of_address(keys, email), index_of_name(keys, name)


def _make(name: str) -> None:
    entry = {purpose: {"1": _fresh_key()} for purpose in ("data", "index")}
    keystore().put(name, json.dumps(entry).encode())


def _fresh_key() -> str:
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def _open(name: str) -> PetitionKeys:
    entry = json.loads(keystore().get(name))
    return PetitionKeys(**{purpose: _decoded(keys) for purpose, keys in entry.items()})


def _decoded(keys: dict[str, str]) -> dict[str, bytes]:
    return {key_id: base64.b64decode(key) for key_id, key in keys.items()}
