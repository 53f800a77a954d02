"""Promise 7 for tips: what was typed goes every way, and is in no log, task, column, cache, file or
dump that is not sealed.
"""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.indexing import SearchEntry
from hub.celery import app
from outbox.sending import send_due
from tests.sweeping import BROWSER, NETWORK, STEM, log, places
from tips import tasks
from tips.days import TIP_DAYS
from tips.limiting import MOST_TIPS
from tips.models import Tip

__all__ = ["log"]
PATH = "/es/pistas/"


def sender(number: int = 1) -> Client:
    facts = {"REMOTE_ADDR": f"{NETWORK}{number}", "HTTP_USER_AGENT": BROWSER}
    return Client(raise_request_exception=False, **facts)


def typed(number: int = 1) -> dict[str, str]:
    return {"text": f"{STEM} was paid on Friday {number}.", "contact": f"Signal @{STEM}.{number}"}


def send_every_way(monkeypatch) -> None:
    """Taken, sent twice, refused each way, and an accident whose message quotes it all."""
    for number in range(5):
        answer = sender(number).post(PATH, typed(number))
        assert answer.status_code == 303
        assert sender(number).get(answer.url).status_code == 200
    assert sender(0).post(PATH, typed(0)).status_code == 303
    assert sender().post(PATH, typed() | {"text": STEM * 1_000}).status_code == 422
    foreign = {"Origin": "https://x.example"}
    assert sender().post(PATH, typed(), headers=foreign).status_code == 403
    for number in range(MOST_TIPS):
        refused = sender(9).post(PATH, typed(100 + number))
    assert sender(9).post(PATH, typed(99)).status_code == 429
    assert refused.status_code == 303

    def broken(wish) -> None:
        raise RuntimeError(repr(wish), wish.text)

    with monkeypatch.context() as accident:
        accident.setattr("tips.views.take", broken)
        assert sender(7).post(PATH, typed(7)).status_code == 500


def read_every_way(desk) -> None:
    for tip in Tip.objects.all()[:3]:
        path = f"/admin/tips/{tip.pk}/"
        assert STEM in desk.post(path, {"deed": "open"}).content.decode()
        desk.post(path, {"deed": "keep", "reason": f"{STEM} goes to court"})
        desk.post(path, {"deed": "keep", "reason": f"{STEM}" * 100})
        desk.post(path, {"deed": "answered"})
    for path in ("/admin/", "/admin/tips/", f"/admin/pages/search/?q={STEM}"):
        desk.get(path)


@pytest.mark.django_db(transaction=True)
def test_a_tip_leaves_no_word_behind(desk, smtp_sink, log, monkeypatch):
    send_every_way(monkeypatch)
    assert "RuntimeError" in log.getvalue()
    assert places(log) == {}
    read_every_way(desk)
    for tick in (tasks.tell, tasks.reseal, tasks.expire):
        tick()
    while send_due("tx"):
        pass
    assert len(smtp_sink.received) == 1
    assert places(log) == {}
    assert not SearchEntry.objects.filter(title__contains=STEM).exists()
    about = {"content_type__app_label": "tips", "content_type__model": "tip"}
    assert not ModelLogEntry.objects.filter(**about).exists()
    assert not PageLogEntry.objects.filter(**about).exists()
    with time_machine.travel(timezone.now() + timedelta(days=TIP_DAYS * 3), tick=False):
        tasks.expire()
    assert not Tip.objects.exclude(sealed_text=None).exists()


def test_no_tick_of_the_line_takes_an_argument():
    ticks = [each for each in app.conf.beat_schedule.values() if each["task"].startswith("tips.")]
    assert len(ticks) == 3
    assert not any("args" in each or "kwargs" in each for each in ticks)
