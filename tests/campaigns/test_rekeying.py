"""Keys are renewed while people sign and names are opened, killed in the middle; no row is lost.

The whole of it, 100,000 rows under load, is slow; a small cousin runs always.
"""

import base64
import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings as project
from django.db import connection

from campaigns.keys import open_keys
from campaigns.models import Petition, Signature
from campaigns.outcome_wishes import gather_wishes
from campaigns.reasons import give_reason
from campaigns.rekeying import drop_old_keys, finish_renewals, renew
from campaigns.signing import sign
from dev.databases import address_of
from tests import making
from tests.campaigns.renewing import fill, load
from vault import resealing
from vault.resealing import sealed_by_others
from vault.sealed_rows import ALL, try_seals
from vault.sealing import house_keys, key_id_of

ROWS = 100_000
KILLS = 3  # of each command
MANY = 2_000  # rows that are done before one


@pytest.fixture(autouse=True)
def _own_keystore(settings, tmp_path):
    settings.KEYSTORE_URL = f"file://{tmp_path}/keystore"


def key_ids(petition: Petition) -> set[str]:
    rows = Signature.objects.filter(petition=petition)
    sealed = rows.values_list("sealed_name", "sealed_email", "sealed_key_id")
    found = {key_id_of(bytes(value)) for *values, _id in sealed for value in values}
    return found | {key_id for *_values, key_id in sealed}


def all_open(petition: Petition) -> bool:
    keys = open_keys(petition.public_id)
    return all(row.name(keys) and row.email(keys) for row in petition.signatures.iterator())


def unopened() -> set[int]:
    return {each.unopened for each in try_seals()}


@pytest.mark.django_db
def test_a_petition_gets_a_new_key_and_everything_under_it_moves(petition):
    for number in range(3):
        sign(petition, making.wish(name=f"N {number}", email=f"n{number}@example.org"))
    signature = Signature.objects.first()
    give_reason(signature, "Because", open_keys(petition.public_id))
    Signature.objects.filter(pk=signature.pk).update(confirmed_at="2026-01-01T00:00Z")
    Signature.objects.filter(pk=signature.pk).update(wants_outcome=True)
    gather_wishes(petition)
    before = {bytes(row.email_index) for row in Signature.objects.all()}
    done = {each.name: each.rows for each in renew(petition)}
    assert (done["signers"], done["reasons"]) == (3, 1)
    assert key_ids(petition) == {"2"}
    assert list(open_keys(petition.public_id).data) == ["2", "1"]
    assert all_open(petition)
    assert drop_old_keys() == 0  # backups of before still need it
    assert drop_old_keys(rest_seconds=0) == 1
    assert list(open_keys(petition.public_id).data) == ["2"]
    assert {bytes(row.email_index) for row in Signature.objects.all()} == before
    assert unopened() == {0}
    sign(petition, making.wish(name="N 0", email="n0@example.org"))
    assert Signature.objects.count() == 3


@pytest.mark.django_db
def test_killed_in_the_middle_every_row_opens_and_the_next_run_goes_on(petition, monkeypatch):
    for number in range(6):
        sign(petition, making.wish(name=f"N {number}", email=f"n{number}@example.org"))
    monkeypatch.setattr(resealing, "BATCH", 2)
    batch, left = resealing._write, [1]

    def write_then_die(*facts):
        if not left:
            raise KeyboardInterrupt
        left.pop()
        batch(*facts)

    monkeypatch.setattr(resealing, "_write", write_then_die)
    with pytest.raises(KeyboardInterrupt):
        renew(petition)
    assert key_ids(petition) == {"1", "2"}
    assert all_open(petition)
    assert drop_old_keys(rest_seconds=0) == 0
    monkeypatch.setattr(resealing, "_write", batch)
    renew(petition)
    assert (key_ids(petition), all_open(petition)) == ({"2"}, True)


@pytest.mark.django_db
def test_who_signs_with_keys_opened_before_the_renewal_is_sealed_anew_by_a_tick(petition):
    keys = open_keys(petition.public_id)
    sign(petition, making.wish())
    renew(petition)
    late = Signature.objects.get()
    late.seal_identity(keys, name="María Peña", email="maria@example.org")
    late.save()
    assert drop_old_keys(rest_seconds=0) == 0
    finish_renewals()
    assert (key_ids(petition), all_open(petition)) == ({"2"}, True)


def left_to_do() -> int:
    """Rows that stand under an older key."""
    petition = Petition.objects.get()
    signers = Signature.objects.exclude(sealed_key_id=open_keys(petition.public_id).data_key_id)
    return signers.count() + sealed_by_others(ALL["subscribers"], house_keys()).count()


def kill_at_work(command: list[str], environ: dict[str, str]) -> None:
    """Once some thousand rows are done."""
    process = subprocess.Popen([sys.executable, "manage.py", *command], env=environ)
    begun, deadline = left_to_do(), time.monotonic() + 120
    while not 0 < begun - MANY >= left_to_do():
        begun = max(begun, left_to_do())  # with the new key everything is to be done
        assert time.monotonic() < deadline
        time.sleep(0.5)
    process.kill()
    assert process.wait() == -signal.SIGKILL


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.timeout(1_800)
@pytest.mark.django_db(transaction=True)
def test_a_hundred_thousand_rows_are_renewed_under_load_and_six_kills(petition, settings, prove):
    keys = {"k9": b"n" * 32, **settings.FIELD_ENCRYPTION_KEYS}
    fill(petition, ROWS)
    settings.FIELD_ENCRYPTION_KEYS = keys
    begun = time.monotonic()
    with load(petition) as told:
        for command in (["renew_keys", str(petition.pk)], ["reseal"]):
            for _kill in range(KILLS):
                kill_at_work(command, environ_of(keys))
            last = [sys.executable, "manage.py", *command]
            assert subprocess.run(last, env=environ_of(keys)).returncode == 0
        finish_renewals()
    seconds = time.monotonic() - begun
    assert (told.failed, told.signed > 50) == (0, True)
    settings.FIELD_ENCRYPTION_KEYS = {"k9": b"n" * 32, "k1": keys["k1"]}
    assert drop_old_keys(rest_seconds=0) == 1
    assert all_open(petition)
    assert unopened() == {0}
    beside = f"{told.signed:,} signed beside it, {told.opened:,} names were opened"
    seen = f"{ROWS:,} rows in {seconds:.0f} s, {2 * KILLS} kills in the middle; {beside}; all open"
    prove("all keys are renewed while people sign, and it is killed", seen, lost=0, doubled=0)


def environ_of(keys: dict[str, bytes]) -> dict[str, str]:
    """Another process on this test's database, keystore and keys."""
    encoded = [f"{key_id}:{base64.b64encode(key).decode()}" for key_id, key in keys.items()]
    return address_of(connection.settings_dict["NAME"], dict(os.environ)) | {
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "KEYSTORE_URL": project.KEYSTORE_URL,
        "FIELD_ENCRYPTION_KEYS": ",".join(encoded),
    }
