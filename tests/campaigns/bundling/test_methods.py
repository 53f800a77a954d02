"""What a bundle says of its making, read from its files alone: counts by rule, and each letter."""

import hashlib

import pytest
from django.utils import timezone

from bench.crowds import gather
from campaigns.collected import Collection
from campaigns.counting import count
from campaigns.expiring import expire_pending
from campaigns.invalidating import move, preview, work
from campaigns.invalidations import Criteria
from campaigns.letter_versions import digest_of
from campaigns.sheets import Sheet
from tests import making
from tests.campaigns.crowds import ago, crowd

NEW = "<p>Dear governor, name a date</p><ul><li>this year</li><li>not later</li></ul>"


@pytest.fixture
def judged(campaign):
    """Of each rule some, beside the twelve whose names go out."""
    petition = campaign["en"].petition
    gather(petition, 12, goes_to_target=True)
    crowd(petition, 7, mark="disposable", is_held=True)
    crowd(petition, 5, mark="burst")
    crowd(petition, 4, mark="burst", confirmed_at=None, is_held=True)
    crowd(petition, 15, domain_tag="trash.example", source="script")
    crowd(petition, 3, withdrawn_at=timezone.now())
    crowd(petition, 11, confirmed_at=None, expires_on=ago(days=2).date())
    crowd(petition, 6, is_in_person=True, way="rally")
    crowd(petition, 2, is_in_person=True, way="paper")
    expire_pending()
    found = Criteria(domain="trash.example", since=ago(days=1), until=ago(days=-1))
    made = preview(petition, found, rule="domain", reason="Throwaway")
    move(made.pk, "start", by=making.user("Campaigners"))
    work(made.pk)
    paper = Collection.objects.create(petition=petition, kind="paper")
    Sheet.objects.create(
        collection=paper, state="done", numbers={"known": 8, "twice": 1, "new": 2}, rows=11
    )
    count()
    return petition


def test_the_manifest_counts_by_rule(judged, opened):
    counts = opened(judged).manifest["counts"]
    assert counts.pop("rules") == {
        "marked": {"burst": 9, "disposable": 7},
        "held": {"disposable": 7},
        "struck_out": [{"rule": "domain", "looked_at": ["domain", "since"], "number": 15}],
        "in_person": {"paper": 2, "rally": 6},
        "known_already": 9,
    }
    assert counts == {
        "received": 57,
        "pending": 4,
        "expired": 11,
        "confirmed": 42,
        "withdrawn": 3,
        "invalidated": 15,
        "held": 7,
        "online": 17,
        "in_person": 8,
        "names": 12,
    }


def test_the_method_statement_names_each_rule_in_its_language(judged, opened):
    bundle = opened(judged)
    english, spanish = (bundle.paper(f"method-{code}.pdf") for code in ("en", "es"))
    for said in (
        "many at once from one network 9",
        "throwaway mail domain 7",
        "Throwaway mail addresses (mail domain, time) 15",
        "at a rally 6",
        "Lines of people who had signed before 9",
        "Of these, deleted because nobody confirmed them 11",
    ):
        assert said in english
        assert said.rstrip(" 0123456789") not in spanish
    assert "trash.example" not in english


def test_no_number_by_place_can_be_set_against_the_names(judged, opened):
    """Eight of Massachusetts agreed, and 23 did not: the exact 31 would tell so."""
    judged.home_state = "MA"
    judged.save()
    crowd(judged, 18)
    crowd(judged, 30, region="NH-030")
    count()
    paper = opened(judged).paper("summary-en.pdf")
    assert "In your state 20" in paper
    assert "In other states 20" in paper
    assert "rounded down to tens" in paper


@pytest.fixture
def reworded(campaign):
    """Two wordings in English and one in Spanish were signed by people of the bundle, one more only
    by people who did not agree.
    """
    petition = campaign["en"].petition
    first = campaign["en"].letter
    agree = {"goes_to_target": True}
    gather(petition, 5, language="en", letter_version=digest_of(first), **agree)
    gather(petition, 3, language="en", letter_version=digest_of(NEW), **agree)
    spanish = digest_of(campaign["es"].letter)
    gather(petition, 4, language="es", letter_version=spanish, **agree)
    gather(petition, 2, language="es", letter_version="", is_in_person=True, **agree)
    for letter in (NEW, "<p>Only others signed this</p>", NEW):
        campaign["en"].letter = letter
        making.go_live(campaign["en"])
    gather(petition, 6, language="en", letter_version=digest_of("<p>Only others signed this</p>"))
    return petition, first, campaign["es"].letter


def test_the_bundle_holds_each_wording_that_somebody_in_it_signed(reworded, opened):
    petition, *_letters = reworded
    bundle = opened(petition)
    wordings = [name for name in bundle.files if name.startswith("letter-") and len(name) > 20]
    assert len(wordings) == 6
    for name in wordings:
        stem, _dot, ending = name.rpartition(".")
        if ending == "html":
            digest = hashlib.sha256(bundle.files[name]).hexdigest()
            assert stem.endswith(digest[:16])
    assert not any(b"Only others" in bundle.files[name] for name in wordings)
    text = bundle.files[f"letter-en-{digest_of(NEW)}.txt"].decode()
    assert text == "Dear governor, name a date\n\n- this year\n- not later\n"
    assert {facts["name"] for facts in bundle.manifest["files"]} > set(wordings)


def test_the_papers_say_how_many_signed_which_wording(reworded, opened):
    petition, first, spanish = reworded
    bundle = opened(petition)
    for code in ("en", "es"):
        method = bundle.paper(f"method-{code}.pdf")
        for language, letter, number in (("en", first, 5), ("en", NEW, 3), ("es", spanish, 4)):
            digest = digest_of(letter)
            assert f"{language} · {digest} · letter-{language}-{digest}.txt {number}" in method
    assert "es · no letter noted 2" in bundle.paper("method-en.pdf")
    cover = bundle.paper("letter-en.pdf")
    assert "Annex: an earlier wording, signed by 5 people Dear governor" in cover
    assert digest_of(first) in cover
    assert "Only others" not in cover
    assert "Anexo" not in bundle.paper("letter-es.pdf")
