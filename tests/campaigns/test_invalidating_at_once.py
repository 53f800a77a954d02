"""Bulk invalidation in a crowd: others sign, confirm, count and invalidate at the same time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import connection

from campaigns.counting import count, recount
from campaigns.invalidating import advance, move, preview
from campaigns.invalidations import Criteria, Invalidation
from campaigns.models import DayTally, Petition, Signature, SourceTally, Tally
from campaigns.signing import confirm, sign
from tests import making
from tests.campaigns.crowds import NETWORK, crowd
from tests.making import petition as make_petition
from tests.making import wish


@contextmanager
def meanwhile(deed: Callable[[], None]) -> Iterator[None]:
    """Somebody else does this over and over, on a connection of their own."""
    over = Event()

    def go_on() -> None:
        try:
            while not over.is_set():
                deed()
        finally:
            connection.close()

    other = Thread(target=go_on)
    other.start()
    try:
        yield
    finally:
        over.set()
        other.join()


def sign_on(petition: Petition, signed: list[str]) -> None:
    address = f"n{len(signed)}@example.org"
    sign(petition, wish(email=address))
    confirm(Signature.objects.latest("pk"))
    signed.append(address)
    count()


def totals(petition: Petition) -> set[int]:
    """What the rows say, and each journal."""
    count()
    journals = (Tally, SourceTally, DayTally)
    said = {journal.objects.filter(petition=petition).total() for journal in journals}
    return said | {Signature.objects.counting().filter(petition=petition).count()}


@pytest.mark.parametrize(
    ("number", "batch"),
    [(1_200, 100), pytest.param(20_000, 500, marks=[pytest.mark.slow, pytest.mark.timeout(600)])],
)
@pytest.mark.django_db(transaction=True)
def test_cancelled_half_way_and_undone_while_others_sign_it_ends_with_the_right_count(
    number, batch
):
    petition, analyst, signed = make_petition(), making.user("Campaigners"), []
    crowd(petition, number)
    count()
    criteria = Criteria(network=NETWORK.hex())
    made = preview(petition, criteria, reason="A script", author=analyst)
    move(made.pk, "start", by=analyst)

    with meanwhile(lambda: sign_on(petition, signed)):
        with meanwhile(lambda: advance(made.pk, batch=batch)):
            while Invalidation.objects.get(pk=made.pk).done < number // 2:
                advance(made.pk, batch=batch)
            move(made.pk, "cancel", by=analyst)
        made.refresh_from_db()
        gone = Signature.objects.exclude(invalidated_at=None).count()
        assert number // 2 <= gone == made.done < number
        move(made.pk, "undo", by=analyst)
        while advance(made.pk, batch=batch):
            pass
    assert totals(petition) == {number + len(signed)}
    assert recount() == 0
