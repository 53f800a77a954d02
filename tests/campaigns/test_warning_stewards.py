"""Stewards are warned once of each thing, in their language, and no subject names a petition."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from campaigns.key_proofs import PROOF_ENDS, PROOF_WARNS
from campaigns.models import Petition
from campaigns.warning_stewards import warn_of_keys, warn_of_languages
from tests import making
from tests.campaigns.crowds import crowd
from tests.campaigns.sealed import sealed_petition

pytestmark = pytest.mark.django_db


@pytest.fixture
def stewards():
    """One reads English, the other Spanish."""
    ruth = making.user("Campaigners", email="ruth@example.org")
    lucia = making.user("Campaigners", email="lucia@example.org")
    making.speak(ruth, "en")
    making.speak(lucia, "es")
    return {"steward": ruth, "second_steward": lucia}


def mailed(warn, at: datetime) -> dict[str, mail.EmailMessage]:
    """What was mailed by three ticks at this moment, by address; each has one at most."""
    mail.outbox.clear()
    with time_machine.travel(at, tick=False):
        for _tick in range(3):
            warn()
    assert len(mail.outbox) == len({each.to[0] for each in mail.outbox})
    return {each.to[0]: each for each in mail.outbox}


def test_a_proof_is_asked_for_a_week_before_it_is_due_and_once_more_when_it_is_over(stewards):
    petition = sealed_petition(name="Detainees of Suffolk", **stewards)[0]
    due = petition.key_proven_at + PROOF_WARNS
    assert mailed(warn_of_keys, due - timedelta(days=8)) == {}
    soon = mailed(warn_of_keys, due - timedelta(days=7))
    assert {address: each.subject for address, each in soon.items()} == {
        "ruth@example.org": "A key is to be proven within seven days",
        "lucia@example.org": "Demuestra en los próximos siete días que tienes la clave",
    }
    assert mailed(warn_of_keys, due - timedelta(hours=1)) == {}
    over = mailed(warn_of_keys, due)
    assert over["lucia@example.org"].subject == "Demuestra que tienes la clave: el plazo ya pasó"
    assert "acepta firmas solo hasta el" in over["lucia@example.org"].body
    assert "takes signatures until" in over["ruth@example.org"].body
    assert mailed(warn_of_keys, petition.key_proven_at + PROOF_ENDS) == {}
    for each in [*soon.values(), *over.values()]:
        assert "Suffolk" not in each.subject + each.body
        assert f"/admin/petitions/{petition.pk}/exposure/" in each.body


def test_after_a_proof_the_next_month_is_warned_of_anew(stewards):
    petition = sealed_petition(**stewards)[0]
    first = petition.key_proven_at + PROOF_WARNS
    assert len(mailed(warn_of_keys, first)) == 2
    Petition.objects.update(key_proven_at=first)
    assert mailed(warn_of_keys, first) == {}
    assert len(mailed(warn_of_keys, first + PROOF_WARNS - timedelta(days=7))) == 2
    assert len(mailed(warn_of_keys, first + PROOF_WARNS)) == 2


def test_a_new_key_that_nobody_has_proven_is_asked_for_once(stewards):
    sealed_petition(key_proven_at=None, **stewards)
    told = mailed(warn_of_keys, timezone.now())
    assert "Nadie ha demostrado todavía" in told["lucia@example.org"].body
    assert mailed(warn_of_keys, timezone.now() + timedelta(days=40)) == {}


def test_only_running_sealed_petitions_and_stewards_with_an_address_are_warned(stewards):
    long_ago = timezone.now() + timedelta(days=400)
    making.petition(exposure="guarded", **stewards)
    sealed_petition(state="closed", **stewards)
    sealed_petition(state="draft", **stewards)
    assert mailed(warn_of_keys, long_ago) == {}
    stewards["steward"].is_active = False
    stewards["steward"].save()
    stewards["second_steward"].email = ""
    stewards["second_steward"].save()
    sealed_petition(**stewards)
    assert mailed(warn_of_keys, long_ago) == {}


def differ(petition: Petition, at: datetime, *, spanish: int) -> None:
    """40 signatures in each language, of which so many Spanish ones are marked."""
    petition.signatures.all().delete()
    crowd(petition, spanish, mark="burst", created_at=at)
    crowd(petition, 40 - spanish, created_at=at)
    crowd(petition, 40, language="en", created_at=at)


@pytest.mark.parametrize("exposure", ["open", "guarded"])
def test_the_alarm_of_languages_is_mailed_when_it_goes_on(stewards, exposure):
    petition = making.petition(name="Fingerprints", exposure=exposure, **stewards)
    now = timezone.now()
    differ(petition, now, spanish=2)
    assert mailed(warn_of_languages, now) == {}
    differ(petition, now, spanish=20)
    told = mailed(warn_of_languages, now)
    assert {address: each.subject for address, each in told.items()} == {
        "ruth@example.org": "The fraud desk has a warning",
        "lucia@example.org": "La mesa de fraude tiene una alerta",
    }
    for each in told.values():
        assert f"/admin/fraud/{petition.pk}/" in each.body
        assert ("Fingerprints" in each.body) is (exposure == "open")
    assert mailed(warn_of_languages, now + timedelta(days=1)) == {}


def test_an_alarm_that_comes_and_goes_is_mailed_once_a_week_at_most(stewards):
    petition, now = making.petition(**stewards), timezone.now()
    for day, spanish, mails in [
        (0, 20, 2),
        (1, 0, 0),
        (2, 20, 0),
        (6, 20, 0),
        (8, 20, 2),
        (16, 20, 0),
    ]:
        at = now + timedelta(days=day)
        differ(petition, at, spanish=spanish)
        assert len(mailed(warn_of_languages, at)) == mails, day
