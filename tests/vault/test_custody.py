"""One copy of the keys exists elsewhere: it opens, holds every key, and that is on record."""

import hashlib
import uuid

import pytest
from django.core.management import CommandError, call_command
from pyrage import decrypt, x25519

from vault.auditing import AuditEntry
from vault.custody import CopyRefused, export, last_proven, prove, prove_by_digest, put_back
from vault.keystore import keystore

NAME, OTHER = (f"petition-{uuid.UUID(int=number)}" for number in (1, 2))
pytestmark = pytest.mark.django_db


@pytest.fixture
def identity(settings, tmp_path):
    settings.KEYSTORE_URL = f"file://{tmp_path}/keys"
    settings.ERASURES_DIR = str(tmp_path / "erasures")
    keystore().put(NAME, b"first")
    file = tmp_path / "identity"
    file.write_text(str(x25519.Identity.generate()))
    return file


def public(identity) -> str:
    return str(x25519.Identity.from_str(identity.read_text()).to_public())


def test_a_copy_opens_for_its_custodian_and_holds_every_key(identity, tmp_path, settings):
    copy = tmp_path / "copy.age"
    made = export(copy, public(identity))
    assert b"first" not in copy.read_bytes()
    assert prove(copy, identity).missing == ()
    assert [entry.deed for entry in AuditEntry.objects.order_by("pk")] == [
        "keys.copied",
        "keys.proven",
    ]
    assert last_proven()
    keystore().put(OTHER, b"second")
    settings.FIELD_ENCRYPTION_KEYS = {"k9": b"n" * 32, **settings.FIELD_ENCRYPTION_KEYS}
    assert prove(copy, identity).missing == (OTHER, "k9")
    assert made.entries == 1


def test_its_digest_proves_it_without_the_key_ever_coming_here(identity, tmp_path):
    copy = tmp_path / "copy.age"
    export(copy, public(identity))
    key = x25519.Identity.from_str(identity.read_text())
    read_there = hashlib.sha256(decrypt(copy.read_bytes(), [key])).hexdigest()
    assert prove_by_digest(f"{read_there}  -\n").numbers == {"entries": 1}
    for wrong in (hashlib.sha256(b"x").hexdigest(), "no digest", "", read_there[:20]):
        with pytest.raises(CopyRefused):
            prove_by_digest(wrong)


def test_what_is_destroyed_is_named_and_never_put_back(identity, tmp_path, capsys):
    keystore().put(OTHER, b"second")
    copy = tmp_path / "copy.age"
    export(copy, public(identity))
    keystore().destroy(NAME)
    (keystore().folder / OTHER).unlink()  # a disk that died
    assert prove(copy, identity).destroyed == (NAME, OTHER)
    assert put_back(copy, identity) == [OTHER]
    assert keystore().get(OTHER) == b"second"
    call_command("custodian_copy", "prove", str(copy), "--identity", str(identity))
    assert "1 destroyed" in capsys.readouterr().out


def test_a_stranger_and_a_changed_copy_are_refused_in_plain_words(identity, tmp_path):
    copy, stranger = tmp_path / "copy.age", tmp_path / "stranger"
    call_command("custodian_copy", "make", str(copy), "--recipient", public(identity))
    stranger.write_text(str(x25519.Identity.generate()))
    for file, key in ((copy, stranger), (identity, identity), (copy, copy)):
        with pytest.raises(CommandError, match="does not open|no file with"):
            call_command("custodian_copy", "prove", str(file), "--identity", str(key))
    with pytest.raises(CommandError, match="already"):
        call_command("custodian_copy", "make", str(copy), "--recipient", public(identity))
