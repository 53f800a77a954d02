"""Bulk invalidation: looked at first, run in batches, stopped half-way, undone to the row."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from campaigns.counting import count, recount
from campaigns.invalidating import WrongState, advance, move, outlook, preview, resume, work
from campaigns.invalidations import Criteria, CriteriaMissing, Invalidation
from campaigns.models import Petition, Signature
from tests import making
from tests.campaigns.crowds import NETWORK, ago, crowd
from tests.making import petition as make_petition

State = Invalidation.State


@pytest.fixture
def analyst(db):
    return making.user("Campaigners")


def standing(petition: Petition) -> int:
    count()
    return Petition.objects.get(pk=petition.pk).count


def decided(petition: Petition, analyst, **criteria) -> Invalidation:
    wanted = Criteria(**criteria or {"network": NETWORK.hex()})
    return preview(petition, wanted, rule="crowd", reason="A script", author=analyst)


@pytest.mark.django_db
def test_a_preview_says_what_would_go_and_touches_nothing(petition, analyst):
    crowd(petition, 5)
    crowd(petition, 3, language="en", network_tag=b"\x02" * 8)
    crowd(petition, 2, language="en", confirmed_at=None)
    count()
    shown = outlook(decided(petition, analyst))
    assert (shown["total"], shown["counting"], shown["remains"]) == (7, 5, 3)
    assert shown["languages"] == {"es": 5, "en": 2}
    assert sum(hour["number"] for hour in shown["hours"]) == 7
    assert standing(petition) == 8


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({"language": "en"}, 1),
        ({"region": "MA"}, 3),
        ({"region": "NH-030"}, 1),
        ({"domain": "gmail.com"}, 1),
        ({"network": NETWORK.hex(), "network_day": timezone.now().date()}, 3),
        ({"since": ago(hours=3), "until": ago(hours=1)}, 1),
        ({"mark": "burst"}, 1),
        ({"source": "union"}, 1),
        ({"email_index": (b"\x07" * 32).hex()}, 1),
        ({"name_index": (b"\x08" * 32).hex(), "language": "en"}, 0),
    ],
)
def test_each_criterion_finds_what_it_says(petition, analyst, criteria, expected):
    crowd(petition, 1, language="en", domain_tag="gmail.com", created_at=ago(hours=2))
    crowd(petition, 1, mark="burst", source="union")
    crowd(petition, 1, region="NH-030", network_tag=b"\x02" * 8)
    crowd(make_petition(), 4, mark="burst", source="union", language="en")
    (row,) = crowd(petition, 1)
    Signature.objects.filter(pk=row.pk).update(
        email_index=b"\x07" * 32, name_index=b"\x08" * 32, network_day=timezone.now().date()
    )
    made = decided(petition, analyst, **criteria)
    assert Criteria.from_json(made.criteria) == Criteria(**criteria)
    assert outlook(made)["total"] == expected


def test_without_criteria_nothing_is_decided():
    with pytest.raises(CriteriaMissing):
        Criteria()


@pytest.mark.django_db
def test_it_touches_its_petition_only_and_what_came_before_its_start(petition, analyst):
    other = make_petition()
    crowd(petition, 7)
    crowd(other, 7)
    made = move(decided(petition, analyst).pk, "start", by=analyst)
    crowd(petition, 2, created_at=timezone.now() + timedelta(seconds=5))
    while advance(made.pk, batch=3):
        pass
    made.refresh_from_db()
    assert (made.state, made.done, made.total) == (State.DONE, 7, 7)
    assert (standing(petition), standing(other)) == (2, 7)
    assert recount() == 0


@pytest.mark.django_db
def test_cancelled_half_way_it_stops_and_undone_it_gives_back_its_own_rows_only(petition, analyst):
    crowd(petition, 10)
    others = [row.pk for row in crowd(petition, 2, mark="burst")]
    move(second := decided(petition, analyst, mark="burst").pk, "start", by=analyst)
    work(second)
    first = move(decided(petition, analyst).pk, "start", by=analyst)
    advance(first.pk, batch=4)
    move(first.pk, "cancel", by=analyst)
    assert not advance(first.pk, batch=4)
    assert standing(petition) == 6
    move(first.pk, "undo", by=analyst)
    while advance(first.pk, batch=3):
        pass
    assert standing(petition) == 10
    gone = Signature.objects.exclude(invalidated_at=None)
    assert sorted(gone.values_list("pk", flat=True)) == sorted(others)
    assert Invalidation.objects.get(pk=first.pk).state == State.UNDONE


@pytest.mark.django_db
def test_whoever_withdrew_meanwhile_is_not_brought_back_by_an_undo(petition, analyst):
    row, *_others = crowd(petition, 3)
    made = move(decided(petition, analyst).pk, "start", by=analyst)
    work(made.pk)
    assert row.withdraw()
    move(made.pk, "undo", by=analyst)
    work(made.pk)
    assert standing(petition) == 2


@pytest.mark.django_db
def test_what_was_not_begun_cannot_be_undone_and_what_is_over_cannot_be_stopped(petition, analyst):
    made = decided(petition, analyst)
    with pytest.raises(WrongState):
        move(made.pk, "undo", by=analyst)
    move(made.pk, "start", by=analyst)
    work(made.pk)
    for deed in ("start", "pause", "cancel"):
        with pytest.raises(WrongState):
            move(made.pk, deed, by=analyst)


@pytest.mark.django_db
def test_a_pause_keeps_its_place(petition, analyst):
    crowd(petition, 6)
    made = move(decided(petition, analyst).pk, "start", by=analyst)
    advance(made.pk, batch=4)
    move(made.pk, "pause", by=analyst)
    assert not advance(made.pk, batch=4)
    made = move(made.pk, "start", by=analyst)
    work(made.pk)
    made.refresh_from_db()
    assert (made.done, made.total) == (6, 6)


@pytest.mark.django_db
def test_each_deed_leaves_its_author(petition, analyst):
    made = move(decided(petition, analyst).pk, "start", by=analyst)
    move(made.pk, "cancel", by=analyst)
    move(made.pk, "undo", by=analyst)
    entries = ModelLogEntry.objects.filter(object_id=str(made.pk)).order_by("timestamp")
    deeds = [entry.action for entry in entries if entry.user == analyst]
    assert deeds == [f"campaigns.invalidation_{deed}" for deed in ("start", "cancel", "undo")]


@pytest.mark.django_db
def test_one_that_stands_still_is_taken_over(petition, analyst):
    made = move(decided(petition, analyst).pk, "start", by=analyst)
    assert resume() == 0
    Invalidation.objects.update(moved_at=ago(minutes=5))
    assert resume() == 1
    work(made.pk)
    assert resume() == 0
