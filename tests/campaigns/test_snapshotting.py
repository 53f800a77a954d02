"""The numbers by state are those of the journals, weighed against every list of names."""

from itertools import product

import pytest
from django.utils import timezone

from campaigns.area_snapshots import AreaSnapshot
from campaigns.bundles import Handover
from campaigns.counting import count
from campaigns.models import Bundle, Consent, Partner, Petition
from campaigns.snapshotting import snapshot, snapshot_all
from tests.campaigns.crowds import crowd

pytestmark = pytest.mark.django_db


@pytest.fixture
def spread(petition):
    """57 in Massachusetts, 12 in New Hampshire, 8 abroad, all confirmed online."""
    crowd(petition, 57)
    crowd(petition, 12, region="NH-030")
    crowd(petition, 8, region="abroad")
    crowd(petition, 30, region="VT-050", is_in_person=True)
    count()
    return petition


def test_a_snapshot_rounds_down_and_leaves_out_the_small(spread):
    made = snapshot(spread)
    assert (made.cells, made.total, made.rest) == ({"MA": 50, "NH": 10}, 77, 17)


def test_a_second_one_of_the_same_day_changes_nothing(spread):
    assert snapshot_all() == 1
    assert snapshot_all() == 0
    assert AreaSnapshot.objects.count() == 1


def test_one_newcomer_changes_no_number(spread):
    snapshot(spread)
    crowd(spread, 3)
    count()
    assert snapshot(spread) is None


def agree(petition, rows) -> Partner:
    partner = Partner.objects.create(petition=petition, name="A", slug="a", receives_names=True)
    Consent.objects.bulk_create(Consent(signature=row, partner=partner) for row in rows)
    return partner


def hand_out(petition, partner, rows) -> None:
    to = f"partner-{partner.pk}"
    bundle = Bundle.objects.create(petition=petition, partner=partner, to=to, state="ready")
    Handover.objects.bulk_create(
        Handover(signature=row, bundle=bundle, to=to, row=number)
        for number, row in enumerate(rows, 1)
    )


def test_a_partner_who_knows_nearly_all_of_a_state_learns_nothing_of_the_rest(spread):
    """It has 49 names of Massachusetts and those of all others: 50 would tell it of 1 or more."""
    named = list(spread.signatures.filter(is_in_person=False).order_by("pk"))
    agree(spread, [*named[:49], *named[57:]])
    made = snapshot(spread)
    assert (made.cells, made.total) == ({"MA": 40, "NH": 10}, 77)


def test_who_gives_the_name_to_whom_is_told_apart(spread):
    """49 whose names a partner gets, 20 the office, 12 readers: each rounded by itself."""
    rows = list(spread.signatures.filter(is_in_person=False).order_by("pk"))
    partner = agree(spread, rows[:49])
    spread.signatures.filter(pk__in=[row.pk for row in rows[49:69]]).update(goes_to_target=True)
    spread.signatures.filter(pk__in=[row.pk for row in rows[29:49]]).update(shown_as="first")
    parts = snapshot(spread).parts
    totals = {circle: part["total"] for circle, part in parts.items()}
    assert totals == {str(partner.pk): 29, f"page {partner.pk}": 20, "office": 20}


def test_one_who_signs_after_a_list_went_out_moves_no_number(petition):
    """The partner knows all 59 of Massachusetts: 60 would tell it where the next one lives."""
    crowd(petition, 59), crowd(petition, 12, region="NH-030"), crowd(petition, 8, region="abroad")
    named = list(petition.signatures.order_by("pk"))
    partner = agree(petition, named)
    hand_out(petition, partner, named)
    newcomers = crowd(petition, 1)
    Consent.objects.bulk_create(Consent(signature=row, partner=partner) for row in newcomers)
    count()
    assert snapshot(petition) is None


def test_a_list_that_went_out_stops_nothing_for_long(petition):
    crowd(petition, 59), crowd(petition, 12, region="NH-030"), crowd(petition, 8, region="abroad")
    named = list(petition.signatures.order_by("pk"))
    partner = agree(petition, named)
    hand_out(petition, partner, named)
    newcomers = [*crowd(petition, 1), *crowd(petition, 9, region="CA-900")]
    newcomers += crowd(petition, 3, region="TX-750")
    Consent.objects.bulk_create(Consent(signature=row, partner=partner) for row in newcomers)
    count()
    assert snapshot(petition).cells["MA"] == 60


def test_big_petitions_move_every_day(petition):
    """Four circles in seven places: what is shown of each is never far behind."""
    places = ["VT-050", "MA-021", "NY-100", "CA-900", "TX-750", "FL-330", "abroad"]
    choices = [{}, {"goes_to_target": True}, {"shown_as": "first"}]
    choices.append({"goes_to_target": True, "shown_as": "full"})
    behind = []
    for _day in range(2):
        for (number, region), each in product(enumerate(places, 3), choices):
            crowd(petition, 7 * number, region=region, **each)
        count()
        made = snapshot(petition)
        assert len(made.parts) == 4
        behind.append(made.rest / made.total)
    assert behind[0] < 0.35
    assert behind[1] < 0.2


def test_a_retired_petition_keeps_its_last_numbers(spread):
    """Erasing takes the choices away: everybody would be in one circle all at once."""
    snapshot(spread)
    Petition.objects.update(retired_at=timezone.now())
    crowd(spread, 100)
    count()
    assert snapshot_all() == 0
