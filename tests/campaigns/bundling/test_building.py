"""A bundle, opened by its recipient: only those who agreed, each once, whatever happened before."""

import hashlib

import pyrage
import pytest
from django.utils import timezone

from bench.crowds import gather, names
from campaigns import exports
from campaigns.bundles import Bundle, Handover
from campaigns.bundling import building
from campaigns.bundling.taking_back import bundles_with
from campaigns.counting import count
from campaigns.erasing import erase, tidy_leavers
from campaigns.export_views import AskForm
from campaigns.keys import entry_name
from campaigns.models import Consent, Partner, Signature
from campaigns.withdrawing import withdraw
from tests.campaigns.unpacking import Unpacked
from vault.keystore import keystore

SILENT = {
    "no tick": {"goes_to_target": False},
    "not confirmed": {"confirmed_at": None},
    "taken back": {"withdrawn_at": timezone.now()},
    "struck out": {"invalidated_at": timezone.now()},
    "held": {"is_held": True},
    "erased": {"erased_at": timezone.now()},
    "sealed": {"sealed_offline": b"age"},
}


def test_only_those_who_agreed_are_in_any_file(portions_of_100, petition, opened):
    """300 who agreed, in portions of 100, and 140 of whom not one may be found."""
    petition.exposure = "open"
    petition.save()
    gather(petition, 300, goes_to_target=True)
    for number, facts in enumerate(SILENT.values()):
        gather(petition, 20, **({"goes_to_target": True, "name": f"Zoe Silent{number}"} | facts))
    bundle = opened(petition)

    assert [row[0] for row in bundle.csv_rows] == [str(number) for number in range(1, 301)]
    assert {row[1] for row in bundle.csv_rows} == names(range(300))
    assert bundle.xlsx_rows == bundle.csv_rows
    assert all(f"{row[0]}. {row[1]}" in bundle.printed for row in bundle.csv_rows)
    assert "Silent" not in bundle.printed
    assert [portion["names"] for portion in bundle.manifest["portions"]] == [100, 100, 100]
    assert {tuple(row[2:5]) for row in bundle.csv_rows} == {
        ("Boston", "Suffolk", "MA"),
        ("Worcester", "Worcester", "MA"),
        ("", "", "NY"),
    }


def test_every_digest_in_the_manifest_is_true(portions_of_100, campaign, opened):
    petition = campaign["en"].petition
    gather(petition, 120, goes_to_target=True)
    bundle = opened(petition)
    listed = {facts["name"]: facts["sha256"] for facts in bundle.manifest["files"]}
    assert listed.keys() | {"manifest.json", "SHA256SUMS"} == bundle.files.keys()
    for line in bundle.files["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(bundle.files[name]).hexdigest() == digest
        assert listed.get(name, digest) == digest
    letter = bundle.files["letter-es.html"]
    assert letter.decode() == campaign["es"].letter
    assert hashlib.sha256(letter).hexdigest()[:16] in bundle.paper("letter-es.pdf")


def test_each_paper_speaks_its_language(campaign, opened):
    petition = campaign["en"].petition
    gather(petition, 12, goes_to_target=True)
    count()
    bundle = opened(petition)
    assert "Estimado gobernador" in bundle.paper("letter-es.pdf")
    assert "Dear governor" in bundle.paper("letter-en.pdf")
    assert "12 people who signed it" in bundle.paper("letter-en.pdf")
    for name, english in (("summary", "Everyone who signed"), ("method", "Counts by rule")):
        assert english in bundle.paper(f"{name}-en.pdf")
        assert english not in bundle.paper(f"{name}-es.pdf")


@pytest.mark.parametrize(
    ("exposure", "told", "places"),
    [("open", "Ana Núñez B", True), ("guarded", "Ana Núñez B", False)],
)
def test_the_office_gets_no_more_than_the_exposure_allows(petition, opened, exposure, told, places):
    petition.exposure = exposure
    petition.save()
    gather(petition, 4, goes_to_target=True)
    bundle = opened(petition)
    assert told in {row[1] for row in bundle.csv_rows}
    assert any(row[2] or row[3] for row in bundle.csv_rows) is places
    assert ("Worcester" in bundle.printed) is places


def test_a_sealed_petition_hands_over_numbers_alone(campaign, opened):
    petition = campaign["en"].petition
    petition.exposure = "sealed"
    petition.save()
    gather(petition, 12, goes_to_target=True)
    bundle = opened(petition)
    assert not bundle.named("names-", "")
    assert bundle.manifest["counts"]["online"] == 12
    assert "kept sealed" in bundle.paper("method-en.pdf")


def test_a_partner_gets_only_those_who_agreed_to_it(petition, opened):
    union = Partner.objects.create(petition=petition, name="Union", slug="u", receives_names=True)
    church = Partner.objects.create(petition=petition, name="Church", slug="c", receives_names=True)
    gather(petition, 9, goes_to_target=True, name=lambda n: f"{'ABCDEFGHI'[n]}na Peña")
    signatures = list(Signature.objects.order_by("pk"))
    Consent.objects.bulk_create(
        Consent(signature=signature, partner=partner)
        for partner, given in ((union, signatures[:3]), (church, signatures[2:5]))
        for signature in given
    )
    assert [row[1] for row in opened(petition, union).csv_rows] == ["Ana", "Bna", "Cna"]
    Partner.objects.update(receives_names=False)
    assert opened(petition, church).csv_rows == []


def test_a_partner_that_receives_no_names_any_more_is_told_whom_to_strike_out_and_no_more(
    petition, opened
):
    union = Partner.objects.create(petition=petition, name="Union", slug="u", receives_names=True)
    gather(petition, 5, goes_to_target=True)
    Consent.objects.bulk_create(
        Consent(signature=signature, partner=union) for signature in Signature.objects.all()
    )
    first = opened(petition, union)
    Partner.objects.update(receives_names=False)
    assert AskForm(petition, {"partner": union.pk}).errors
    withdraw(Handover.objects.get(row=3).signature)
    assert not AskForm(petition, {"partner": union.pk}).errors
    union.refresh_from_db()
    later = opened(petition, union)
    assert later.csv_rows == []
    struck = later.files["withdrawn.csv"].decode("utf-8-sig").splitlines()[1:]
    assert struck == [f'"{first.manifest["bundle"]}","3"']


def test_a_later_bundle_has_the_late_ones_only(portions_of_100, petition, opened):
    gather(petition, 130, goes_to_target=True)
    first = opened(petition)
    gather(petition, 20, goes_to_target=True, name=lambda n: f"Late {chr(65 + n)}")
    second = opened(petition)
    assert {row[1] for row in second.csv_rows} == {f"Late {chr(65 + n)}" for n in range(20)}
    assert not {row[1] for row in first.csv_rows} & {row[1] for row in second.csv_rows}
    assert Handover.objects.count() == 150


def test_who_takes_it_back_is_struck_out_by_number_in_the_next(petition, opened):
    gather(petition, 5, goes_to_target=True)
    first = opened(petition)
    gone = Handover.objects.get(row=3)
    gone.signature.withdraw()
    gather(petition, 1, goes_to_target=True, name="Late")
    second = opened(petition)
    content = second.files["withdrawn.csv"].decode("utf-8-sig")
    assert f'"{first.manifest["bundle"]}","3"' in content
    assert content.count("\r\n") == 2
    assert [bundle.pk for bundle in bundles_with(gone.signature_id)] == [gone.bundle_id]


def test_a_name_taken_back_before_it_was_fetched_never_leaves(petition, bundle_of, asker):
    gather(petition, 5, goes_to_target=True)
    bundle = bundle_of(petition)
    Handover.objects.get(row=3).signature.withdraw()
    with pytest.raises(exports.NamesTakenBack):
        exports.fetch(bundle, asker)
    exports.make_anew(bundle, asker)
    while building.step(bundle.pk):
        pass
    assert len(Unpacked.of(exports.fetch(bundle, asker)).csv_rows) == 4


def test_an_erased_name_whose_row_is_gone_never_leaves_either(petition, bundle_of, asker):
    gather(petition, 5, goes_to_target=True)
    bundle = bundle_of(petition)
    erase(Handover.objects.get(row=3).signature)
    count()
    tidy_leavers()
    assert Handover.objects.count() == 4
    with pytest.raises(exports.NamesTakenBack) as refused:
        exports.fetch(bundle, asker)
    assert refused.value.number == 1
    exports.make_anew(bundle, asker)
    while building.step(bundle.pk):
        pass
    assert len(Unpacked.of(exports.fetch(bundle, asker)).csv_rows) == 4


def test_a_name_erased_while_its_bundle_was_made_never_leaves(
    portions_of_100, petition, asker, approver
):
    gather(petition, 150, goes_to_target=True)
    bundle = exports.ask(petition, asker, exports.Request("Office"))
    exports.approve(bundle, approver)
    building.step(bundle.pk)
    erase(Handover.objects.get(row=3).signature)
    count()
    tidy_leavers()
    while building.step(bundle.pk):
        pass
    with pytest.raises(exports.NamesTakenBack):
        exports.fetch(bundle, asker)


def test_a_crash_repeats_one_portion_and_no_name(portions_of_100, petition, asker, approver):
    gather(petition, 250, goes_to_target=True)
    bundle = exports.ask(petition, asker, exports.Request("Office"))
    exports.approve(bundle, approver)
    building.step(bundle.pk)
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(building, "_places", lambda _opened: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            building.step(bundle.pk)
    while building.step(bundle.pk):
        pass
    rows = Unpacked.of(exports.fetch(bundle, asker)).csv_rows
    assert [row[0] for row in rows] == [str(number) for number in range(1, 251)]
    assert {row[1] for row in rows} == names(range(250))


def test_a_bundle_is_sealed_to_its_recipient(petition, bundle_of, asker):
    gather(petition, 5, goes_to_target=True)
    identity = pyrage.x25519.Identity.generate()
    path = exports.fetch(bundle_of(petition, age_recipient=str(identity.to_public())), asker)
    assert path.suffix == ".age"
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert path.parent.stat().st_mode & 0o077 == 0
    sealed = path.read_bytes()
    assert b"PK\x03\x04" not in sealed
    assert len(Unpacked.of(pyrage.decrypt(sealed, [identity])).csv_rows) == 5


def test_a_lost_key_fails_with_a_word_and_frees_the_names(petition, asker, approver):
    gather(petition, 5, goes_to_target=True)
    bundle = exports.ask(petition, asker, exports.Request("Office"))
    exports.approve(bundle, approver)
    keystore().destroy(entry_name(petition.public_id))
    assert building.step(bundle.pk) is False
    bundle.refresh_from_db()
    assert bundle.state == Bundle.State.FAILED
    assert not Handover.objects.exists()
