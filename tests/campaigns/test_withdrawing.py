"""Withdrawing takes one signature out of the count, once, and says so to its owner."""

import pytest

from campaigns.address_changes import AddressChange
from campaigns.counting import recount
from campaigns.models import Signature
from campaigns.signing import confirm, sign
from campaigns.withdrawing import WITHDRAWN, withdraw
from outbox.models import Message
from outbox.sending import send_due
from tests.campaigns.leaving import fresh, signed, totals
from tests.making import wish

pytestmark = pytest.mark.django_db


def test_a_withdrawn_signature_leaves_every_journal_once(petition):
    mine, _other = signed(petition), signed(petition, email="eva@example.org", name="Eva")
    assert totals(petition) == {2}
    assert withdraw(mine) is True
    assert totals(petition) == {1}
    assert withdraw(mine) is False
    assert totals(petition) == {1}
    assert recount() == 0
    assert Message.objects.filter(kind=WITHDRAWN).count() == 1


def test_who_never_confirmed_has_nothing_to_withdraw(petition):
    sign(petition, wish())
    assert withdraw(Signature.objects.get()) is False
    assert not Message.objects.filter(kind=WITHDRAWN).exists()


def test_the_receipt_speaks_the_signers_language_and_does_not_name_a_guarded_petition(
    campaign, smtp_sink
):
    petition = campaign["en"].petition
    withdraw(signed(petition, language="es"))
    send_due("tx")
    mail = smtp_sink.received[-1].message
    assert mail["Subject"] == "El mensaje que pediste"
    text = mail.get_body(("plain",)).get_content()
    assert campaign["es"].title in text
    assert "/es/firmar/mi-firma/" in text


def test_an_open_petition_is_named_in_the_subject(campaign, smtp_sink):
    petition = campaign["en"].petition
    petition.exposure = "open"
    petition.save()
    withdraw(signed(petition, language="en"))
    send_due("tx")
    assert campaign["en"].title in smtp_sink.received[-1].message["Subject"]


def test_who_took_it_back_signs_again_and_is_counted_anew(petition):
    first = signed(petition)
    withdraw(first)
    assert totals(petition) == {0}
    again = signed(petition, region="RI-029", language="en")
    assert again.pk != first.pk
    assert totals(petition) == {1}
    assert fresh(first).erased_at is not None
    assert recount() == 0


def test_two_of_one_address_leave_and_return_without_meeting(petition):
    ana, eva = signed(petition, name="Ana"), signed(petition, name="Eva")
    withdraw(ana)
    signed(petition, name="Ana")
    withdraw(eva)
    signed(petition, name="Eva")
    assert totals(petition) == {2}
    slots = Signature.objects.filter(erased_at=None).values_list("email_slot", flat=True)
    assert sorted(slots) == [1, 2]


def test_who_was_struck_out_does_not_return_by_leaving(petition):
    signature = signed(petition)
    Signature.objects.update(invalidated_at=signature.created_at)
    withdraw(signature)
    sign(petition, wish())
    confirm(Signature.objects.get())
    assert totals(petition) == {0}
    assert not AddressChange.objects.exists()
