"""Both drivers of the keystore keep the same promises; a server that is away loses nobody."""

import logging
import uuid

import pytest

from campaigns.models import Petition, Signature
from campaigns.retiring import retire
from campaigns.signing import sign
from tests.making import form, petition, wish
from tests.vault.key_server import TOKEN, key_server
from vault.erasures import read
from vault.keystore import KeyMissing, KeystoreAway, KeystoreReadOnly, keystore, keystore_at

NAME, OTHER = (f"petition-{uuid.UUID(int=number)}" for number in (1, 2))
pytestmark = pytest.mark.django_db


@pytest.fixture
def server():
    with key_server() as running:
        yield running


@pytest.fixture(params=["folder", "server"])
def store(request, server, settings, tmp_path):
    urls = {"folder": f"file://{tmp_path}/keys", "server": server.url}
    settings.KEYSTORE_URL = urls[request.param]
    settings.ERASURES_DIR = str(tmp_path / "erasures")
    return keystore()


def test_a_driver_keeps_what_every_driver_promises(store):
    assert list(store.names()) == []
    with pytest.raises(KeyMissing):
        store.get(NAME)
    store.put(NAME, b"\0first")
    store.put(OTHER, b"other")
    with pytest.raises(FileExistsError):
        store.put(NAME, b"second")
    assert store.get(NAME) == b"\0first"
    store.replace(NAME, b"second")
    assert store.get(NAME) == b"second"
    assert set(store.names()) == {NAME, OTHER}
    assert list(store.names(older_than=3_600)) == []
    store.destroy(NAME)
    store.destroy(NAME)
    with pytest.raises(KeyMissing):
        store.get(NAME)
    with pytest.raises(KeyMissing):
        store.replace(NAME, b"third")
    with pytest.raises(ValueError, match="keystore name"):
        store.get("../secret")
    assert [line.keys for line in read()] == [(NAME,), (NAME,)]


def test_nothing_of_a_replaced_entry_stays_on_the_server(server, settings):
    settings.KEYSTORE_URL = server.url
    keystore().put(NAME, b"old")
    keystore().replace(NAME, b"new")
    assert [version is None for version in server.entries[NAME]] == [True, False]


def test_a_read_only_keystore_opens_and_destroys_nothing(store, settings):
    store.put(NAME, b"entry")
    drill = keystore_at(f"readonly+{settings.KEYSTORE_URL}")
    drill.destroy(NAME)
    for deed in (drill.put, drill.replace):
        with pytest.raises(KeystoreReadOnly):
            deed(NAME, b"other")
    assert (drill.get(NAME), store.get(NAME)) == (b"entry", b"entry")


def test_a_petition_lives_and_dies_with_its_keys_on_a_server(server, settings):
    settings.KEYSTORE_URL = server.url
    made = petition()
    sign(made, wish())
    assert len(server.entries) == 1
    retire(Petition.objects.get())
    assert server.entries == {}
    assert not Signature.objects.identified().exists()


def test_while_the_server_is_away_signing_is_interrupted_and_the_token_is_not_told(
    server, settings, campaign, reader, caplog
):
    url = campaign["es"].sign_url()
    settings.KEYSTORE_URL = server.url.replace(TOKEN, "wrong-token")
    with caplog.at_level(logging.DEBUG):
        assert reader.post(url, form()).status_code == 503
        server.shutdown()
        server.server_close()
        with pytest.raises(KeystoreAway) as away:
            keystore().get(NAME)
        assert reader.post(url, form()).status_code == 503
    assert "token" not in caplog.text + repr(away.value)
