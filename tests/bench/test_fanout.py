"""The measure of broadcasts counts what readers got, and notices a letter too few."""

from datetime import timedelta

import pytest
from django.db.models import F

from bench import fanout
from bench.measuring import WrongAnswer
from outbox.models import Broadcast, Message
from supporters.models import Supporter


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
def test_it_notices_a_reader_who_got_nothing(monkeypatch):
    monkeypatch.setattr(fanout, "QUICK_SIZE", 400)
    monkeypatch.setattr(fanout, "QUICK_READERS", 20)
    confirm = fanout._confirm
    monkeypatch.setattr(fanout, "_confirm", lambda pending: _warmed_up(confirm(pending)))
    gathering, bare, one, two, peer, confirmations = fanout.fanout(True)
    assert "400" in f"{gathering.size}"
    assert all("letters/s" in each.what for each in (bare, one, two, peer))
    assert 0 < confirmations.cost.median_ms < 60_000
    Supporter.objects.all().delete()
    Broadcast.objects.all().delete()
    Message.objects.all().delete()  # the confirmations
    gather = fanout._gather

    def lose_one(number: int) -> float:
        taken = gather(number)
        Message.objects.earliest("pk").delete()
        return taken

    monkeypatch.setattr(fanout, "_gather", lose_one)
    with pytest.raises(WrongAnswer, match="399 letters"):
        list(fanout.fanout(True))


def _warmed_up(mails):
    """The one that waits for its sender to start waits an hour."""
    if mails.count() == 1:
        mails.update(created_at=F("created_at") - timedelta(hours=1))
    return mails
