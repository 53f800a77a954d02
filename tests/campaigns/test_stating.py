"""A petition's state changes by one verb, told in both languages, and never without a steward."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from campaigns.models import Petition, Signature, StateChange
from campaigns.stating import (
    DayAhead,
    DeadlinePassed,
    MoveUnknown,
    StewardMissing,
    TargetMissing,
    change_state,
    close_due,
)
from cms.telling import TextMissing
from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
TEXTS = {"en": "The board has it.", "es": "La junta ya la tiene."}


@pytest.fixture
def ruth():
    return making.user("Campaigners", first_name="Ruth")


def test_every_step_of_a_life_is_told_in_both_languages(petition, campaign, ruth, reader):
    day = timezone.now() - timedelta(days=400)
    for index, state in enumerate(("closed", "delivered", "answered", "won")):
        change_state(petition, state, by=ruth, texts=TEXTS, at=day + timedelta(days=index))
        petition.refresh_from_db()
        assert petition.state == state
    english, spanish = (text_of(reader.get(campaign[code].url)) for code in ("en", "es"))
    for line in ("Delivered on", "Answered on", "Won on", "The board has it.", "Petition won"):
        assert line in english
    for line in ("Entregada el", "La junta ya la tiene."):
        assert line in spanish
        assert line not in english
    assert [each.by for each in petition.changes.all()] == [ruth] * 4


@pytest.mark.parametrize("code", ["en", "es"])
def test_a_change_without_one_of_its_texts_changes_nothing(petition, ruth, code):
    with pytest.raises(TextMissing):
        change_state(petition, "closed", by=ruth, texts=TEXTS | {code: "  "})
    petition.refresh_from_db()
    assert (petition.state, petition.changes.count()) == ("open", 0)


@pytest.mark.parametrize(
    ("was", "state"), [("open", "delivered"), ("won", "open"), ("draft", "won"), ("open", "open")]
)
def test_a_move_that_no_petition_makes_is_refused(ruth, was, state):
    with pytest.raises(MoveUnknown):
        change_state(making.petition(state=was), state, by=ruth, texts=TEXTS)
    assert not StateChange.objects.exists()


def test_a_lost_petition_may_be_opened_again(ruth):
    petition = making.petition(state="lost", steward=ruth)
    change_state(petition, "open", by=ruth, texts=TEXTS)
    assert Petition.objects.open().get() == petition


def test_a_petition_is_opened_with_a_steward_a_target_and_days_left(ruth):
    with pytest.raises(StewardMissing):
        change_state(making.petition(state="draft"), "open", by=ruth, texts=TEXTS)
    nobody = making.petition(state="draft", steward=ruth)
    nobody.targets.all().delete()
    with pytest.raises(TargetMissing):
        change_state(nobody, "open", by=ruth, texts=TEXTS)
    over = making.petition(state="paused", steward=ruth, closes_at=timezone.now())
    with pytest.raises(DeadlinePassed):
        change_state(over, "open", by=ruth, texts=TEXTS)
    ahead = timezone.now() + timedelta(days=1)
    with pytest.raises(DayAhead):
        change_state(over, "closed", by=ruth, texts=TEXTS, at=ahead)
    assert not StateChange.objects.exists()


def test_the_tick_closes_once_by_itself_and_in_both_languages(campaign, petition, reader):
    day = timezone.now() + timedelta(days=1)
    Petition.objects.filter(pk=petition.pk).update(closes_at=day)
    assert close_due() == 0
    with time_machine.travel(day + timedelta(minutes=1)):
        assert [close_due(), close_due()] == [1, 0]
        change = petition.changes.get()
        assert (change.state, change.by, change.at) == ("closed", None, day)
        assert "Its last day is over" in text_of(reader.get(campaign["en"].url))
        assert "Su último día ya pasó" in text_of(reader.get(campaign["es"].url))


def test_a_pending_signature_still_confirms_after_closing(campaign, petition, ruth, link, reader):
    change_state(petition, "closed", by=ruth, texts=TEXTS)
    page = text_of(reader.get(campaign["es"].url))
    assert "El enlace de tu correo" in page
    reader.post(link)
    assert Signature.objects.confirmed().count() == 1


def test_a_paused_petition_says_kindly_why_one_cannot_sign(campaign, petition, ruth, reader):
    change_state(petition, "paused", by=ruth, texts=TEXTS)
    page = text_of(reader.get(campaign["en"].url))
    assert "This petition is paused" in page
    assert "Petition paused" in page
    assert 'id="sign"' not in page
    answer = reader.post(campaign["en"].sign_url(), making.form())
    assert answer.status_code == 410
    assert not Signature.objects.exists()
