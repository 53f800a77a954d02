"""One person's slip makes one row, and what went to the wrong mailbox opens nothing any more."""

from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.utils import timezone

from campaigns.codes import CodeRefused, code_of, confirm_by_code
from campaigns.expiring import expire_pending
from campaigns.exposing import Choices
from campaigns.joining import MOST_MAILS
from campaigns.keys import open_keys
from campaigns.letters import open_letters
from campaigns.models import PENDING_DAYS, Signature
from campaigns.readdressing import readdress
from campaigns.signing import confirm, sign
from campaigns.slips import Slip
from outbox.models import Message, State
from outbox.sending import send_due
from tests.campaigns.reading import link_in
from tests.making import form, wish

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "maria@gmail.con", "maria@gmail.com"


def correct(petition, **facts) -> None:
    readdress(petition, wish(email=RIGHT, **facts), instead_of=WRONG)


def test_a_slip_corrected_on_the_page_makes_one_row_and_one_mail_more(campaign, reader, smtp_sink):
    sent = reader.post(campaign["es"].sign_url(), form(email=WRONG)).url
    send_due("tx")
    wrong_link = link_in(smtp_sink)
    assert reader.post(sent, {"email": RIGHT}).status_code == 303
    send_due("tx")
    signature = Signature.objects.get()
    assert signature.email(open_keys(signature.petition.public_id)) == RIGHT
    assert (signature.mails, signature.domain_tag) == (2, "gmail.com")
    assert smtp_sink.received[-1].message["To"] == RIGHT
    assert reader.get(wrong_link).status_code == 404
    assert reader.get(link_in(smtp_sink)).status_code == 200


def test_the_code_of_the_wrong_mailbox_confirms_nothing(petition):
    sign(petition, wish(email=WRONG))
    old = code_of(Signature.objects.get())
    correct(petition)
    typed = {"name": "María Peña", "email": RIGHT, "choices": Choices()}
    with pytest.raises(CodeRefused):
        confirm_by_code(petition, **typed, code=old)


def test_a_mail_that_has_not_left_goes_to_the_right_address_alone(campaign):
    sign(campaign["es"].petition, wish(email=WRONG))
    correct(campaign["es"].petition)
    cancelled, posted = Message.objects.order_by("pk")
    assert (cancelled.state, posted.state) == (State.CANCELLED, State.QUEUED)
    assert open_letters([posted])[posted.pk].to == RIGHT


def test_a_slip_does_not_stay_beside_a_signature_of_the_same_person(petition):
    sign(petition, wish(email=RIGHT))
    confirm(Signature.objects.get())
    sign(petition, wish(email=WRONG))
    correct(petition)
    assert Signature.objects.get().confirmed_at


def test_the_row_of_somebody_else_stays_where_it_is(petition):
    sign(petition, wish(email=WRONG, name="José Peña"))
    correct(petition)
    assert Signature.objects.count() == 2


def test_an_old_or_a_confirmed_row_is_never_moved(petition):
    sign(petition, wish(email=WRONG))
    Signature.objects.update(created_at=timezone.now() - timedelta(hours=2))
    correct(petition)
    assert Signature.objects.count() == 2
    sign(petition, wish(email="ana@example.org"))
    confirm(Signature.objects.latest("pk"))
    readdress(petition, wish(email="eva@example.org"), instead_of="ana@example.org")
    assert Signature.objects.count() == 4


def test_each_correction_moves_the_one_row(petition):
    addresses = [f"maria{number}@example.org" for number in range(6)]
    sign(petition, wish(email=addresses[0]))
    for before, after in pairwise(addresses):
        readdress(petition, wish(email=after), instead_of=before)
    assert Signature.objects.get().email(open_keys(petition.public_id)) == addresses[-1]
    assert Message.objects.count() == len(addresses)


def test_signing_and_correcting_in_turns_floods_no_mailbox(petition):
    mailed = 0
    for number in range(8):
        before = Message.objects.count()
        sign(petition, wish(email=WRONG))
        mailed += Message.objects.count() - before
        readdress(petition, wish(email=f"ana{number}@example.org"), instead_of=WRONG)
    assert mailed <= MOST_MAILS
    mailed = 0
    sign(petition, wish(email=RIGHT))
    for _time in range(8):
        before = Message.objects.count()
        sign(petition, wish(email="eva@example.org"))
        mailed += Message.objects.count() - before
        readdress(petition, wish(email=RIGHT), instead_of="eva@example.org")
    assert mailed <= MOST_MAILS


def test_an_address_that_was_left_is_forgotten_with_the_pending_rows(petition):
    sign(petition, wish(email=WRONG))
    correct(petition)
    expire_pending()
    assert Slip.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=PENDING_DAYS + 1), tick=False):
        expire_pending()
    assert not Slip.objects.exists()


def test_a_full_house_takes_nobody_in_and_tells_nothing(petition):
    for name in ("Ana", "Eva"):
        sign(petition, wish(email=RIGHT, name=name))
    sign(petition, wish(email=WRONG))
    correct(petition)
    assert Signature.objects.count() == 2


def test_a_free_slot_is_found_wherever_it_is(petition):
    for name in ("Ana", "Eva"):
        sign(petition, wish(name=name))
    Signature.objects.filter(email_slot=1).delete()
    sign(petition, wish(name="Lucía"))
    assert set(Signature.objects.values_list("email_slot", flat=True)) == {1, 2}
