"""Whoever signed and did not confirm is reminded once, in their language, and never more."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from campaigns.joining import MOST_MAILS
from campaigns.letters import open_letters
from campaigns.models import PENDING_DAYS, Petition, Signature
from campaigns.reminding import REMINDER, remind
from campaigns.signing import confirm, sign
from outbox import posting
from outbox.models import Message, State
from tests.campaigns.test_concurrency import at_once
from tests.making import petition as make_petition
from tests.making import wish

pytestmark = pytest.mark.django_db


def after(**time_passed):
    return time_machine.travel(timezone.now() + timedelta(**time_passed), tick=False)


def reminders() -> int:
    return Message.objects.filter(kind=REMINDER).count()


def all_sent() -> None:
    Message.objects.update(state=State.SENT)


def test_a_pending_signer_is_reminded_once_after_a_day(petition):
    sign(petition, wish())
    with after(hours=23):
        assert remind() == 0
    with after(hours=25):
        assert (remind(), remind()) == (1, 0)
    with after(days=3):
        assert remind() == 0
    assert reminders() == 1
    assert Signature.objects.get().mails == 2


def test_nobody_is_reminded_on_the_last_day_of_the_link(petition):
    sign(petition, wish())
    with after(days=PENDING_DAYS):
        assert remind() == 0
    with after(days=PENDING_DAYS - 1):
        assert remind() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"withdrawn_at": timezone.now()},
        {"invalidated_at": timezone.now()},
        {"erased_at": timezone.now()},
        {"confirmed_at": timezone.now()},
        {"way": "paper"},
        {"mails": MOST_MAILS},
    ],
)
def test_who_is_done_or_had_three_mails_is_left_alone(petition, facts):
    sign(petition, wish())
    Signature.objects.update(**facts)
    with after(hours=25):
        assert remind() == 0


@pytest.mark.parametrize("facts", [{"state": "paused"}, {"closes_at": timezone.now()}])
def test_a_petition_that_is_not_open_reminds_nobody(petition, facts):
    sign(petition, wish())
    Petition.objects.update(**facts)
    with after(hours=25):
        assert remind() == 0


def test_whoever_just_asked_for_mail_again_waits_a_day_more(petition):
    sign(petition, wish())
    with after(hours=20):
        sign(petition, wish())
    with after(hours=25):
        assert remind() == 0
    with after(hours=45):
        assert remind() == 1


def test_two_at_one_address_get_three_mails_in_all(petition):
    for name in ("Ana", "Eva"):
        sign(petition, wish(name=name))
    with after(hours=25):
        remind()
    with after(hours=75):
        remind()
    assert sum(Signature.objects.values_list("mails", flat=True)) == MOST_MAILS


def test_portions_reach_everybody_in_their_own_language(petition, monkeypatch):
    monkeypatch.setattr(posting, "MOST_AHEAD", 3)
    for number in range(8):
        language = "es" if number % 2 else "en"
        sign(petition, wish(email=f"n{number}@example.org", language=language))
    for portion in (3, 3, 2, 0):
        all_sent()
        with after(hours=25):
            assert remind() == portion
    told = Message.objects.filter(kind=REMINDER).values_list("subject_id", "language")
    assert set(told) == set(Signature.objects.values_list("pk", "language"))


def test_a_confirmation_does_not_wait_behind_the_reminders_of_a_crowd(petition, monkeypatch):
    monkeypatch.setattr(posting, "MOST_AHEAD", 3)
    for number in range(8):
        sign(petition, wish(email=f"n{number}@example.org"))
    all_sent()
    with after(hours=25):
        assert [remind(), remind()] == [3, 0]
        sign(petition, wish(email="new@example.org"))
    ahead = Message.objects.due("tx").exclude(subject_id=Signature.objects.latest("pk").pk)
    assert ahead.count() == 3


@pytest.mark.django_db(transaction=True)
def test_four_beats_at_once_remind_once():
    petition = make_petition()
    for number in range(5):
        sign(petition, wish(email=f"n{number}@example.org"))
    Signature.objects.update(mailed_at=timezone.now() - timedelta(hours=25))
    at_once(lambda _index: remind(), times=4)
    remind()
    assert reminders() == 5


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "This is the only reminder."), ("es", "Este es el único recordatorio.")],
)
def test_the_reminder_says_what_it_is(campaign, language, sentence):
    sign(campaign["en"].petition, wish(language=language))
    with after(hours=25):
        remind()
    message = Message.objects.get(kind=REMINDER)
    letter = open_letters([message])[message.pk]
    for part in (letter.text, letter.html):
        assert sentence in part
        assert part.count("http://testserver/") >= 2


def test_who_confirms_meanwhile_is_not_written_over(petition):
    sign(petition, wish())
    with after(hours=25):
        remind()
    confirm(Signature.objects.get())
    assert Signature.objects.get().counts
