"""After an older backup is restored, who left or was erased since is gone; who came back stays."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from supporters.departures import BACK, GONE, departed_among
from supporters.erasing import erase
from supporters.leaving import leave
from supporters.leaving_again import leave_again
from supporters.models import Departure, Supporter
from supporters.subscribing import Wish, confirm, subscribe
from tests.supporters.mailbox import ANA, pending, subscribed
from vault.erasures import read

pytestmark = pytest.mark.django_db
OTHERS = [f"{name}@example.org" for name in ("eva", "luz", "sol")]


@pytest.fixture(autouse=True)
def _own_journal(settings, tmp_path):
    settings.ERASURES_DIR = str(tmp_path / "erasures")


def as_before(*rows: Supporter) -> None:
    """The tables as an older backup has them."""
    Supporter.objects.all().delete()
    Departure.objects.all().delete()
    for row in rows:
        row.pk = None
        row.save(force_insert=True)


def lines() -> list:
    return [line for line in read() if line.kind in (GONE, BACK)]


def test_who_left_has_left_and_who_was_erased_is_not_known():
    left, erased, stays = subscribed(ANA), subscribed(OTHERS[0]), subscribed(OTHERS[1])
    leave(left)
    erase(erased)
    left.refresh_from_db()
    before = [Supporter.objects.get(pk=left.pk), erased, stays]
    before[0].left_on = None
    as_before(*before)
    assert [leave_again(lines()), leave_again(lines())] == [2, 0]
    assert {row.address() for row in Supporter.objects.confirmed()} == {OTHERS[1]}
    assert departed_among([ANA, *OTHERS]) == {ANA, OTHERS[0]}


def test_who_came_back_after_being_erased_stays():
    erase(subscribed(ANA))
    subscribe(Wish(ANA, "es"))
    back = Supporter.objects.get()
    confirm(back)
    assert leave_again(lines()) == 0
    erase(pending(OTHERS[0]))
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        pending(OTHERS[0])
    assert leave_again(lines()) == 0
    assert Supporter.objects.count() == 2
