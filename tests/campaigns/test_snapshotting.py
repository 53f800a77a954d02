"""The numbers by state are those of the journals, weighed against every list of names."""

import pytest

from campaigns.area_snapshots import AreaSnapshot
from campaigns.counting import count
from campaigns.models import Consent, Partner
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


def test_a_partner_who_knows_nearly_all_of_a_state_learns_nothing_of_the_rest(spread):
    """It has 49 names of Massachusetts and those of all others: 50 would tell it of 1 or more."""
    partner = Partner.objects.create(petition=spread, name="A", slug="a", receives_names=True)
    named = list(spread.signatures.filter(is_in_person=False).order_by("pk"))
    Consent.objects.bulk_create(
        Consent(signature=row, partner=partner) for row in [*named[:49], *named[57:]]
    )
    assert snapshot(spread) is None
