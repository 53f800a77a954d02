"""Each petition has two keys of its own, which outlive nothing and are found nowhere else."""

import base64
import json
from uuid import uuid4

import pytest
from django.db import transaction

from campaigns.keys import entry_name, make_keys, open_keys
from tests.making import petition as make_petition
from vault.keystore import KeyMissing, keystore


@pytest.fixture(autouse=True)
def _own_keystore(settings, tmp_path):
    settings.KEYSTORE_URL = f"file://{tmp_path}/keystore"


def test_no_two_keys_are_alike():
    found = []
    for public_id in (uuid4(), uuid4()):
        make_keys(public_id)
        keys = open_keys(public_id)
        found += [*keys.data.values(), *keys.index.values()]
    assert len(set(found)) == 4
    assert {len(key) for key in found} == {32}


def test_keys_are_read_each_time_and_gone_once_destroyed():
    public_id = uuid4()
    make_keys(public_id)
    assert open_keys(public_id) == open_keys(public_id)
    keystore().destroy(entry_name(public_id))
    with pytest.raises(KeyMissing):
        open_keys(public_id)


def test_the_first_key_of_an_entry_is_the_current_one():
    public_id = uuid4()
    key = base64.b64encode(b"k" * 32).decode()
    entry = {"data": {"2": key, "1": key}, "index": {"3": key, "1": key}}
    keystore().put(entry_name(public_id), json.dumps(entry).encode())
    keys = open_keys(public_id)
    assert (keys.data_key_id, keys.index_key_id) == ("2", "3")
    assert keys.index_key == b"k" * 32


@pytest.mark.django_db
def test_keys_are_kept_before_the_row_commits():
    with transaction.atomic():
        petition = make_petition()
        transaction.set_rollback(True)
    assert open_keys(petition.public_id)


@pytest.mark.django_db
def test_saving_a_petition_again_changes_no_key():
    petition = make_petition()
    before = open_keys(petition.public_id)
    petition.name = "Renamed"
    petition.save()
    assert open_keys(petition.public_id) == before
