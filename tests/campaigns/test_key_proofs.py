"""A sealed petition takes names only while its stewards prove that they can open them."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from pyrage import x25519

from campaigns.key_proofs import (
    ProofRefused,
    ask_proof,
    is_proof_due,
    prove,
    proven_key,
)
from campaigns.models import Petition, Signature
from campaigns.signing import KeyNotHeld, sign
from tests.campaigns.sealed import open_sealed, sealed_petition
from tests.making import campaign as make_campaign
from tests.making import form, user, wish

pytestmark = pytest.mark.django_db


def answer_to(proof, identity) -> str:
    return open_sealed.open_blob(proof.challenge, [identity])["answer"]


def test_the_answer_that_only_the_key_opens_proves_it():
    petition, identity = sealed_petition(key_proven_at=None)
    proof = ask_proof(petition)
    assert ask_proof(petition) == proof
    for wrong in ("", "AAAA", proof.challenge[:24]):
        with pytest.raises(ProofRefused):
            prove(petition, wrong, by=None)
    steward = user("Campaigners")
    prove(petition, f" {answer_to(proof, identity).lower()}\n", by=steward)
    proof.refresh_from_db()
    petition.refresh_from_db()
    assert (proof.proven_by, petition.holds_key) == (steward, True)
    with pytest.raises(ProofRefused):  # an answer proves once
        prove(petition, answer_to(proof, identity), by=steward)


def test_nothing_stored_tells_the_answer():
    petition, identity = sealed_petition()
    proof = ask_proof(petition)
    code = answer_to(proof, identity)
    assert code not in proof.challenge
    assert code.encode() not in bytes(proof.digest)


def test_after_a_month_it_warns_and_after_two_it_takes_no_name(reader):
    petition, _identity = sealed_petition()
    pages = make_campaign(petition)
    assert not is_proof_due(petition)
    with time_machine.travel(timezone.now() + timedelta(days=32)):
        assert is_proof_due(petition)
        sign(petition, wish())
    with time_machine.travel(timezone.now() + timedelta(days=63)):
        with pytest.raises(KeyNotHeld):
            sign(petition, wish(email="b@example.org"))
        response = reader.post(pages["es"].sign_url(), form(email="b@example.org"))
    assert response.status_code == 503
    assert "b@example.org" in response.content.decode()  # nothing typed is lost
    assert Signature.objects.count() == 1


def test_a_sealed_petition_opens_only_with_a_proven_key():
    petition, identity = sealed_petition(state="draft", key_proven_at=None)
    petition.state = "open"
    with pytest.raises(ValidationError) as refused:
        petition.full_clean()
    assert set(refused.value.message_dict) == {"offline_key"}
    prove(petition, answer_to(ask_proof(petition), identity), by=None)
    petition.full_clean()
    petition.offline_key = "age1nonsense"
    with pytest.raises(ValidationError) as refused:
        petition.full_clean()
    assert set(refused.value.message_dict) == {"offline_key"}


def test_another_key_must_be_proven_anew_and_an_old_answer_does_not_prove_it():
    petition, identity = sealed_petition()
    old = answer_to(ask_proof(petition), identity)
    petition = Petition.objects.get(pk=petition.pk)
    petition.offline_key = str(x25519.Identity.generate().to_public())
    petition.save()
    petition.refresh_from_db()
    assert petition.key_proven_at is None
    with pytest.raises(KeyNotHeld):
        sign(petition, wish())
    with pytest.raises(ProofRefused):
        prove(petition, old, by=None)


def test_another_key_takes_names_once_it_is_proven():
    petition, old = sealed_petition()
    new = x25519.Identity.generate()
    petition.offline_key = str(new.to_public())
    petition.save()
    challenge = ask_proof(petition)
    assert proven_key(petition) == str(old.to_public())
    prove(petition, answer_to(challenge, new), by=None)
    assert proven_key(petition) == str(new.to_public())


def test_a_challenge_left_for_a_week_is_asked_anew():
    petition, _identity = sealed_petition()
    first = ask_proof(petition)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert ask_proof(petition) != first
