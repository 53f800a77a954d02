"""Results are what somebody counts; what nobody counts is not there, and never zero."""

import pytest

from outbox import results
from outbox.models import CAME_BACK, Message, State
from outbox.progress import progress_of
from outbox.results import register_counter
from outbox.tallying import keep_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(begun_with, monkeypatch):
    """Four accepted in English, two in Spanish; one of these came back."""
    monkeypatch.setattr(results, "COUNTERS", {})
    broadcast = begun_with(6, spanish=2)
    Message.objects.update(state=State.SENT)
    back = broadcast.messages.filter(language="es").order_by("pk").values("pk")[:1]
    Message.objects.filter(pk__in=back).update(error_code=CAME_BACK)
    keep_count(broadcast)
    broadcast.refresh_from_db()
    return broadcast


def lines(broadcast) -> dict[str, list[int] | None]:
    return {line.key: line.cells for line in results.results(progress_of(broadcast))}


def test_what_nobody_counts_has_no_number(accepted):
    assert lines(accepted) == {
        "accepted": [4, 2],
        "bounced": [0, 1],
        "complained": None,
        "left": None,
        "acted": None,
    }


def test_whoever_counts_is_asked(accepted):
    register_counter("acted", lambda broadcast: {"es": broadcast.subject_id})
    register_counter("left", lambda broadcast: None)
    found = lines(accepted)
    assert (found["acted"], found["left"]) == ([0, 1], None)


def test_what_came_back_is_not_known_any_more_without_its_rows(accepted):
    Message.objects.all().delete()
    assert lines(accepted)["bounced"] is None


def test_a_broadcast_to_nobody_is_not_looked_at_for_ever(begun_with):
    broadcast = begun_with(0)
    assert progress_of(broadcast).is_open
    broadcast.state = "done"
    assert not progress_of(broadcast).is_open
