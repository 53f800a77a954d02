"""Undoing a list: who did nothing themselves goes, nobody else, and not after a week."""

from datetime import timedelta

import pytest
from django.utils import timezone

from supporters.bringing import bring_part, cancel, start, tend_lists
from supporters.brought_lists import BroughtList, ListPart
from supporters.leaving import leave
from supporters.models import Newcomer, Supporter
from supporters.preferring import prefer, preferences_of
from supporters.taking_back import TooLate, undo, undo_part
from tests import making
from tests.supporters.lists import DOCUMENTED, brought, people, taken_in, told

pytestmark = pytest.mark.django_db


def test_stopped_half_way_and_undone_only_those_stay_who_did_something():
    made, by = brought(people(600), basis=DOCUMENTED), making.user("Campaigners")
    start(made, by)
    bring_part(made.pk)
    cancel(made, by)
    assert not bring_part(made.pk)
    left, stays = Supporter.objects.order_by("pk")[:2]
    leave(left)
    prefer(stays, preferences_of(stays))
    undo(made, by)
    while undo_part(made.pk):
        pass
    assert set(Supporter.objects.values_list("pk", flat=True)) == {left.pk, stays.pk}
    with pytest.raises(TooLate):
        undo(made, by)
    assert told(taken_in(brought(people(600), basis=DOCUMENTED)))["new"] == 598


def test_a_day_over_half_way_it_is_stopped_and_can_be_undone():
    made, by = brought(people(600)), making.user("Campaigners")
    start(made, by)
    bring_part(made.pk)
    BroughtList.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
    tend_lists()
    assert not ListPart.objects.exists()
    assert not bring_part(made.pk)
    made.refresh_from_db()
    assert (made.state, made.rows_done, made.may_be_undone) == ("cancelled", 500, True)
    undo(made, by)
    while undo_part(made.pk):
        pass
    assert not Newcomer.objects.exists()


def test_after_a_week_it_is_too_late_to_undo():
    made = taken_in(brought(people(2)))
    BroughtList.objects.update(ended_at=timezone.now() - timedelta(days=8))
    with pytest.raises(TooLate):
        undo(made, making.user("Campaigners"))
    assert Newcomer.objects.count() == 2
