"""What every keystore keeps to: names of entries, and what can be wrong with them."""

import re
from collections.abc import Iterator
from typing import Protocol

NAME = re.compile(r"[a-z]+-[0-9a-f-]{36}")
DESTROYED = "vault.key"  # what the journal of erasures calls a destroyed entry


class KeyMissing(Exception):
    """No entry of that name: never made, destroyed, or the keystore is not mounted."""


class KeystoreAway(KeyMissing):
    """The keystore does not answer, or not to us; its entries may all be there."""


class KeystoreReadOnly(Exception):
    """This process may open keys and change none."""


class Keystore(Protocol):
    """What a driver does. Names that do not match NAME are a ValueError."""

    def get(self, name: str) -> bytes:
        """The entry. Raises KeyMissing."""

    def put(self, name: str, entry: bytes) -> None:
        """Keep a new entry durably; an existing one is never overwritten (FileExistsError)."""

    def replace(self, name: str, entry: bytes) -> None:
        """Put another entry in the place of this one, durably and at once; nothing of the old one
        stays. Raises KeyMissing.
        """

    def destroy(self, name: str) -> None:
        """Remove the entry for good, once the journal of erasures says so; a missing one is no
        error.
        """

    def names(self, *, older_than: float = 0) -> Iterator[str]:
        """Names of the entries written more than `older_than` seconds ago."""


def check_name(name: str) -> str:
    """Raises ValueError."""
    if not NAME.fullmatch(name):
        raise ValueError("a keystore name is a word, a dash and a UUID")
    return name
