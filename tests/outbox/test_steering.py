"""Changes under way: a language is held again, a message must not tell why it stayed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outbox.broadcasts import Broadcast, BroadcastState
from outbox.desk import deeds_of, state_said
from outbox.draining import drain
from outbox.finishing import finish
from outbox.gathering import gather_all
from outbox.progress import progress_of
from outbox.steering import (
    NotPossible,
    cancel,
    hold_languages,
    pause_all,
    resume,
    spare_language,
)
from tests.outbox import circulars
from tests.outbox.circulars import readers
from tests.outbox.test_draining import begun

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _circulars():
    with circulars.registered():
        yield


def test_an_open_language_can_be_held_again_and_spared(smtp_sink):
    readers(5, spanish=2)
    broadcast = begun()
    hold_languages(broadcast.pk, ["es"])
    assert drain() == 3
    assert spare_language(broadcast.pk, "es") == 2
    finish()
    broadcast.refresh_from_db()
    assert broadcast.tally == {"en": {"sent": 3}, "es": {"cancelled": 2}}
    with pytest.raises(NotPossible):
        hold_languages(broadcast.pk, ["en"])


def test_a_message_that_must_not_tell_why_it_stayed_is_deleted(smtp_sink):
    people = readers(3)
    broadcast = begun()
    circulars.secretive.add(people[1])
    assert drain() == 2
    assert list(broadcast.messages.values_list("state", flat=True)) == ["sent", "sent"]
    finish()
    broadcast.refresh_from_db()
    assert (broadcast.state, broadcast.tally) == (BroadcastState.DONE, {"en": {"sent": 2}})


def test_after_a_restore_nothing_goes_on_by_itself(smtp_sink):
    readers(3)
    broadcast = begun()
    pause_all()
    assert drain() == 0
    resume(broadcast.pk)
    assert drain() == 3


def test_what_waits_for_its_time_can_be_paused_resumed_and_stopped(smtp_sink):
    readers(2)
    later = timezone.now() + timedelta(days=3)
    broadcast = begun(not_before=later)
    pause_all()
    assert Broadcast.objects.get().state == BroadcastState.PAUSED
    Broadcast.objects.update(not_before=timezone.now())
    gather_all(broadcast.pk)
    assert drain() == 0
    resume(broadcast.pk)
    gather_all(broadcast.pk)
    assert drain() == 2
    second = begun(2, not_before=later)
    assert "Waits until" in state_said(second)
    assert deeds_of(progress_of(second), may_retry=False, may_wake=False) == ["pause", "cancel"]
    cancel(second.pk)
    finish()
    Broadcast.objects.update(not_before=timezone.now())
    gather_all(second.pk)
    assert not second.messages.exists()
