"""What ends by itself ends on its day: pending signatures, and keys that no petition owns."""

import os
import time
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from campaigns.expiries import Expiry
from campaigns.expiring import ORPHAN_SECONDS, expire_pending, sweep_keys
from campaigns.keys import entry_name, make_keys, open_keys
from campaigns.models import PENDING_DAYS, Signature
from campaigns.signing import confirm, sign
from outbox.models import Message
from outbox.sending import send_due
from tests.making import petition as make_petition
from tests.making import wish
from vault.keystore import keystore

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keystore(settings, tmp_path):
    settings.KEYSTORE_URL = f"file://{tmp_path}/keystore"


def let_pass(**time_passed):
    return time_machine.travel(timezone.now() + timedelta(**time_passed), tick=False)


def age(name: str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(keystore().folder / name, (then, then))


def test_a_pending_signature_is_erased_after_its_last_day(petition):
    sign(petition, wish())
    with let_pass(days=PENDING_DAYS):
        assert expire_pending() == 0
    with let_pass(days=PENDING_DAYS + 1):
        assert expire_pending() == 1
    assert not Signature.objects.exists()
    assert Expiry.objects.of(petition.pk) == 1


def test_a_confirmed_signature_never_expires(petition):
    sign(petition, wish())
    confirm(Signature.objects.get())
    with let_pass(days=3_650):
        assert expire_pending() == 0
    assert Signature.objects.count() == 1


def test_the_mail_of_an_expired_signature_is_never_sent(petition, smtp_sink):
    sign(petition, wish())
    with let_pass(days=PENDING_DAYS + 1):
        expire_pending()
        assert send_due("tx") == 0
    assert smtp_sink.received == []
    assert Message.objects.get().state == "cancelled"


def test_an_expired_person_may_sign_again(petition):
    sign(petition, wish())
    with let_pass(days=PENDING_DAYS + 1):
        expire_pending()
        sign(petition, wish())
        assert Signature.objects.get().mails == 1


def test_keys_without_a_petition_go_after_a_day_and_all_others_stay():
    young, old = uuid4(), uuid4()
    for orphan in (young, old):
        make_keys(orphan)
    owned = make_petition().public_id
    other = f"tips-{uuid4()}"
    keystore().put(other, b"entry")
    for name in (entry_name(old), entry_name(owned), other):
        age(name, ORPHAN_SECONDS + 60)
    age(entry_name(young), ORPHAN_SECONDS - 60)
    assert sweep_keys() == 1
    assert set(keystore().names()) == {entry_name(young), entry_name(owned), other}
    assert open_keys(owned)
    assert sweep_keys() == 0


def test_a_petition_that_was_rolled_back_leaves_a_key_to_sweep(petition):
    with transaction.atomic():
        orphan = make_petition().public_id
        transaction.set_rollback(True)
    age(entry_name(orphan), ORPHAN_SECONDS + 60)
    assert sweep_keys() == 1


def test_beside_a_foreign_database_no_key_is_destroyed(petition, caplog):
    strangers = [uuid4(), uuid4()]
    for stranger in strangers:
        make_keys(stranger)
        age(entry_name(stranger), ORPHAN_SECONDS + 60)
    assert sweep_keys() == 0
    assert all(open_keys(stranger) for stranger in strangers)
    assert "is this the database" in caplog.text
