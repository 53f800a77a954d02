"""Results are what somebody counts; what nobody counts is not there, and never zero."""

import pytest

from outbox import results
from outbox.counting import count
from outbox.models import Message, State
from outbox.progress import progress_of
from outbox.results import register_acts
from outbox.tallying import keep_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(begun_with, monkeypatch):
    """Four accepted in English, two in Spanish; one of these came back."""
    monkeypatch.setattr(results, "ACTS", {})
    broadcast = begun_with(6, spanish=2)
    Message.objects.update(state=State.SENT)
    count(broadcast.pk, "es", "bounced")
    keep_count(broadcast)
    broadcast.refresh_from_db()
    return broadcast


def lines(broadcast) -> dict[str, list[int] | None]:
    return {line.key: line.cells for line in results.results(progress_of(broadcast))}


def test_what_nobody_counts_has_no_number(accepted):
    assert lines(accepted) == {
        "accepted": [4, 2],
        "bounced": [0, 1],
        "complained": [0, 0],
        "left": [0, 0],
        "acted": None,
    }


def test_whoever_counts_acts_is_asked_about_their_kind(accepted):
    register_acts("tests.other", lambda broadcast: {"en": 9})
    assert lines(accepted)["acted"] is None
    register_acts(accepted.kind, lambda broadcast: {"es": broadcast.subject_id})
    assert lines(accepted)["acted"] == [0, 1]


def test_what_was_heard_is_known_without_the_rows(accepted):
    Message.objects.all().delete()
    assert lines(accepted)["bounced"] == [0, 1]


def test_a_broadcast_to_nobody_is_not_looked_at_for_ever(begun_with):
    broadcast = begun_with(0)
    assert progress_of(broadcast).is_open
    broadcast.state = "done"
    assert not progress_of(broadcast).is_open
