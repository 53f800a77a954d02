"""A petition with many rows, people who go on signing, and readers of names beside them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connections

from campaigns.keys import open_keys
from campaigns.models import Petition, Signature
from campaigns.signing import sign
from supporters.models import Supporter
from tests import making
from vault.sealing import CannotUnseal

COPIED = (
    *("email_slot", "name_index", "index_key_id", "network_tag", "network_day", "region"),
    *("language", "letter_version", "expires_on"),
)


def fill(petition: Petition, rows: int) -> None:
    """Signers and subscribers, a half each, with real seals."""
    keys = open_keys(petition.public_id)
    sign(petition, making.wish())
    model = Signature.objects.get()
    facts = {name: getattr(model, name) for name in COPIED}
    signers, readers = [], []
    for number in range(rows // 2):
        row = Signature(petition=petition, email_index=number.to_bytes(32), **facts)
        row.seal_identity(keys, name=f"N {number}", email=f"n{number}@example.org", place="A|B")
        signers.append(row)
        reader = Supporter(language="es", expires_on="2099-01-01")
        reader.address_index = number.to_bytes(32)
        reader.seal_address(f"n{number}@example.org")
        readers.append(reader)
    Signature.objects.bulk_create(signers, batch_size=2_000)
    Supporter.objects.bulk_create(readers, batch_size=2_000)


class Load:
    """What was done until it ended, and what did not open."""

    def __init__(self, petition: Petition) -> None:
        self.petition, self.over = petition, threading.Event()
        self.signed = self.opened = self.failed = 0

    def go_on(self, deed: Callable[[int], None]) -> None:
        number = 0
        while not self.over.is_set():
            number += 1
            try:
                deed(number)
            except CannotUnseal:
                self.failed += 1
        connections.close_all()

    def sign_one(self, number: int) -> None:
        name, email = f"L {number}", f"load{number}@example.org"
        sign(self.petition, making.wish(name=name, email=email))
        self.signed += 1

    def open_some(self, number: int) -> None:
        """Rows first, then the keys: as a page does it that reads a name while it is renewed."""
        found = list(Signature.objects.filter(pk__gt=number * 97 % 40_000)[:20])
        keys = open_keys(self.petition.public_id)
        for row in found:
            row.email(keys)
        for reader in Supporter.objects.filter(pk__gt=number * 89 % 40_000)[:20]:
            reader.address()
        self.opened += 40


@contextmanager
def load(petition: Petition) -> Iterator[Load]:
    """Until the block ends."""
    told = Load(petition)
    deeds = (told.sign_one, told.open_some)
    threads = [threading.Thread(target=told.go_on, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    try:
        yield told
    finally:
        told.over.set()
        for thread in threads:
            thread.join()
