"""A petition's clock is paused by two people, seen by readers, and erases nothing meanwhile."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from campaigns.erasing import erase, erase_identities, tidy_leavers
from campaigns.holding import (
    HELD,
    NOTICE,
    HeldAlready,
    NotAllowed,
    NothingLeft,
    NotWaiting,
    SamePerson,
    approve_hold,
    ask_hold,
    end_hold,
    hold_again,
    refuse_hold,
)
from campaigns.holds import Hold, WaitingErasure
from campaigns.keys import open_keys
from campaigns.managing import manage_token
from campaigns.models import Petition, Signature
from campaigns.outcome_wishes import gather_wishes
from campaigns.retiring import retire, retire_due, set_clocks
from campaigns.telling_outcomes import forget_told
from campaigns.withdrawing import withdraw
from tests.campaigns.leaving import fresh, signed, totals
from tests.making import user
from vault.auditing import AuditEntry
from vault.erasures import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.KEYSTORE_URL = f"file://{tmp_path}/keystore"
    settings.ERASURES_DIR = str(tmp_path / "erasures")


@pytest.fixture
def own(_own_folders, petition):
    """Overdue since long: every clock would take it now."""
    for number in range(2):
        signed(petition, name=f"N {number}", email=f"n{number}@example.org")
    Petition.objects.update(state="delivered")
    with time_machine.travel(timezone.now() - timedelta(days=40), tick=False):
        set_clocks()
    return Petition.objects.get()


@pytest.fixture
def two(db):
    return [user("Campaigners"), user("Administrators")]


def held(petition, two, **facts) -> Hold:
    hold = ask_hold(petition, two[0], reason="Doe v. Roe", **facts)
    approve_hold(hold, two[1])
    return Hold.objects.get(pk=hold.pk)


def all_clocks(days: int = 0) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        set_clocks()
        retire_due()
        forget_told()
        tidy_leavers()


def test_it_takes_two_and_every_step_is_noted(own, two):
    hold = ask_hold(own, two[0], reason="Doe v. Roe")
    with pytest.raises(SamePerson):
        approve_hold(hold, two[0])
    with pytest.raises(HeldAlready):
        ask_hold(own, two[1], reason="Again")
    with pytest.raises(NotAllowed):
        approve_hold(hold, user("Editors"))
    assert Petition.objects.get().held_since is None
    approve_hold(hold, two[1])
    assert Petition.objects.get().held_since
    for late in (approve_hold, refuse_hold):
        with pytest.raises(NotWaiting):
            late(hold, two[1])
    steps = AuditEntry.objects.filter(subject=own.pk).order_by("pk")
    assert [(each.deed, each.actor) for each in steps] == [
        ("hold.asked", two[0].pk),
        ("hold.approved", two[1].pk),
    ]


def test_while_it_is_in_force_no_clock_erases_and_no_key_goes(own, two):
    withdraw(Signature.objects.first())
    held(own, two)
    all_clocks(days=800)
    assert not retire(own)
    assert Signature.objects.identified().count() == 2
    assert open_keys(own.public_id)
    assert Petition.objects.get().retired_at is None


def test_after_its_end_everybody_has_a_week_and_then_the_clock_goes_on(own, two):
    hold = held(own, two)
    end_hold(hold, two[0])
    with pytest.raises(NotWaiting):
        end_hold(hold, two[1])
    all_clocks(days=NOTICE.days - 1)
    assert Signature.objects.identified().count() == 2
    all_clocks(days=NOTICE.days)
    assert not Signature.objects.identified().exists()
    with pytest.raises(NothingLeft):
        ask_hold(own, two[0], reason="Too late")


def test_a_pause_in_the_middle_of_erasing_keeps_what_is_left(own, two, monkeypatch):
    monkeypatch.setattr("campaigns.retiring.BATCH", 1)

    def erase_then_pause(ids):
        Petition.objects.update(held_since=timezone.now())
        return erase_identities(ids)

    monkeypatch.setattr("campaigns.retiring.erase_identities", erase_then_pause)
    assert not retire(own)
    assert Signature.objects.identified().count() == 1
    assert open_keys(own.public_id)


def test_who_asks_to_be_erased_is_erased_unless_the_hold_says_otherwise(own, two):
    held(own, two)
    assert erase(Signature.objects.first())
    assert Signature.objects.identified().count() == 1
    assert totals(own) == {1}


def test_who_has_to_wait_is_told_kindly_counts_no_more_and_is_erased_by_itself(
    own, two, reader, campaign
):
    hold = held(own, two, covers_requests=True)
    signature = Signature.objects.select_related("petition").first()
    path = f"/es/firmar/mi-firma/{manage_token(signature)}/"
    answer = reader.post(path, {"deed": "erase"}, follow=True)
    assert answer.status_code == 200
    assert "Nos pediste borrar esta firma" in answer.content.decode()
    assert totals(own) == {1}
    assert [str(signature.public_id)] in [list(line.keys) for line in read()]
    all_clocks(days=40)
    assert fresh(signature).erased_at is None
    end_hold(hold, two[1])
    tidy_leavers()
    assert not Signature.objects.filter(pk=signature.pk, erased_at=None).exists()
    assert not WaitingErasure.objects.exists()


def test_readers_see_that_the_clock_is_paused(two, campaign, reader):
    petition = Petition.objects.get()
    held(petition, two)
    said = {"en": "The clock is paused since", "es": "El plazo está en pausa desde"}
    for language, words in said.items():
        assert words in reader.get(campaign[language].url).content.decode()


def test_wishes_to_be_told_are_kept_too(own, two):
    Signature.objects.update(wants_outcome=True)
    gather_wishes(own)
    held(own, two)
    all_clocks(days=3_000)
    assert own.outcome_wishes.count() == 2


def test_an_older_backup_does_not_let_the_clock_run(own, two):
    held(own, two, covers_requests=True)
    lines = [line for line in read() if line.kind == HELD]
    Hold.objects.all().delete()
    Petition.objects.update(held_since=None)
    assert [hold_again(lines), hold_again(lines)] == [1, 0]
    all_clocks(days=10)
    assert Signature.objects.identified().count() == 2
    hold = Hold.objects.in_force().get()
    assert (hold.asked_by, hold.approved_by, hold.covers_requests) == (*two, True)
    end_hold(hold, two[0])
    assert hold_again(read()) == 0
    assert not Hold.objects.open().exists()


def test_the_screens_lead_two_people_through_it(own, two, staff):
    first, second = staff("Campaigners"), staff("Administrators")
    path = f"/admin/petitions/{own.pk}/hold/"
    assert staff("Editors").get(path).status_code in {302, 403}
    assert first.post(path, {"deed": "ask", "reason": ""}).status_code == 422
    said = first.post(path, {"deed": "ask", "reason": "Doe v. Roe"}, follow=True)
    assert "Doe v. Roe" in said.content.decode()
    said = first.post(path, {"deed": "approve"}, follow=True).content.decode()
    assert "It takes two" in said
    second.post(path, {"deed": "approve"})
    assert Petition.objects.get().held_since
    assert str(own.name) in second.get("/admin/holds/").content.decode()
    second.post(path, {"deed": "end"})
    assert Petition.objects.get().held_since is None
    late = second.post(path, {"deed": "end"}, follow=True).content.decode()
    assert "Somebody else was faster" in late
