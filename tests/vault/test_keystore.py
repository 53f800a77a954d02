"""The keystore: an entry is on disk once it is put, private, never overwritten, and gone for good
once destroyed.
"""

import os
import stat
import uuid

import pytest

from vault.keystore import FolderKeystore, KeyMissing, keystore

NAME = f"petition-{uuid.UUID(int=1)}"
OTHER = f"petition-{uuid.UUID(int=2)}"
HOUR = 3_600


@pytest.fixture
def store(tmp_path):
    return FolderKeystore(tmp_path / "not made yet" / "keys")


def test_an_entry_is_found_until_it_is_destroyed(store):
    store.put(NAME, b"entry")
    assert store.get(NAME) == b"entry"
    store.destroy(NAME)
    with pytest.raises(KeyMissing):
        store.get(NAME)
    assert list(store.folder.iterdir()) == []


def test_an_entry_never_made_is_missing_and_destroying_it_is_no_error(store):
    with pytest.raises(KeyMissing):
        store.get(NAME)
    store.put(OTHER, b"other")
    store.destroy(NAME)
    assert store.get(OTHER) == b"other"


def test_an_entry_is_never_overwritten(store):
    store.put(NAME, b"first")
    with pytest.raises(FileExistsError):
        store.put(NAME, b"second")
    assert store.get(NAME) == b"first"
    assert [path.name for path in store.folder.iterdir()] == [NAME]


def test_only_its_owner_may_read_it(store):
    store.put(NAME, b"entry")
    assert stat.S_IMODE((store.folder / NAME).stat().st_mode) == 0o400
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


def test_file_and_folder_are_synced_before_put_returns(store, monkeypatch):
    synced = []
    fsync = os.fsync

    def record(descriptor: int) -> None:
        synced.append(stat.S_IFMT(os.fstat(descriptor).st_mode))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", record)
    store.put(NAME, b"entry")
    assert synced == [stat.S_IFREG, stat.S_IFDIR]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "petition-1",
        "../" + NAME,
        "/etc/passwd",
        NAME + "/../" + OTHER,
        NAME + "\n",
        NAME + "\0",
        "." + NAME,
        NAME.upper(),
        f"petition-{'.' * 36}",
    ],
)
def test_a_name_leads_nowhere_else(store, name):
    for deed in (store.get, store.destroy):
        with pytest.raises(ValueError, match="keystore name"):
            deed(name)


def test_names_lists_old_entries_and_nothing_else(store):
    for name in (NAME, OTHER):
        store.put(name, b"entry")
    (store.folder / "lost-and-found").touch()
    (store.folder / f".{NAME}.draft").touch()
    assert set(store.names()) == {NAME, OTHER}
    an_hour_ago = (store.folder / OTHER).stat().st_mtime - HOUR
    os.utime(store.folder / NAME, (an_hour_ago, an_hour_ago))
    assert list(store.names(older_than=HOUR / 2)) == [NAME]


def test_a_keystore_that_is_not_mounted_has_no_names(store):
    assert list(store.names()) == []


def test_the_address_may_hold_spaces_and_accents(settings, tmp_path):
    settings.KEYSTORE_URL = f"file://{tmp_path}/llaves%20y%20m%C3%A1s"
    assert keystore().folder == tmp_path / "llaves y más"


def test_a_wrong_address_is_one_clear_line(settings):
    for address in ("vault://planted-secret", "file://", "/folder"):
        settings.KEYSTORE_URL = address
        with pytest.raises(SystemExit, match="KEYSTORE_URL must look like") as end:
            keystore()
        assert "planted" not in str(end.value)
