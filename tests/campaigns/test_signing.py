"""Promises 1, 2 and 8: one count, counted once, and answers that tell nobody anything."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.counting import count, recount
from campaigns.domains import mark_of
from campaigns.joining import MAIL_GAP
from campaigns.keys import open_keys
from campaigns.models import Petition, Signature, Tally
from campaigns.signing import PetitionClosed, confirm, sign
from outbox.models import Message
from tests.making import petition as make_petition
from tests.making import wish

pytestmark = pytest.mark.django_db


def counted(petition: Petition) -> int:
    count()
    return Petition.objects.get(pk=petition.pk).count


def let_the_gap_pass() -> None:
    Signature.objects.update(mailed_at=timezone.now() - MAIL_GAP - timedelta(seconds=1))


def test_a_signature_counts_once_it_is_confirmed(petition):
    sign(petition, wish())
    assert counted(petition) == 0
    confirm(Signature.objects.get())
    assert counted(petition) == 1


def test_signatures_in_both_languages_make_one_count(petition):
    sign(petition, wish(language="es"))
    sign(petition, wish(language="en", email="ana@example.org", name="Ana"))
    for signature in Signature.objects.all():
        confirm(signature)
    assert counted(petition) == 2
    assert set(Tally.objects.values_list("language", "area", "count")) == {
        ("es", "MA", 1),
        ("en", "MA", 1),
    }


@pytest.mark.parametrize(
    "address", ["MARIA@example.org", " maria@example.org ", "maria@EXAMPLE.org."]
)
def test_one_mailbox_signs_once_however_it_is_written(petition, address):
    sign(petition, wish())
    sign(petition, wish(email=address))
    assert Signature.objects.count() == 1


def test_dots_and_tags_count_only_where_the_domain_ignores_them(petition):
    for address in ("ma.ria@gmail.com", "maria+news@gmail.com", "maria@googlemail.com"):
        sign(petition, wish(email=address))
    assert Signature.objects.count() == 1
    for address in ("ma.ria@example.org", "maria@example.org"):
        sign(petition, wish(email=address))
    assert Signature.objects.count() == 3


def test_a_name_with_other_accents_is_the_same_person(petition):
    for name in ("María Peña", "MARIA PENA", "maría  peña"):
        sign(petition, wish(name=name))
    assert Signature.objects.count() == 1


def test_two_people_share_an_address_and_a_third_does_not(petition):
    for name in ("María Peña", "José Peña", "Lucía Peña"):
        sign(petition, wish(name=name))
    keys = open_keys(petition.public_id)
    names = [signature.name(keys) for signature in Signature.objects.order_by("email_slot")]
    assert names == ["María Peña", "José Peña"]


def test_the_mail_bears_the_name_typed_this_time(petition):
    sign(petition, wish(name="maria pena"))
    let_the_gap_pass()
    sign(petition, wish(name="María Peña"))
    assert Signature.objects.get().name(open_keys(petition.public_id)) == "María Peña"


def test_the_database_itself_refuses_a_third_slot(petition):
    sign(petition, wish())
    signature = Signature.objects.get()
    signature.pk, signature.public_id = None, make_petition().public_id
    for slot in (1, 3):
        signature.email_slot = slot
        with pytest.raises(IntegrityError), transaction.atomic():
            signature.save(force_insert=True)


def test_confirming_again_changes_nothing(petition):
    sign(petition, wish())
    signature = Signature.objects.get()
    assert confirm(signature) is True
    assert confirm(Signature.objects.get()) is False
    assert counted(petition) == 1
    assert counted(petition) == 1


def test_a_zip_code_corrected_by_signing_again_moves_state_and_town_together(petition):
    sign(petition, wish(region="CA-921", place="Coronado|San Diego County"))
    let_the_gap_pass()
    sign(petition, wish(region="MA-021", place="Boston|Suffolk County"))
    signature = Signature.objects.get()
    place = signature.place(open_keys(petition.public_id))
    assert (signature.region, place) == ("MA-021", "Boston|Suffolk County")
    confirm(signature)
    assert counted(petition) == 1
    assert Tally.objects.get().area == "MA"
    assert recount() == 0


def test_signing_again_after_confirming_changes_neither_row_nor_count(petition):
    sign(petition, wish())
    confirm(Signature.objects.get())
    before = Signature.objects.values().get()
    let_the_gap_pass()
    sign(petition, wish(shown_as="full", name="MARÍA PEÑA"))
    after = Signature.objects.values().get()
    volatile = {"mails", "mailed_at"}
    unchanged = {key: value for key, value in before.items() if key not in volatile}
    assert {key: after[key] for key in unchanged} == unchanged
    assert counted(petition) == 1


def test_a_known_address_gets_three_mails_ten_minutes_apart_then_silence(petition):
    sign(petition, wish())
    sign(petition, wish())
    assert Message.objects.count() == 1
    for _attempt in range(5):
        let_the_gap_pass()
        sign(petition, wish())
    assert Message.objects.count() == 3


def test_a_confirmed_signer_is_told_so_in_the_language_of_this_time(petition):
    sign(petition, wish(language="es"))
    confirm(Signature.objects.get())
    let_the_gap_pass()
    sign(petition, wish(language="en"))
    told = Message.objects.latest("pk")
    assert (told.kind, told.language) == ("campaigns.already", "en")


@pytest.mark.parametrize("state", [state for state in Petition.State if state != "open"])
def test_only_an_open_petition_takes_signatures(db, state):
    with pytest.raises(PetitionClosed):
        sign(make_petition(state=state), wish())
    assert not Signature.objects.exists()


def test_a_petition_past_its_date_takes_no_signatures(db):
    with pytest.raises(PetitionClosed):
        sign(make_petition(closes_at=timezone.now()), wish())


def test_the_same_person_may_sign_two_petitions_and_the_rows_do_not_match(petition):
    other = make_petition()
    sign(petition, wish())
    sign(other, wish())
    first, second = Signature.objects.order_by("pk")
    assert bytes(first.email_index) != bytes(second.email_index)


def test_new_and_known_addresses_cost_the_same_statements_and_stay_few(petition):
    def statements() -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            sign(petition, wish())
        return [each["sql"].split()[0] for each in captured]

    mark_of(
        "example.org"
    )  # the newsroom's lines of domains are read once a while, by whoever signs
    new = statements()
    let_the_gap_pass()
    known = statements()
    assert len(new) == len(known)
    work = [word for word in new if word not in {"SAVEPOINT", "RELEASE"}]
    assert len(work) <= 4


def test_who_gets_no_mail_any_more_costs_the_work_of_one(petition):
    """Else the time of an answer would tell; bin/prove faults shows how it compares."""

    def work() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            sign(petition, wish())
        words = [each["sql"].split()[0] for each in captured]
        return [word for word in words if word not in {"SAVEPOINT", "RELEASE", "ROLLBACK"}]

    sign(petition, wish())
    let_the_gap_pass()
    mailed, mails = work(), Message.objects.count()
    row = Signature.objects.values().get()
    silent = work()
    assert silent == mailed
    assert Message.objects.count() == mails
    assert Signature.objects.values().get() == row


def test_a_recount_mends_and_reports_drift(petition):
    sign(petition, wish())
    confirm(Signature.objects.get())
    count()
    Tally.objects.update(count=7)
    assert recount() == 1
    assert Petition.objects.get(pk=petition.pk).count == 1
    assert recount() == 0


def test_no_row_names_anybody(petition):
    assert str(Signature(pk=3)) == "signature 3"
    assert str(Tally(pk=3)) == "tally 3"
