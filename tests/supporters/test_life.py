"""Whatever is done in whatever order: who is written to confirmed, and has not left since."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supporters.departures import departed_among
from supporters.erasing import erase
from supporters.expiring import expire
from supporters.leaving import leave
from supporters.models import MOST_MAILS, Supporter
from supporters.preferring import HasLeft, Preferences, prefer
from supporters.reminding import remind
from supporters.subscribing import Wish, confirm, subscribe
from tests.supporters.mailbox import ANA

pytestmark = pytest.mark.django_db
DEEDS = ("subscribe", "confirm", "leave", "erase", "prefer", "expire", "remind", "a day", "a week")


class Life:
    """One address, and what should be so by now."""

    def __init__(self) -> None:
        self.days = 0
        self.is_subscribed = self.has_left = False

    @property
    def row(self) -> Supporter | None:
        return Supporter.objects.first()

    def do(self, deed: str) -> None:
        if deed in {"a day", "a week"}:
            self.days += 1 if deed == "a day" else 7
        with time_machine.travel(timezone.now() + timedelta(days=self.days), tick=False):
            getattr(self, deed, lambda: None)()
            self.check()

    def subscribe(self) -> None:
        subscribe(Wish(ANA, "es"))

    def confirm(self) -> None:
        if self.row and confirm(self.row):
            self.is_subscribed, self.has_left = True, False

    def leave(self) -> None:
        if self.row and leave(self.row):
            self.is_subscribed, self.has_left = False, True

    def erase(self) -> None:
        if self.row:
            erase(self.row)
            self.is_subscribed, self.has_left = False, True

    def prefer(self) -> None:
        if self.row:
            with pytest.raises(HasLeft) if not self.is_subscribed else transaction.atomic():
                prefer(self.row, Preferences("en", "weekly", "MA"))

    def expire(self) -> None:
        expire()

    def remind(self) -> None:
        remind()

    def check(self) -> None:
        assert Supporter.objects.reachable().exists() is self.is_subscribed
        assert departed_among([ANA]) == ({ANA} if self.has_left else set())
        for row in Supporter.objects.all():
            assert (row.address(), row.mails <= MOST_MAILS) == (ANA, True)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(DEEDS), max_size=10))
def test_only_who_confirmed_last_is_written_to(db, deeds):
    with transaction.atomic():
        life = Life()
        for deed in deeds:
            life.do(deed)
        transaction.set_rollback(True)
