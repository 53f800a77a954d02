"""The stewards' screen: keys, sealed files and outcomes, by rights and in both languages."""

import pytest
from django.urls import reverse

from campaigns.key_proofs import ask_proof
from campaigns.models import CampaignPage, OutcomeTold, Petition
from campaigns.sealing_offline import seal_receipted
from outbox.models import Message
from tests.campaigns.sealed import open_sealed, sealed_petition, signed
from tests.making import campaign as make_campaign
from tests.making import petition as make_petition
from tests.making import sign_in, user

pytestmark = pytest.mark.django_db
SCREENS = ("campaigns_key_challenge", "campaigns_key_answer", "campaigns_sealed_export")


def log_in(client, group="Campaigners"):
    person = user(group)
    sign_in(client, person)
    return person


def test_only_campaigners_come_in(client):
    petition, _identity = sealed_petition()
    log_in(client, "Editors")
    assert client.get(reverse("campaigns_exposure", args=[petition.pk])).status_code == 302
    for name in (*SCREENS, "campaigns_tell_outcome"):
        assert client.post(reverse(name, args=[petition.pk])).status_code in (302, 403)
    assert not petition.key_proofs.filter(proven_at=None).exists()


def test_a_key_is_proven_on_the_screen(client):
    petition, identity = sealed_petition(key_proven_at=None)
    log_in(client)
    screen = reverse("campaigns_exposure", args=[petition.pk])
    assert "No signatures are taken" in client.get(screen).content.decode()
    client.post(reverse("campaigns_key_challenge", args=[petition.pk]))
    proof = ask_proof(petition)
    assert proof.challenge in client.get(screen).content.decode()
    answer = reverse("campaigns_key_answer", args=[petition.pk])
    assert (
        "not what the challenge holds"
        in client.post(answer, {"answer": "no"}, follow=True).content.decode()
    )
    code = open_sealed.open_blob(proof.challenge, [identity])["answer"]
    client.post(answer, {"answer": code})
    assert Petition.objects.get(pk=petition.pk).holds_key


def test_a_class_without_the_outcomes_mail_has_nobody_to_tell(client):
    petition, _identity = sealed_petition()
    log_in(client)
    for of, is_there in ((petition, False), (make_petition(), True)):
        page = client.get(reverse("campaigns_exposure", args=[of.pk])).content.decode()
        assert ("Who wants to know how it ends" in page) == is_there


def test_only_a_steward_fetches_the_sealed_file(client):
    petition, identity = sealed_petition()
    person = log_in(client)
    signed(petition)
    Message.objects.update(state="sent")
    seal_receipted()
    fetch = reverse("campaigns_sealed_export", args=[petition.pk])
    assert client.post(fetch).status_code in (302, 403)
    Petition.objects.update(second_steward=person)
    response = client.post(fetch)
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert "no-store" in response.headers["Cache-Control"]
    assert open_sealed.open_blob(lines[1], [identity])["name"] == "María Peña"
    assert client.get(fetch).status_code == 405


def test_the_outcome_is_told_by_a_button_that_says_what_is_missing(client):
    petition = make_petition()
    pages = make_campaign(petition)
    log_in(client)
    tell = reverse("campaigns_tell_outcome", args=[petition.pk])
    assert "not answered" in client.post(tell, follow=True).content.decode()
    Petition.objects.update(state="won")
    CampaignPage.objects.filter(pk=pages["en"].pk).update(outcome="Won.")
    assert "live page in Spanish" in client.post(tell, follow=True).content.decode()
    CampaignPage.objects.filter(pk=pages["es"].pk).update(outcome="Ganada.")
    client.post(tell)
    assert OutcomeTold.objects.get().texts == {"en": "Won.", "es": "Ganada."}
    assert "nobody is written to twice" in client.post(tell, follow=True).content.decode()


def test_the_admin_form_names_its_refusals(client):
    petition = make_petition(exposure="guarded")
    log_in(client)
    edit = reverse("wagtailsnippets_campaigns_petition:edit", args=[petition.pk])
    assert reverse("campaigns_exposure", args=[petition.pk]) in client.get(edit).content.decode()
    signed(petition)
    fields = {"name": "A", "target_name": "B", "state": "open", "goal": 10, "offline_key": "junk"}
    told = client.post(edit, fields | {"exposure": "open"}).content.decode()
    assert "This is no public key of age." in told
    told = client.post(edit, fields | {"exposure": "open", "offline_key": ""}).content.decode()
    assert "Only an open petition may still become guarded." in told
    assert Petition.objects.get(pk=petition.pk).exposure == "guarded"
