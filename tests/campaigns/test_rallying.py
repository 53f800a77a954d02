"""Promises of a rally: taken once, told beside the count, taken back by a code."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from campaigns.bundles import OFFICE
from campaigns.bundling.disclosing import not_handed_over
from campaigns.counting import count, recount
from campaigns.in_person import Given, NotInPerson, numbers_by_way
from campaigns.keys import open_keys
from campaigns.models import Bundle, Partner, Petition, Signature
from campaigns.rallying import RallyOver, end_rally, sign_in_person, start_rally
from campaigns.receipt_codes import ALPHABET, spaced, withdraw_by_code
from campaigns.signing import PetitionClosed, confirm, sign
from campaigns.withdrawing import withdraw
from tests import making
from tests.campaigns.leaving import fresh, hand_out, signed
from tests.making import wish
from vault.erasures import read
from vault.reapplying import reapply

pytestmark = pytest.mark.django_db
MARIA = Given(name="María Peña", email="maria@example.org", region="MA-021", language="es")
NOBODY = Given(name="Ana Díaz", region="MA-021", language="es")


@pytest.fixture
def rally(petition):
    return start_rally(petition, making.user("Campaigners"), "Fair")


@pytest.fixture
def journal(settings, tmp_path) -> Path:
    """A journal of erasures that holds nothing of other tests."""
    settings.ERASURES_DIR = str(tmp_path / "erasures")
    return tmp_path / "erasures"


def numbers(petition: Petition) -> tuple[int, int]:
    count()
    fresh = Petition.objects.get(pk=petition.pk)
    return fresh.count, fresh.count_in_person


def test_collected_in_person_stands_beside_the_count_and_never_in_it(petition, rally):
    sign(petition, wish(email="online@example.org"))
    confirm(Signature.objects.get())
    sign_in_person(rally, NOBODY, uuid4())
    assert numbers(petition) == (1, 1)
    taken = Signature.objects.get(way="rally")
    assert taken.is_in_person
    assert taken.collection == rally
    assert taken.email(open_keys(petition.public_id)) == ""
    assert numbers_by_way(petition) == [
        {"way": "online", "partner": "", "number": 1},
        {"way": "rally", "partner": "", "number": 1},
    ]


def test_who_signed_online_is_counted_once_and_the_first_stays(petition, rally):
    sign(petition, wish(email="ma.ria+news@gmail.com"))
    confirm(Signature.objects.get())
    code = sign_in_person(rally, Given(name="MARIA PENA", email="maria@gmail.com"), uuid4())
    assert len(code) == 10
    assert Signature.objects.get().way == "online"
    assert numbers(petition) == (1, 0)


def test_who_never_confirmed_online_is_counted_in_person(petition, rally):
    sign(petition, wish())
    sign_in_person(rally, MARIA, uuid4())
    row = Signature.objects.get()
    assert (row.way, row.is_in_person) == ("rally", True)
    assert confirm(row) is False
    assert numbers(petition) == (0, 1)


def test_who_withdrew_signs_anew_at_a_rally_and_agrees_to_nothing_by_it(petition, rally):
    facts = {"name": "Union", "slug": "union", "receives_names": True}
    partner = Partner.objects.create(petition=petition, **facts)
    before = signed(petition, goes_to_target=True, partners=(partner.pk,))
    assert before.consents.exists()
    withdraw(before)
    sign_in_person(rally, MARIA, uuid4())
    assert numbers(petition) == (0, 1)
    again = Signature.objects.get(way="rally")
    assert again.pk != before.pk
    assert (again.goes_to_target, again.consents.exists()) == (False, False)
    old = fresh(before)
    assert (old.erased_at is None, old.consents.exists()) == (False, False)
    assert recount() == 0


def test_who_signed_anew_at_a_rally_stands_after_a_restore(petition, rally, journal):
    withdraw(signed(petition))
    sign_in_person(rally, MARIA, uuid4())
    reapply(read())
    assert numbers(petition) == (0, 1)


def test_who_signed_anew_at_a_rally_stands_in_a_later_bundle(petition, rally):
    before = signed(petition, goes_to_target=True)
    hand_out(before, OFFICE, row=1)
    withdraw(before)
    sign_in_person(rally, replace(MARIA, goes_to_target=True), uuid4())
    assert [each.way for each in not_handed_over(Bundle(petition=petition, to=OFFICE))] == ["rally"]


@pytest.mark.parametrize("fact", ["invalidated_at", "is_held"])
def test_who_was_struck_out_or_is_held_does_not_return_through_a_rally(petition, rally, fact):
    before = signed(petition)
    withdraw(before)
    Signature.objects.update(**{fact: before.created_at if fact == "invalidated_at" else True})
    sign_in_person(rally, MARIA, uuid4())
    assert Signature.objects.get() == before


def test_two_share_an_address_and_a_third_is_kept_without_it(petition, rally):
    for name in ("Ana", "Beto", "Carla"):
        sign_in_person(rally, Given(name=name, email="home@example.org"), uuid4())
    keys = open_keys(petition.public_id)
    addresses = sorted(row.email(keys) for row in Signature.objects.all())
    assert addresses == ["", "home@example.org", "home@example.org"]
    assert numbers(petition) == (0, 3)


def test_two_neighbors_of_one_name_without_an_address_are_both_kept(petition, rally):
    sign_in_person(rally, NOBODY, uuid4())
    sign_in_person(rally, NOBODY, uuid4())
    assert numbers(petition) == (0, 2)


def test_a_form_sent_twice_is_taken_once_and_its_last_code_works(petition, rally):
    form_id = uuid4()
    sign_in_person(rally, NOBODY, form_id)
    code = sign_in_person(rally, NOBODY, form_id)
    assert numbers(petition) == (0, 1)
    withdraw_by_code(code)
    assert numbers(petition) == (0, 0)


def test_a_receipt_code_takes_back_its_own_signature_however_it_is_typed(petition, rally):
    code = sign_in_person(rally, NOBODY, uuid4())
    sign_in_person(rally, NOBODY, uuid4())
    assert set(code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("01OIL")
    withdraw_by_code("AAAAA AAAAA")
    assert numbers(petition) == (0, 2)
    withdraw_by_code(f" {spaced(code).lower()}-")
    assert numbers(petition) == (0, 1)
    assert code.encode() not in bytes(Signature.objects.exclude(withdrawn_at=None)[0].receipt_tag)


def test_what_a_code_took_back_stays_so_after_a_restore(petition, rally, journal):
    withdraw_by_code(sign_in_person(rally, NOBODY, uuid4()))
    Signature.objects.update(withdrawn_at=None)  # as an older backup has it
    reapply(read())
    assert numbers(petition) == (0, 0)


def test_without_an_address_nobody_asks_to_be_told(petition, rally):
    sign_in_person(rally, Given(name="Ana", wants_outcome=True), uuid4())
    assert Signature.objects.get().wants_outcome is False


def test_a_guarded_petition_shows_a_first_name_at_most(petition, rally):
    sign_in_person(rally, Given(name="Ana Díaz", shown_as="full"), uuid4())
    assert Signature.objects.get().shown_as == "first"


def test_a_sealed_petition_takes_nobody_in_person(rally):
    sealed = making.petition(exposure="sealed")
    with pytest.raises(NotInPerson):
        start_rally(sealed, making.user("Campaigners"), "")


def test_a_closed_petition_and_an_ended_rally_take_nobody(petition, rally):
    with pytest.raises(PetitionClosed):
        start_rally(making.petition(state="closed"), making.user("Campaigners"), "")
    end_rally(rally)
    rally.refresh_from_db()
    with pytest.raises(RallyOver):
        sign_in_person(rally, NOBODY, uuid4())
    assert not Signature.objects.exists()
