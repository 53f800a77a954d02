"""Names leave only when two people want it, or when everybody in charge had a day to object."""

import stat
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from bench.crowds import gather
from campaigns import exports
from campaigns.area_snapshots import AreaSnapshot
from campaigns.bundles import Bundle, Handover
from campaigns.bundling import building
from campaigns.bundling.folders import folder_of
from campaigns.bundling.packing import AgeKeyRefused
from tests import making
from vault.auditing import AuditEntry

OFFICE = exports.Request("The Governor")


@pytest.fixture
def asker(db):
    return making.user("Campaigners", email="asker@example.org")


@pytest.fixture
def other(db):
    return making.user("Campaigners", email="other@example.org")


@pytest.fixture
def bundle(petition, asker):
    gather(petition, 3, goes_to_target=True)
    return exports.ask(petition, asker, OFFICE)


def build(bundle: Bundle) -> Bundle:
    while building.step(bundle.pk):
        pass
    bundle.refresh_from_db()
    return bundle


def deeds(bundle: Bundle) -> list[tuple[str, int | None]]:
    log = AuditEntry.objects.filter(subject=bundle.pk).order_by("pk")
    return [(entry.deed.removeprefix("bundle."), entry.actor) for entry in log]


def test_who_asked_cannot_approve(bundle, asker):
    with pytest.raises(exports.SamePerson):
        exports.approve(bundle, asker)
    assert build(bundle).state == Bundle.State.ASKED
    assert not Handover.objects.exists()


def test_another_approves_and_every_step_is_noted(bundle, asker, other):
    exports.approve(bundle, other)
    build(bundle)
    exports.fetch(bundle, asker)
    exports.fetch(bundle, other)
    assert deeds(bundle) == [
        ("asked", asker.pk),
        ("approved", other.pk),
        ("ready", None),
        ("fetched", asker.pk),
        ("fetched", other.pk),
    ]


@pytest.mark.parametrize("role", ["Editors", "Translators into Spanish"])
def test_without_the_right_nobody_asks_approves_or_fetches(petition, bundle, other, role):
    stranger = making.user(role)
    with pytest.raises(exports.NotAllowed):
        exports.ask(petition, stranger, OFFICE)
    with pytest.raises(exports.NotAllowed):
        exports.approve(bundle, stranger)
    with pytest.raises(exports.NotAllowed):
        exports.refuse(bundle, stranger)
    exports.approve(bundle, other)
    with pytest.raises(exports.NotAllowed):
        exports.fetch(build(bundle), stranger)


def test_an_administrator_approves_and_does_not_ask(petition, bundle):
    admin = making.user("Administrators")
    with pytest.raises(exports.NotAllowed):
        exports.ask(petition, admin, OFFICE)
    exports.approve(bundle, admin)
    assert exports.fetch(build(bundle), admin).is_file()


def test_only_the_two_fetch_it(bundle, other):
    exports.approve(bundle, other)
    with pytest.raises(exports.NotAllowed):
        exports.fetch(build(bundle), making.user("Campaigners"))


def test_what_was_refused_is_neither_approved_nor_made(bundle, other):
    exports.refuse(bundle, other)
    with pytest.raises(exports.NotWaiting):
        exports.approve(bundle, other)
    assert build(bundle).state == Bundle.State.REFUSED


def test_one_recipient_waits_for_its_last_bundle(petition, bundle, asker):
    with pytest.raises(exports.AlreadyUnderWay):
        exports.ask(petition, asker, OFFICE)


def test_a_foreign_key_is_refused(petition, asker):
    with pytest.raises(AgeKeyRefused):
        exports.ask(petition, asker, exports.Request("Office", age_recipient="age1nothing"))


def test_a_small_office_waits_a_day_that_everybody_hears_of(
    petition, asker, other, settings, mailoutbox
):
    settings.SMALL_OFFICE = True
    steward = making.user("Editors", email="steward@example.org")
    making.speak(steward, "es")
    petition.steward = steward
    petition.save()
    bundle = exports.ask(petition, asker, OFFICE)
    mails = {mail.to[0]: mail for mail in mailoutbox}
    assert mails.keys() == {asker.email, other.email, steward.email}
    assert mails[steward.email].subject == "Alguien pide nombres de firmantes"
    assert "Si nadie lo rechaza" in mails[steward.email].body
    assert not any(petition.name in mail.subject + mail.body for mail in mailoutbox)

    exports.tend()
    assert build(bundle).state == Bundle.State.ANNOUNCED
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        exports.tend()
        assert build(bundle).state == Bundle.State.READY
        assert exports.fetch(bundle, asker).is_file()
    assert deeds(bundle)[1] == ("day_over", None)


def test_after_a_week_the_file_is_gone_and_what_left_stays_noted(bundle, other):
    exports.approve(bundle, other)
    exports.fetch(build(bundle), other)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=True):
        with pytest.raises(exports.NotReady):
            exports.fetch(bundle, other)
        exports.tend()
    bundle.refresh_from_db()
    assert bundle.state == Bundle.State.EXPIRED
    assert not list(folder_of(bundle.public_id).iterdir())
    assert Handover.objects.count() == 3
    assert [portion.places for portion in bundle.portions.all()] == [{}]


def test_names_that_nobody_fetched_may_go_out_in_a_later_one(bundle, other):
    exports.approve(bundle, other)
    build(bundle)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=True):
        exports.tend()
    assert not Handover.objects.exists()


@pytest.fixture
def retired(petition):
    """A deed: from now on its names are erased, as readers are told."""

    def retire():
        petition.retired_at = timezone.now()
        petition.save()

    return retire


def test_no_name_is_asked_for_once_they_were_erased(petition, asker, retired):
    retired()
    with pytest.raises(exports.NamesErased):
        exports.ask(petition, asker, OFFICE)
    assert not Bundle.objects.exists()


def test_what_waits_when_the_names_are_erased_is_never_made(bundle, other, retired):
    retired()
    with pytest.raises(exports.NamesErased):
        exports.approve(bundle, other)
    exports.tend()
    assert build(bundle).state == Bundle.State.EXPIRED
    assert deeds(bundle)[-1] == ("retired", None)


def test_what_is_half_made_when_the_names_are_erased_is_never_finished(bundle, other, retired):
    exports.approve(bundle, other)
    building.step(bundle.pk)
    retired()
    assert building.step(bundle.pk) is False
    exports.tend()
    bundle.refresh_from_db()
    assert bundle.state == Bundle.State.EXPIRED
    assert not AreaSnapshot.objects.exists()


def test_a_file_of_names_goes_when_they_are_erased(bundle, other, retired):
    exports.approve(bundle, other)
    path = exports.fetch(build(bundle), other)
    retired()
    with pytest.raises(exports.NamesErased):
        exports.fetch(bundle, other)
    exports.tend()
    bundle.refresh_from_db()
    assert (bundle.state, path.exists()) == (Bundle.State.EXPIRED, False)
    assert Handover.objects.count() == 3


def test_an_announced_bundle_is_not_begun_once_the_names_are_erased(
    petition, asker, settings, retired
):
    settings.SMALL_OFFICE = True
    bundle = exports.ask(petition, asker, OFFICE)
    retired()
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        exports.tend()
    bundle.refresh_from_db()
    assert bundle.state == Bundle.State.EXPIRED


def test_a_folder_without_a_bundle_is_swept(bundle, other):
    exports.approve(bundle, other)
    path = exports.fetch(build(bundle), other)
    bundle.delete()
    exports.tend()
    assert not path.exists()


def test_nobody_else_may_look_into_the_folder_of_all_bundles(bundle, settings, tmp_path):
    settings.BUNDLES_DIR = tmp_path / "var" / "bundles"
    folder = folder_of(bundle.public_id)
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, folder.parent)] == [0o700] * 2
