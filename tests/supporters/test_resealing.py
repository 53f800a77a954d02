"""A house key can be renewed and taken away although supporters stay."""

import pytest

from supporters.models import Supporter
from supporters.resealing import reseal
from supporters.subscribing import Wish, subscribe
from tests.supporters.mailbox import ANA, pending, subscribed
from vault.sealing import key_id_of

pytestmark = pytest.mark.django_db


def test_an_address_moves_to_the_new_key_and_the_old_one_may_go(settings):
    old = settings.FIELD_ENCRYPTION_KEYS
    oldest = {"k0": b"o" * 32}
    settings.FIELD_ENCRYPTION_KEYS = {**old, **oldest}
    subscribed()
    settings.FIELD_ENCRYPTION_KEYS = {"k9": b"n" * 32, **old, **oldest}
    pending("eva@example.org")
    assert [reseal(), reseal()] == [1, 0]
    settings.FIELD_ENCRYPTION_KEYS = {"k9": b"n" * 32, **oldest}
    assert {each.address() for each in Supporter.objects.all()} == {ANA, "eva@example.org"}
    subscribe(Wish(ANA, "es"))
    assert Supporter.objects.count() == 2


def test_what_no_key_opens_stays_and_keeps_nobody_waiting(settings):
    lost = pending("eva@example.org")
    settings.FIELD_ENCRYPTION_KEYS = {"k8": b"m" * 32}
    subscribed()
    settings.FIELD_ENCRYPTION_KEYS = {"k9": b"n" * 32, "k8": b"m" * 32}
    before = bytes(lost.sealed_address)
    assert reseal() == 1
    lost.refresh_from_db()
    assert bytes(lost.sealed_address) == before
    assert {key_id_of(bytes(each.sealed_address)) for each in Supporter.objects.all()} == {
        *(key_id_of(before), "k9")
    }
