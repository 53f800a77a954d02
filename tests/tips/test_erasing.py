"""The clock: what was typed is gone by its day, kept or not."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from tips.days import ERASED_DAYS, MOST_DAYS, TIP_DAYS
from tips.erasing import expire
from tips.models import Tip
from tips.opening import TipGone, keep, open_tip
from tips.taking import Wish, take
from vault.auditing import AuditEntry

pytestmark = pytest.mark.django_db


def in_days(number: int):
    return time_machine.travel(timezone.now() + timedelta(days=number), tick=False)


@pytest.fixture
def tip(desk):
    return Tip.objects.get(code=take(Wish("Fridays", "en", "@maria.07")))


def test_a_tip_is_erased_on_its_day_and_not_before(desk, tip):
    with in_days(TIP_DAYS - 1):
        assert expire() == 0
        assert open_tip(tip.pk, by=desk.user).text == "Fridays"
    with in_days(TIP_DAYS):
        assert [expire(), expire()] == [1, 0]
        with pytest.raises(TipGone):
            open_tip(tip.pk, by=desk.user)
    tip.refresh_from_db()
    assert (tip.sealed_text, tip.sealed_contact, tip.state) == (None, None, "erased")
    entry = AuditEntry.objects.latest("pk")
    assert (entry.deed, entry.subject, entry.actor) == ("tip.erased", tip.pk, None)


def test_that_there_was_a_tip_is_forgotten_too(tip):
    with in_days(TIP_DAYS):
        expire()
    with in_days(TIP_DAYS + ERASED_DAYS):
        expire()
    assert Tip.objects.count() == 0


def test_kept_again_and_again_it_still_goes_within_the_year(desk, tip):
    for day in range(0, MOST_DAYS, TIP_DAYS):
        with in_days(day):
            assert expire() == 0
            keep(tip.pk, "not yet", by=desk.user)
    with in_days(MOST_DAYS - 1):
        assert expire() == 0
    with in_days(MOST_DAYS):
        assert expire() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "erased"},
        {"state": "kept"},
        {"sealed_text": None},
        {"state": "seen"},
        {"erases_on": timezone.now().date() + timedelta(days=MOST_DAYS + 2)},
    ],
)
def test_the_database_refuses_a_tip_without_a_clock_or_an_erased_one_with_words(tip, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Tip.objects.filter(pk=tip.pk).update(**facts)
