"""Handing over: only by who sits there, never the last one away, told to both in their language."""

import pytest
from django.core import mail
from django.urls import reverse

from campaigns.handing_over import (
    AlreadySteward,
    LastSteward,
    NotACampaigner,
    NotYours,
    hand_over,
)
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth():
    return making.user("Campaigners", first_name="Ruth", email="ruth@example.org")


@pytest.fixture
def lucia():
    made = making.user("Campaigners", first_name="Lucía", email="lucia@example.org")
    making.speak(made, "es")
    return made


def test_a_hand_over_is_a_page_then_a_post_written_down_and_mailed_to_both(staff, lucia):
    browser = staff("Campaigners", email="ruth@example.org")
    petition = making.petition(steward=browser.user)
    url = reverse("campaigns_hand_over", args=[petition.pk])
    assert browser.get(url).status_code == 200
    petition.refresh_from_db()
    assert petition.steward == browser.user
    browser.post(url, {"seat": "steward", "to": lucia.pk})
    petition.refresh_from_db()
    row = petition.handovers.get()
    assert (petition.steward, row.was, row.became, row.by) == (
        lucia,
        browser.user,
        lucia,
        browser.user,
    )
    told = {each.to[0]: each.subject for each in mail.outbox}
    assert told == {
        "ruth@example.org": "A petition has been handed over",
        "lucia@example.org": "Una petición pasó a otras manos",
    }
    assert "Lucía" in mail.outbox[0].body


def test_nobody_takes_a_seat_from_under_somebody(ruth, lucia):
    petition = making.petition(steward=ruth)
    with pytest.raises(NotYours):
        hand_over(petition, "steward", to=lucia, by=lucia)
    ruth.is_active = False
    ruth.save()
    petition.refresh_from_db()
    hand_over(petition, "steward", to=lucia, by=lucia)
    assert petition.handovers.get().was == ruth


def test_an_open_petition_keeps_its_last_steward(ruth, lucia):
    petition = making.petition(steward=ruth)
    with pytest.raises(LastSteward):
        hand_over(petition, "steward", to=None, by=ruth)
    hand_over(petition, "second_steward", to=lucia, by=ruth)
    hand_over(petition, "steward", to=None, by=ruth)
    petition.refresh_from_db()
    assert (petition.steward, petition.second_steward) == (None, lucia)


def test_only_those_who_may_change_petitions_become_stewards_and_only_once(ruth):
    petition = making.petition(steward=ruth)
    with pytest.raises(NotACampaigner):
        hand_over(petition, "second_steward", to=making.user("Editors"), by=ruth)
    with pytest.raises(AlreadySteward):
        hand_over(petition, "second_steward", to=ruth, by=ruth)
    assert not petition.handovers.exists()
