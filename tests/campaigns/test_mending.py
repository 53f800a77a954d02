"""A signer corrects what was said: the count stays, the journals follow, choices have bounds."""

import pytest
from django.db import connection

from campaigns.address_changes import AddressChange
from campaigns.changing_address import (
    AddressTaken,
    ChangeGone,
    ask_to_change,
    change_token,
    confirm_change,
    find_change,
)
from campaigns.counting import count, recount
from campaigns.keys import open_keys
from campaigns.managing import LinkDead, find_managed, manage_token
from campaigns.mending import Correction, NameTaken, NothingToMend, mend
from campaigns.models import Partner, Reason, Signature, Tally
from campaigns.moderating import allow
from campaigns.signing import sign
from campaigns.tombstones import Tombstone
from campaigns.withdrawing import withdraw
from cms import kept_pages
from outbox.models import Message
from outbox.sending import send_due
from tests.campaigns.leaving import fresh, hand_out, signed, totals
from tests.campaigns.reading import text_of
from tests.campaigns.sealed import held_key
from tests.making import petition as make_petition
from tests.making import user, wish

pytestmark = pytest.mark.django_db


def correction(**facts) -> Correction:
    unchanged = {"name": "María Peña", "language": "es", "region": "MA-021"}
    choices = {"shown_as": "nothing", "goes_to_target": False}
    return Correction(**unchanged | choices | facts)


def test_another_language_and_state_move_it_in_every_journal(petition):
    signature = signed(petition)
    mend(signature, correction(language="en", region="RI-029"))
    assert totals(petition) == {1}
    rows = Tally.objects.exclude(count=0).values_list("language", "area", "count")
    assert list(rows) == [("en", "RI", 1)]
    assert recount() == 0


def test_name_and_choices_change_without_leaving_the_count(petition):
    petition.exposure = "open"
    petition.save()
    signature = signed(petition)
    mend(signature, correction(name="María Núñez", shown_as="full", goes_to_target=True))
    row = fresh(signature)
    assert row.name(open_keys(petition.public_id)) == "María Núñez"
    assert (row.shown_as, row.goes_to_target) == ("full", True)
    assert row.counted_at == signature.counted_at


@pytest.mark.parametrize(("exposure", "most"), [("guarded", "nothing"), ("sealed", "nothing")])
def test_nobody_shows_more_than_the_petition_allows(exposure, most):
    signature = signed(make_petition(exposure=exposure, **held_key()))
    mend(fresh(signature), correction(shown_as="full"))
    assert fresh(signature).shown_as == most


def test_two_of_one_address_do_not_become_one_person(petition):
    ana, _eva = signed(petition, name="Ana"), signed(petition, name="Eva")
    with pytest.raises(NameTaken):
        mend(ana, correction(name="EVA"))
    assert fresh(ana).name(open_keys(petition.public_id)) == "Ana"


def test_what_was_withdrawn_is_not_mended(petition):
    signature = signed(petition)
    withdraw(signature)
    with pytest.raises(NothingToMend):
        mend(signature, correction(language="en"))
    assert totals(petition) == {0}


@pytest.fixture
def kept(settings, monkeypatch):
    """Pages are kept in Redis."""
    settings.PAGE_CACHE_URL = settings.REDIS_URL
    monkeypatch.setattr(kept_pages._Quiet, "until", 0.0)


@pytest.mark.parametrize(
    "corrected",
    [{"name": "Eva Núñez"}, {"region": "RI-029"}, {"place": "Cambridge|Middlesex County"}],
)
def test_the_old_name_and_town_go_from_a_public_reason_at_once(
    campaign, reader, kept, corrected, django_capture_on_commit_callbacks
):
    petition = campaign["es"].petition
    petition.exposure, petition.asks_reason = "open", True
    petition.save()
    facts = {"shown_as": "first", "reason": "Por mi hija.", "place": "Salem|Essex County"}
    signature = signed(petition, **facts)
    with django_capture_on_commit_callbacks(execute=True):
        allow(Reason.objects.get(), by=user("Campaigners"))
        mend(signature, correction(shown_as="first", goes_to_target=True))
    assert "María, Salem" in text_of(reader.get(campaign["es"].url))
    with django_capture_on_commit_callbacks(execute=True):
        mend(signature, correction(shown_as="first", **corrected))
    page = text_of(reader.get(campaign["es"].url))
    assert "Por mi hija." in page
    assert "María, Salem" not in page


def test_what_is_not_confirmed_is_corrected_by_signing_again_alone(petition):
    sign(petition, wish(partners=(7,)))
    signature = Signature.objects.get()
    with pytest.raises(NothingToMend):
        mend(signature, correction(name="Eva"))
    assert fresh(signature).name(open_keys(petition.public_id)) == "María Peña"
    ask_to_change(signature, "nueva@example.org")
    with pytest.raises(ChangeGone):
        confirm_change(AddressChange.objects.get())
    assert fresh(signature).nonce == signature.nonce


def test_consent_that_is_taken_back_is_told_to_who_has_the_name(petition):
    partner = Partner.objects.create(
        petition=petition, name="Union", slug="union", receives_names=True
    )
    key = f"partner-{partner.pk}"
    signature = signed(petition, goes_to_target=True)
    hand_out(signature, "office", 1)
    hand_out(signature, key, 1)
    agreed = {"goes_to_target": True, "partners": frozenset([partner.pk])}
    mend(signature, correction(**agreed))
    assert not Tombstone.objects.exists()
    mend(signature, correction(goes_to_target=True))
    assert list(Tombstone.objects.values_list("to", flat=True)) == [key]
    mend(signature, correction(**agreed))
    assert not Tombstone.objects.exists()
    mend(signature, correction())
    assert Tombstone.objects.count() == 2
    assert not fresh(signature).consents.exists()


def test_a_new_address_waits_for_its_own_mailbox_while_the_signature_counts(petition, smtp_sink):
    signature = signed(petition)
    old_link, keys = manage_token(signature), open_keys(petition.public_id)
    ask_to_change(signature, "nueva@gmail.com")
    assert fresh(signature).email(keys) == "maria@example.org"
    send_due("tx")
    assert smtp_sink.received[-1].message["To"] == "nueva@gmail.com"
    change = find_change(change_token(AddressChange.objects.get()))
    row = confirm_change(change)
    assert (row.email(keys), row.domain_tag) == ("nueva@gmail.com", "gmail.com")
    assert totals(petition) == {1}
    with pytest.raises(LinkDead):
        find_managed(old_link)
    assert find_managed(manage_token(row)).pk == signature.pk
    with pytest.raises(ChangeGone):
        confirm_change(change)


def test_an_address_that_signed_already_is_not_taken_over(petition):
    signature = signed(petition)
    signed(petition, email="eva@example.org")
    ask_to_change(signature, "EVA@example.org")
    with pytest.raises(AddressTaken):
        confirm_change(AddressChange.objects.get())
    assert fresh(signature).email(open_keys(petition.public_id)) == "maria@example.org"
    assert totals(petition) == {2}


def test_new_addresses_are_mailed_three_times_at_most(petition):
    signature = signed(petition)
    for number in range(5):
        ask_to_change(signature, f"nueva{number}@example.org")
    assert Message.objects.filter(kind="campaigns.new_address").count() == 3


def test_the_column_of_a_waiting_address_is_sealed(petition):
    ask_to_change(signed(petition), "nueva@example.org")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_email FROM campaigns_addresschange")
        assert b"nueva" not in bytes(cursor.fetchone()[0])
    count()
    assert Signature.objects.count() == 1
