"""The custodian's copy: the keystore and the house's keys, sealed to a key that is not here.

Making one and proving one are noted in the audit log by the copy's digest. A copy can be proven by
its digest alone (`age -d FILE | sha256sum`, on the custodian's own machine), so that the key that
opens it never comes here: nobody has the digest of something random without having opened it.
"""

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from pyrage import DecryptError, decrypt, encrypt

from vault.auditing import AuditEntry, note
from vault.erasures import read
from vault.identities import identity_in, recipient_of
from vault.key_entries import DESTROYED
from vault.keystore import KeyMissing, keystore
from vault.sealing import house_keys

KIND, VERSION = "hub keys", 1
COPIED, PROVEN = "keys.copied", "keys.proven"
DIGITS = 15  # of the digest, in hexadecimal: as much as a number of the audit log holds


class CopyRefused(Exception):
    """It does not open, is not a copy of keys, or was never made here."""


@dataclass(frozen=True)
class Copy:
    """How many entries it holds, and which keys of today are not in it, or not as they are today.
    `destroyed` are names of entries that are destroyed here: this copy has to go.
    """

    digest: str
    entries: int
    missing: tuple[str, ...]
    destroyed: tuple[str, ...] = ()


def export(path: Path, recipient: str) -> Copy:
    """Write a copy that only the recipient opens. Raises RecipientRefused, KeystoreAway,
    FileExistsError.
    """
    store = keystore()
    entries = {name: _text(store.get(name)) for name in sorted(store.names())}
    facts = {
        "kind": KIND,
        "version": VERSION,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "house": {key_id: _text(key) for key_id, key in house_keys().items()},
        "keystore": entries,
    }
    plain = json.dumps(facts).encode()
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(encrypt(plain, [recipient_of(recipient)]))
        file.flush()
        os.fsync(file.fileno())
    digest = hashlib.sha256(plain).hexdigest()
    note(COPIED, _number(digest), entries=len(entries))
    return Copy(digest, len(entries), ())


def prove(path: Path, identity: Path) -> Copy:
    """Open it here and compare it with the keys of today. Raises CopyRefused, IdentityRefused."""
    plain, facts = _opened(path, identity)
    held = {name: base64.b64decode(entry) for name, entry in facts["keystore"].items()}
    house = {key_id: base64.b64decode(key) for key_id, key in facts["house"].items()}
    store = keystore()
    today = {name: store.get(name) for name in store.names()}
    missing = [name for name, entry in sorted(today.items()) if held.get(name) != entry]
    missing += [key_id for key_id, key in house_keys().items() if house.get(key_id) != key]
    digest = hashlib.sha256(plain).hexdigest()
    note(PROVEN, _number(digest), entries=len(held), missing=len(missing))
    return Copy(digest, len(held), tuple(missing), tuple(sorted(held.keys() - today.keys())))


def prove_by_digest(digest: str) -> AuditEntry:
    """What the custodian read off an opened copy. Raises CopyRefused."""
    digest = digest.strip().lower().partition(" ")[0]
    try:
        number = _number(digest)
    except ValueError as error:
        raise CopyRefused from error
    made = AuditEntry.objects.filter(deed=COPIED, subject=number).first()
    if made is None or len(digest) != hashlib.sha256().digest_size * 2:
        raise CopyRefused
    note(PROVEN, number, entries=made.numbers["entries"])
    return made


def put_back(path: Path, identity: Path) -> list[str]:
    """Put entries that the keystore lacks into it, never one that the journal says is destroyed;
    returns their names. Raises CopyRefused, IdentityRefused.
    """
    _plain, facts = _opened(path, identity)
    store, back = keystore(), []
    gone = destroyed_names()
    for name, entry in facts["keystore"].items():
        try:
            store.get(name)
        except KeyMissing:
            if name not in gone:
                store.put(name, base64.b64decode(entry))
                back.append(name)
    return back


def last_proven() -> datetime | None:
    newest = AuditEntry.objects.filter(deed=PROVEN).order_by("-at").first()
    return newest.at if newest else None


def destroyed_names() -> set[str]:
    return {key for each in read() if each.kind == DESTROYED for key in each.keys}


def _opened(path: Path, identity: Path) -> tuple[bytes, dict[str, Any]]:
    try:
        plain = decrypt(path.read_bytes(), [identity_in(identity)])
        facts = json.loads(plain)
    except (DecryptError, ValueError) as error:
        raise CopyRefused(type(error).__name__) from error
    if not isinstance(facts, dict) or facts.get("kind") != KIND:
        raise CopyRefused("not a copy of keys")
    return plain, facts


def _number(digest: str) -> int:
    return int(digest[:DIGITS], 16)


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()
