"""The screens of names to hand over, in both languages."""

import io
import zipfile

import pytest
from django.utils import timezone

from bench.crowds import gather
from campaigns.bundles import Bundle, Handover
from campaigns.bundling import building
from campaigns.bundling.folders import folder_of
from campaigns.models import Partner
from campaigns.tombstones import Tombstone
from campaigns.withdrawing import withdraw
from tests import making


def ask(browser, petition, **fields):
    form = {"partner": "", "recipient": "The Governor", "age_recipient": ""} | fields
    return browser.post(f"/admin/bundles/ask/{petition.pk}/", form)


def press(browser, bundle, deed):
    return browser.post(f"/admin/bundles/{bundle.pk}/", {"deed": deed})


@pytest.fixture
def asker(staff):
    return staff("Campaigners")


@pytest.fixture
def approver(staff):
    return staff("Administrators")


@pytest.fixture
def bundle(petition, asker):
    gather(petition, 3, goes_to_target=True)
    assert ask(asker, petition).status_code == 302
    return Bundle.objects.get()


def page(browser, bundle) -> str:
    return browser.get(f"/admin/bundles/{bundle.pk}/").content.decode()


def test_from_asking_to_the_file(bundle, asker, approver):
    assert 'value="approve"' not in page(asker, bundle)
    shown = page(approver, bundle)
    assert 'value="approve"' in shown
    assert "<dt>Names it would hold now</dt><dd>3</dd>" in shown
    press(asker, bundle, "approve")
    bundle.refresh_from_db()
    assert bundle.state == "asked"
    press(approver, bundle, "approve")
    assert approver.get(f"/admin/bundles/{bundle.pk}/").headers["Refresh"] == "5"
    while building.step(bundle.pk):
        pass
    answer = press(approver, bundle, "fetch")
    assert answer.headers["Cache-Control"].startswith("no-store")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as packed:
        assert "names-001.csv" in packed.namelist()
    assert f"Fetched · {approver.user.username}" in page(asker, bundle)


def test_a_look_lets_no_name_out(bundle, asker, approver):
    press(approver, bundle, "approve")
    while building.step(bundle.pk):
        pass
    assert "Núñez" not in page(asker, bundle)
    bundle.refresh_from_db()
    assert bundle.fetched_at is None


def test_a_third_person_fetches_nothing(bundle, approver, staff):
    press(approver, bundle, "approve")
    while building.step(bundle.pk):
        pass
    third = staff("Campaigners")
    assert 'value="fetch"' not in page(third, bundle)
    assert not press(third, bundle, "fetch").headers.get("Content-Disposition")
    bundle.refresh_from_db()
    assert bundle.fetched_at is None


def test_what_was_typed_wrongly_is_told_and_kept(petition, asker):
    answer = ask(asker, petition, age_recipient="age1nothing", recipient="Oficina")
    assert answer.status_code == 422
    assert "This is not a public key of age." in answer.content.decode()
    assert "age1nothing" in answer.content.decode()
    assert ask(asker, petition, recipient="a\0b").status_code == 422
    assert ask(asker, petition, recipient="").status_code == 422
    assert not Bundle.objects.exists()


def test_only_partners_that_receive_names_are_offered(petition, asker):
    Partner.objects.create(petition=petition, name="Union", slug="u", receives_names=True)
    silent = Partner.objects.create(petition=petition, name="Silent", slug="s")
    screen = asker.get(f"/admin/bundles/ask/{petition.pk}/").content.decode()
    assert "Union" in screen
    assert "Silent" not in screen
    assert ask(asker, petition, partner=silent.pk).status_code == 422


def test_names_that_were_erased_are_not_offered_and_a_late_wish_is_told_why(
    bundle, petition, asker, approver
):
    petition.retired_at = timezone.now()
    petition.save()
    said = "The names of this petition were erased on their day: none can be handed over."
    assert f"/bundles/ask/{petition.pk}/" not in asker.get("/admin/bundles/").content.decode()
    answer = ask(asker, petition)
    assert answer.status_code == 409
    assert said in answer.content.decode()
    press(approver, bundle, "approve")
    assert said in page(approver, bundle)
    making.speak(asker.user, "es")
    assert "se borraron" in ask(asker, petition).content.decode()


def test_asking_twice_is_told(bundle, asker, petition):
    assert ask(asker, petition).status_code == 409


def test_what_cannot_be_made_anew_beside_another_is_told_and_keeps_its_file(
    bundle, asker, approver, petition
):
    press(approver, bundle, "approve")
    while building.step(bundle.pk):
        pass
    ask(asker, petition)
    Handover.objects.get(row=2).signature.withdraw()
    assert press(asker, bundle, "anew").status_code == 302
    assert "last bundle is not finished yet" in page(asker, bundle)
    bundle.refresh_from_db()
    assert bundle.state == "ready"
    assert (folder_of(bundle.public_id) / bundle.file_name).is_file()


def test_whoever_still_has_names_to_strike_out_is_on_the_screen_until_told(
    bundle, asker, approver, petition
):
    def hand_over(bundle):
        press(approver, bundle, "approve")
        while building.step(bundle.pk):
            pass
        press(asker, bundle, "fetch")

    def screen():
        return " ".join(asker.get("/admin/bundles/").content.decode().split())

    hand_over(bundle)
    assert "Names to strike out" not in screen()
    for row in (1, 2):
        withdraw(Handover.objects.get(row=row).signature)
    assert f"{petition.name}: The Governor</a> · 2 names" in screen()
    ask(asker, petition)
    hand_over(Bundle.objects.latest("pk"))
    assert "Names to strike out" not in screen()
    assert not Tombstone.objects.filter(told_at=None).exists()


def test_what_is_taken_back_after_the_list_was_written_stays_to_be_told(
    bundle, asker, approver, petition
):
    press(approver, bundle, "approve")
    while building.step(bundle.pk):
        pass
    press(asker, bundle, "fetch")
    ask(asker, petition)
    later = Bundle.objects.latest("pk")
    press(approver, later, "approve")
    while building.step(later.pk):
        pass
    withdraw(Handover.objects.get(row=1).signature)
    press(asker, later, "fetch")
    assert "Names to strike out" in asker.get("/admin/bundles/").content.decode()


def test_a_small_office_is_told_that_a_day_decides(petition, asker, settings):
    settings.SMALL_OFFICE = True
    gather(petition, 3, goes_to_target=True)
    ask(asker, petition)
    said = "unless somebody refuses."
    shown = page(asker, Bundle.objects.get())
    assert said in shown
    overview = asker.get("/admin/bundles/").content.decode()
    assert "a day later unless one of them refuses" in overview
    assert "takes two" not in shown + overview


def test_a_steward_whom_the_mail_brings_here_may_look_and_refuse_and_no_more(
    bundle, petition, staff
):
    steward, stranger = staff("Editors"), staff("Editors")
    petition.second_steward = steward.user
    petition.save()
    shown = page(steward, bundle)
    assert 'value="refuse"' in shown
    assert 'value="approve"' not in shown
    assert 'href="/admin/bundles/"' not in shown
    for browser, deed in ((steward, "approve"), (steward, "fetch"), (stranger, "refuse")):
        press(browser, bundle, deed)
        bundle.refresh_from_db()
        assert bundle.state == "asked"
    assert stranger.get(f"/admin/bundles/{bundle.pk}/").status_code == 302
    press(steward, bundle, "refuse")
    bundle.refresh_from_db()
    assert bundle.state == "refused"


def test_the_screens_speak_spanish(bundle, asker, petition):
    making.speak(asker.user, "es")
    for address in ("", f"ask/{petition.pk}/", f"{bundle.pk}/"):
        screen = asker.get(f"/admin/bundles/{address}").content.decode()
        assert "Entrega de nombres" in screen
        assert "Names" not in screen
    assert "espera a una segunda persona" in screen
