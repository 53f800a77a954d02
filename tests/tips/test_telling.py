"""The mail to tip readers: each in their language, nothing in it, and not twice an hour."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from outbox.sending import send_due
from tests import making
from tips.taking import Wish, take
from tips.telling import tell

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "The inspector was paid on Fridays."


def sent(sink) -> dict[str, str]:
    """Subject and text by address."""
    while send_due("tx"):
        pass
    mails = [each.message for each in sink.received]
    return {mail["To"]: f"{mail['Subject']}\n{mail.get_content()}" for mail in mails}


def test_each_reader_is_told_in_their_language_that_there_is_something(desk, staff, smtp_sink):
    making.speak(desk.user, "en")
    making.speak(staff("Tip readers", email="lectora@example.org").user, "es")
    staff("Administrators", email="root@example.org", is_superuser=True)
    staff("Tip readers", email="gone@example.org", is_active=False)
    take(Wish(TEXT, "en", "@maria.07"))
    assert [tell(), tell()] == [True, False]
    mails = sent(smtp_sink)
    assert set(mails) == {"reader@example.org", "lectora@example.org"}
    assert "A new tip is there." in mails["reader@example.org"]
    assert "Llegó una pista nueva." in mails["lectora@example.org"]
    for mail in mails.values():
        assert "/admin/tips/\r\n" in mail
        assert (TEXT in mail, "maria" in mail) == (False, False)
        assert "tip" not in mail.partition("\n")[0].lower()


def test_many_tips_of_an_hour_are_one_mail(desk, smtp_sink):
    with time_machine.travel(timezone.now(), tick=True) as clock:
        for number in range(3):
            take(Wish(f"{TEXT} {number}", "en"))
        assert tell()
        take(Wish(f"{TEXT} later", "en"))
        assert not tell()
        clock.shift(timedelta(hours=1))
        assert tell()
        assert not tell()
    assert len(sent(smtp_sink)) == 1
    assert len(smtp_sink.received) == 2
