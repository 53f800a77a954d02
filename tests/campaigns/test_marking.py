"""Too many at once from one network are set apart, and real people behind it still count."""

import pytest
from django.utils import timezone

from campaigns import marking
from campaigns.counting import count
from campaigns.marking import BURST_LEAST, SHARE, SUSTAINED_LEAST, let_go, mark
from campaigns.models import Petition, Signature
from campaigns.signing import confirm, sign
from outbox.models import Message
from tests.campaigns.crowds import NETWORK, ago, crowd
from tests.making import petition as make_petition
from tests.making import wish

pytestmark = pytest.mark.django_db
OTHERS = b"\x02" * 8


def marks(petition: Petition, network: bytes = NETWORK) -> list[str]:
    rows = Signature.objects.filter(petition=petition, network_tag=network)
    return list(rows.exclude(mark="").values_list("mark", flat=True))


def from_many_networks(petition: Petition, number: int) -> None:
    rows = crowd(petition, number)
    for index, row in enumerate(rows):
        row.network_tag = index.to_bytes(8)
        row.created_at = ago(seconds=10 * (index % 80))
    Signature.objects.bulk_update(rows, ["network_tag", "created_at"])


def test_a_burst_from_one_network_is_marked_beyond_its_limit(petition):
    crowd(petition, BURST_LEAST + 7, confirmed_at=None)
    mark()
    assert set(marks(petition)) == {"burst"}
    crowd(petition, 1, confirmed_at=None, network_tag=OTHERS)
    mark()
    assert marks(petition, OTHERS) == []


def test_a_slow_stream_from_one_network_is_marked_as_sustained(petition):
    for number in range(SUSTAINED_LEAST + 6):
        crowd(petition, 1, confirmed_at=None, created_at=ago(seconds=24 * number))
    assert mark() > 0
    assert set(marks(petition)) == {"sustained"}


def test_the_limits_grow_with_what_all_others_bring(petition):
    """The same burst is suspect on a quiet petition and ordinary in a surge."""
    quiet = make_petition()
    for each in (petition, quiet):
        crowd(each, BURST_LEAST + 3, confirmed_at=None)
    from_many_networks(petition, int(4 * marking.SUSTAINED_SECONDS / 60 / SHARE))
    mark()
    assert marks(petition) == []
    assert marks(quiet) != []


def test_a_network_cannot_raise_its_own_limit(petition):
    crowd(petition, 300, confirmed_at=None)
    mark()
    assert len(marks(petition)) >= 300 - SUSTAINED_LEAST


def test_who_is_marked_is_held_mailed_and_counts_once_confirmed(petition):
    """A shared carrier network: a confirmed ordinary address outweighs it."""
    for number in range(BURST_LEAST + 5):
        facts = {"email": f"n{number}@gmail.com", "name": f"Neighbor {number}"}
        sign(petition, wish(network=(NETWORK, timezone.now().date()), **facts))
    mark()
    held = list(Signature.objects.filter(is_held=True))
    assert held
    assert Message.objects.count() == BURST_LEAST + 5
    for row in Signature.objects.all():
        assert confirm(row)
    assert let_go() == len(held)
    count()
    assert Petition.objects.get(pk=petition.pk).count == BURST_LEAST + 5
    assert marks(petition) != []


def test_a_throwaway_domain_stays_held_however_often_it_is_looked_at(petition):
    crowd(petition, 3, mark="disposable", is_held=True)
    mark()
    let_go()
    assert Signature.objects.filter(is_held=True).count() == 3


def test_what_was_cleared_or_collected_in_person_is_not_marked(petition):
    crowd(petition, 40, mark="cleared", confirmed_at=None)
    crowd(petition, 40, way="rally", is_in_person=True)
    mark()
    assert not Signature.objects.filter(is_held=True).exists()
