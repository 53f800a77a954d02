"""What is sent again leaves by day, like what is sent for the first time."""

import pytest
from django.utils import timezone

from outbox.broadcasts import Broadcast
from outbox.draining import drain
from outbox.models import Message, State
from outbox.retrying import retry
from outbox.steering import send_unknown

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("deed", "facts"),
    [
        (retry, {"state": State.FAILED, "error_code": "421"}),
        (send_unknown, {"state": State.UNKNOWN, "error_code": "lease"}),
    ],
)
def test_what_is_sent_again_at_night_waits_for_the_morning_unless_it_is_urgent(
    smtp_sink, late, deed, facts
):
    Message.objects.update(**facts)
    assert deed(late.pk) == 1
    assert drain() == 0
    assert Message.objects.get().not_before > timezone.now()
    Message.objects.update(**facts, not_before=timezone.now())
    Broadcast.objects.update(is_urgent=True)
    assert deed(late.pk) == 1
    assert drain() == 1
