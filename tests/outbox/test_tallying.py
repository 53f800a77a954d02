"""The numbers of an open broadcast are kept, and counting never takes over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outbox.broadcasts import Broadcast
from outbox.tallying import count

pytestmark = pytest.mark.django_db


def test_counting_rests_in_proportion_to_what_it_took(begun_with):
    broadcast = begun_with(2)
    assert count() == 0
    Broadcast.objects.update(counted_at=timezone.now() - timedelta(seconds=10))
    assert count() == 1
    past = timezone.now() - timedelta(seconds=10)
    Broadcast.objects.update(counted_at=past, counted=broadcast.counted | {"took": 1.0})
    assert count() == 0
