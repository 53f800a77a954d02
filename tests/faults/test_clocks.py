"""A machine whose clock is a day wrong, before or behind, runs every tick: nobody goes who has
longer to live than that, and nobody gets anything twice.
"""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from alerts.asking import ask
from alerts.models import DigestPost, Waiting
from campaigns.counting import count
from campaigns.models import Petition, Signature
from campaigns.signing import confirm, sign
from campaigns.withdrawing import withdraw
from hub.celery import app
from outbox.draining import drain
from outbox.models import Message
from outbox.sending import send_due
from supporters.leaving import leave
from supporters.models import Supporter
from tests import making
from tests.alerts.newsreaders import digests_on, due_now, person, story
from tests.supporters.mailbox import pending, subscribed
from tips.models import Tip
from tips.taking import Wish as Telling
from tips.taking import take

pytestmark = [
    *(pytest.mark.faults, pytest.mark.slow),
    *(pytest.mark.django_db, pytest.mark.timeout(300)),
]
WRONG = timedelta(hours=25)


def newsroom() -> Petition:
    """Somebody in every state that a clock may end."""
    petition = making.petition()
    pages = making.campaign(petition)
    for number in range(4):
        sign(petition, making.wish(name=f"Neighbor {number}", email=f"n{number}@example.org"))
    _waits, old, counted, left = Signature.objects.order_by("pk")
    Signature.objects.filter(pk=old.pk).update(expires_on=timezone.now().date() + 3 * WRONG)
    for each in (counted, left):
        confirm(each)
    withdraw(Signature.objects.get(pk=left.pk))
    pending("pending@example.org")
    leave(subscribed("left@example.org"))
    person("daily", "en", "daily")
    digests_on()
    making.user("Tip readers", email="reader@example.org")
    take(Telling("Somebody should look at the books.", "en", ""))
    ask(story("Snow").translation_key, language="es", address="waits@example.org")
    assert pages["es"].live
    return petition


def run_all_ticks() -> int:
    """Each once, and all mail that is due."""
    app.loader.import_default_modules()
    names = sorted({tick["task"] for tick in app.conf.beat_schedule.values()})
    for name in names:
        app.tasks[name].run()
    due_now()
    drain()
    while send_due("tx"):
        pass
    return len(names)


def people() -> dict[str, int]:
    return {
        "signers": Signature.objects.identified().count(),
        "subscribers": Supporter.objects.count(),
        "tips": Tip.objects.held().count(),
        "who waits": Waiting.objects.count(),
    }


def test_a_clock_that_is_a_day_wrong_loses_nobody_and_tells_nothing_twice(smtp_sink, prove):
    petition = newsroom()
    while send_due("tx"):
        pass
    before = people()
    assert min(before.values()) > 0
    ticks = 0
    for wrong in (WRONG, -WRONG, timedelta()):
        with time_machine.travel(timezone.now() + wrong, tick=True):
            ticks += run_all_ticks()
        assert people() == before, wrong
    count()
    assert Petition.objects.get(pk=petition.pk).count == 1
    told = Message.objects.values_list("kind", "subject_id", "broadcast_id")
    assert [each for each, times in Counter(told).items() if times > 1] == []
    turns = Counter(DigestPost.objects.values_list("translation_key", "rhythm", "language"))
    assert max(turns.values()) == 1
    assert max(Counter(smtp_sink.ids).values()) == 1
    sent = len(smtp_sink.ids)
    seen = f"{ticks} ticks by three clocks; {sum(before.values())} people, {sent} mails"
    prove("a machine's clock is 25 hours before, then behind", seen, lost=0, doubled=0, unknown=0)
