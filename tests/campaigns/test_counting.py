"""Promises 1 and 2 at rest: the journals say what the rows say, whatever happened to the rows."""

import pytest
from django.utils import timezone

from campaigns.counting import count, recount, uncount
from campaigns.models import DayTally, Petition, Signature, SourceTally, Tally
from campaigns.signing import confirm, sign
from tests.making import wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(petition) -> list[Signature]:
    """Four confirmed signatures, two in each language, by two sources."""
    for number in range(4):
        facts = {"language": ["es", "en"][number % 2], "source": ["", "union"][number // 2]}
        name = f"Neighbor {number}"
        sign(petition, wish(email=f"neighbor{number}@example.org", name=name, **facts))
    rows = list(Signature.objects.order_by("pk"))
    for row in rows:
        confirm(row)
    count()
    return rows


def totals(petition: Petition) -> set[int]:
    """The sum of each journal."""
    return {
        journal.objects.filter(petition=petition).total()
        for journal in (Tally, SourceTally, DayTally)
    }


def test_every_journal_has_every_signature_once(petition, signed):
    count()
    assert totals(petition) == {4}
    by_source = SourceTally.objects.filter(source="union").values_list("language", "count")
    assert sorted(by_source) == [("en", 1), ("es", 1)]


@pytest.mark.parametrize("field", ["withdrawn_at", "invalidated_at"])
def test_what_counts_no_more_leaves_every_journal_and_may_come_back(petition, signed, field):
    Signature.objects.filter(pk=signed[0].pk).update(**{field: timezone.now()})
    count()
    assert totals(petition) == {3}
    Signature.objects.filter(pk=signed[0].pk).update(**{field: None})
    count()
    assert totals(petition) == {4}


def test_a_signature_that_is_held_back_does_not_count(petition, signed):
    Signature.objects.filter(pk=signed[0].pk).update(is_held=True)
    count()
    assert Petition.objects.get(pk=petition.pk).count == 3


def test_an_erased_signature_goes_on_counting(petition, signed):
    Signature.objects.filter(pk=signed[0].pk).update(erased_at=timezone.now())
    count()
    assert recount() == 0
    assert totals(petition) == {4}


def test_what_was_collected_in_person_stands_beside_the_count(petition, signed):
    uncount([signed[0].pk])
    Signature.objects.filter(pk=signed[0].pk).update(is_in_person=True)
    count()
    petition = Petition.objects.get(pk=petition.pk)
    assert (petition.count, petition.count_in_person) == (3, 1)


def test_a_language_is_changed_between_uncounting_and_counting(petition, signed):
    uncount([signed[0].pk])
    assert totals(petition) == {3}
    Signature.objects.filter(pk=signed[0].pk).update(language="en")
    count()
    assert totals(petition) == {4}
    assert recount() == 0


@pytest.mark.parametrize("journal", [Tally, SourceTally, DayTally])
def test_a_drift_of_any_journal_is_mended_and_reported(petition, signed, journal, caplog):
    journal.objects.filter(petition=petition, language="es").update(count=7)
    assert recount() > 0
    assert totals(petition) == {4}
    assert "had drifted" in caplog.text
    assert recount() == 0
