"""Erasing leaves nothing of a person in a row, tells them so once, and keeps the count right."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from campaigns.bundling.taking_back import tombstones
from campaigns.counting import recount
from campaigns.erasing import ERASED, WITHDRAWN_DAYS, erase, tidy_leavers
from campaigns.keys import index_of_address, open_keys
from campaigns.models import Bundle, Signature
from campaigns.receipts import Receipt
from campaigns.signing import confirm, sign
from campaigns.tombstones import Tombstone, mark_told, untold_by_recipient
from campaigns.withdrawing import withdraw
from outbox.models import Message
from outbox.sending import send_due
from tests.campaigns.leaving import fresh, hand_out, signed, totals
from tests.making import petition as make_petition
from tests.making import wish

pytestmark = pytest.mark.django_db
FAR_PAST = "2000-01-01T00:00Z"


def test_no_column_leads_to_the_person_any_more(petition):
    signature = signed(petition, email="maria@gmail.com", network=(b"12345678", wish().network[1]))
    keys = open_keys(petition.public_id)
    before = Signature.objects.values().get()
    erase(signature)
    row = Signature.objects.values().get()
    for field in ("sealed_name", "sealed_email", "sealed_place", "network_tag"):
        assert bytes(row[field]) == b""
    assert (row["domain_tag"], row["sealed_offline"], row["region"]) == ("", None, "MA")
    for field in ("email_index", "name_index", "nonce"):
        assert bytes(row[field]) != bytes(before[field])
    email_index = index_of_address(keys, "maria@gmail.com")
    assert not Signature.objects.of_address(petition, email_index).exists()


def test_erasing_reaches_one_petition_and_no_other(petition):
    other = make_petition(name="Other")
    mine, elsewhere = signed(petition), signed(other)
    before = Signature.objects.filter(petition=other).values().get()
    erase(mine)
    totals(petition)
    tidy_leavers()
    assert Signature.objects.filter(petition=other).values().get() == before
    assert fresh(elsewhere).email(open_keys(other.public_id)) == "maria@example.org"
    assert (totals(petition), totals(other)) == ({0}, {1})


def test_the_receipt_reaches_the_address_and_is_forgotten_once_it_left(campaign, smtp_sink):
    petition = campaign["es"].petition
    erase(signed(petition, language="es"))
    send_due("tx")
    mail = smtp_sink.received[-1].message
    assert (mail["To"], mail["Subject"]) == ("maria@example.org", "El mensaje que pediste")
    assert Receipt.objects.count() == 1
    tidy_leavers()
    assert not Receipt.objects.exists()


def test_a_receipt_waits_for_a_mail_server_that_is_away_a_week_at_most(petition):
    erase(signed(petition))
    assert send_due("tx") == 0
    tidy_leavers()
    assert Receipt.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        tidy_leavers()
        assert not Receipt.objects.exists()
        Message.objects.update(not_before=FAR_PAST)
        send_due("tx")
    assert set(Message.objects.values_list("state", flat=True)) <= {"cancelled"}


def test_receipt_and_erasure_are_one_transaction(petition):
    signature = signed(petition)
    with transaction.atomic():
        erase(signature)
        transaction.set_rollback(True)
    assert not Receipt.objects.exists()
    assert not Message.objects.filter(kind=ERASED).exists()
    assert fresh(signature).name(open_keys(petition.public_id)) == "María Peña"


def test_an_erased_row_is_deleted_once_it_was_uncounted_and_not_before(petition):
    signature = signed(petition)
    erase(signature)
    tidy_leavers()
    assert Signature.objects.count() == 1
    assert totals(petition) == {0}
    tidy_leavers()
    assert not Signature.objects.exists()
    assert totals(petition) == {0}
    assert recount() == 0


def test_what_was_never_confirmed_is_deleted_without_a_word(petition):
    sign(petition, wish())
    erase(Signature.objects.get())
    assert not Signature.objects.exists()
    assert not Message.objects.filter(kind=ERASED).exists()


def test_what_was_withdrawn_is_erased_after_its_days(petition):
    signature = signed(petition)
    withdraw(signature)
    tidy_leavers()
    assert fresh(signature).erased_at is None
    with time_machine.travel(timezone.now() + timedelta(days=WITHDRAWN_DAYS, hours=1)):
        tidy_leavers()
    assert fresh(signature).erased_at is not None


def test_whoever_has_the_name_is_told_by_bundle_and_row_alone(petition):
    leaver, stayer = signed(petition), signed(petition, email="eva@example.org", name="Eva")
    office, partner = hand_out(leaver, "office", 7), hand_out(leaver, "partner-3", 9)
    hand_out(stayer, "office", 8)
    withdraw(leaver)
    erase(leaver)
    totals(petition)
    tidy_leavers()
    assert not Signature.objects.filter(pk=leaver.pk).exists()
    assert set(Tombstone.objects.values_list("to", "bundle", "row")) == {office, partner}
    later = Bundle.objects.create(petition=petition, recipient="The Governor")
    assert (office[1], "7") in set(tombstones(later))
    assert untold_by_recipient(petition) == {"office": 1, "partner-3": 1}
    mark_told(Tombstone.objects.untold("office"))
    assert untold_by_recipient(petition) == {"partner-3": 1}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM campaigns_tombstone")
        assert "maria" not in str(cursor.fetchall()).lower()


def test_a_bundle_that_nobody_fetched_tells_nobody(petition):
    leaver = signed(petition)
    hand_out(leaver, "office", 7)
    Bundle.objects.update(fetched_at=None)
    withdraw(leaver)
    assert not Tombstone.objects.exists()


def test_a_tombstone_is_in_the_same_transaction(petition):
    leaver = signed(petition)
    hand_out(leaver, "office", 7)
    with transaction.atomic():
        withdraw(leaver)
        transaction.set_rollback(True)
    assert not Tombstone.objects.exists()


def test_an_erased_person_may_sign_again_and_counts_once(petition):
    erase(signed(petition))
    sign(petition, wish())
    confirm(Signature.objects.get(erased_at=None))
    assert totals(petition) == {1}
