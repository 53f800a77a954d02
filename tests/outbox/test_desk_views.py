"""The send desk: what people see of broadcasts, and that nobody without the right does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outbox.broadcasts import Broadcast
from outbox.draining import drain
from outbox.finishing import finish
from outbox.models import Message, State
from outbox.results import ACTS
from outbox.steering import pause
from outbox.tallying import keep_count
from tests.campaigns.reading import text_of
from tests.making import speak
from tests.outbox import circulars
from tests.outbox.circulars import KIND

pytestmark = pytest.mark.django_db


def page(broadcast: Broadcast, tail: str = "") -> str:
    return f"/admin/mail/{broadcast.pk}/{tail}"


def test_the_list_tells_numbers_by_language_and_what_is_held(staff, begun_with, smtp_sink):
    begun_with(5, spanish=2, languages=["en"])
    drain()
    keep_count(Broadcast.objects.get())
    shown = text_of(staff("Editors").get("/admin/mail/"))
    assert "English: 3 of 3 accepted" in shown
    assert "Spanish: 0 of 2 accepted" in shown
    assert "It waits until its text is ready, and leaves then." in shown


def test_a_kind_names_its_broadcasts_and_says_why_a_language_waits(staff, begun_with, monkeypatch):
    kind = circulars.Kind(
        circulars.audience,
        circulars.write,
        circulars.opened,
        title=lambda broadcast: "<b>Snow & ice</b>",
        link=lambda broadcast: f"/admin/circulars/{broadcast.subject_id}/",
        why_held=lambda broadcast, language: f"The {language} text is behind.",
    )
    monkeypatch.setitem(circulars.kinds.KINDS, KIND, kind)
    broadcast = begun_with(2, spanish=1, languages=["en"])
    shown = staff("Campaigners").get(page(broadcast)).content.decode()
    assert "&lt;b&gt;Snow &amp; ice&lt;/b&gt;" in shown
    assert 'href="/admin/circulars/1/"' in shown
    assert "The es text is behind." in shown


def test_a_kind_that_is_gone_still_has_a_screen(staff, begun_with, monkeypatch):
    broadcast = begun_with(1)
    monkeypatch.delitem(circulars.kinds.KINDS, KIND)
    try:
        assert f"Broadcast {broadcast.pk}" in text_of(staff("Editors").get(page(broadcast)))
    finally:
        circulars.kinds.KINDS[KIND] = circulars.Kind(
            circulars.audience, circulars.write, circulars.opened
        )


def test_what_is_gone_takes_no_screen_with_it(staff, begun_with, monkeypatch):
    def gone(broadcast: Broadcast, language: str = "") -> str:
        raise Message.DoesNotExist

    parts = circulars.audience, circulars.write, circulars.opened
    kind = circulars.Kind(*parts, title=gone, link=gone, why_held=gone)
    monkeypatch.setitem(circulars.kinds.KINDS, KIND, kind)
    monkeypatch.setitem(ACTS, KIND, gone)
    broadcast = begun_with(2, spanish=1, languages=["en"])
    for address in ("/admin/mail/", page(broadcast)):
        assert f"Broadcast {broadcast.pk}" in text_of(staff("Editors").get(address))


def test_the_screen_speaks_the_language_of_who_reads(staff, begun_with):
    broadcast = begun_with(2, spanish=1)
    browser = staff("Editors")
    speak(browser.user, "es")
    shown = text_of(browser.get(page(broadcast)))
    assert "Por enviar" in shown
    assert "Poner en pausa" in shown
    assert "0 de 2 (0 %)" in shown


@pytest.mark.parametrize("number", ["999999999", "9" * 30])
def test_a_broadcast_that_is_not_there_is_not_found(staff, number):
    browser = staff("Editors")
    for tail in ("", "progress.json", "failures/", "cancel/"):
        assert browser.get(f"/admin/mail/{number}/{tail}").status_code == 404
    assert browser.get("/admin/mail/?before=x%00").status_code == 200


def test_live_numbers_come_small_and_only_when_they_changed(staff, begun_with, smtp_sink):
    broadcast = begun_with(4, spanish=1)
    browser = staff("Editors")
    first = browser.get(page(broadcast, "progress.json"))
    said = first.json()
    assert (said["isOpen"], said["percent"], said["parts"]["done"]) == (True, 0, "0 of 4 (0 %)")
    assert len(first.content) < 1_000
    again = browser.get(page(broadcast, "progress.json"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    drain()
    finish()
    told = browser.get(page(broadcast, "progress.json"), headers={"If-None-Match": first["ETag"]})
    said = told.json()
    assert (said["isOpen"], said["percent"], said["state"]) == (False, 100, "done")
    assert (said["parts"]["sent-0"], said["parts"]["sent-1"], said["parts"]["sent-2"]) == (3, 1, 4)
    assert said["heard"] == "Done: 100 % done"


def test_what_is_read_aloud_changes_by_tenths_only(staff, begun_with):
    broadcast = begun_with(40)
    heard = set()
    for _letter in range(10):
        rows = broadcast.messages.filter(state=State.QUEUED).order_by("pk").values("pk")[:1]
        Message.objects.filter(pk__in=rows).update(state=State.SENT, sent_at=timezone.now())
        keep_count(broadcast)
        heard.add(staff("Editors").get(page(broadcast, "progress.json")).json()["heard"])
    assert heard == {f"Being sent: {tenth} % done" for tenth in (0, 10, 20)}


def test_the_pace_is_measured_and_the_time_left_follows_from_it(staff, begun_with):
    broadcast = begun_with(1_000)
    rows = broadcast.messages.order_by("pk").values("pk")
    now = timezone.now()
    Message.objects.filter(pk__in=rows[:400]).update(state="sent", sent_at=now)
    Message.objects.filter(pk__in=rows[:100]).update(sent_at=now - timedelta(minutes=5))
    keep_count(broadcast)
    parts = staff("Editors").get(page(broadcast, "progress.json")).json()["parts"]
    assert parts["pace"] == "5 letters a second, over the last minute"
    assert parts["left"] == "About 2 minutes left"
    Message.objects.filter(state="sent").update(sent_at=now - timedelta(minutes=5))
    keep_count(broadcast)
    parts = staff("Editors").get(page(broadcast, "progress.json")).json()["parts"]
    assert (parts["pace"], parts["left"]) == ("Nothing left within the last minute.", "")


def test_the_chart_has_its_numbers_beside_it_and_neither_script_nor_style(
    staff, begun_with, smtp_sink
):
    broadcast = begun_with(6, spanish=2)
    drain()
    finish()
    shown = text_of(staff("Editors").get(page(broadcast)))
    figure = shown[shown.index('<figure class="desk-chart">') : shown.index("</figure>")]
    assert 'role="img" aria-labelledby="mail-chart-title mail-chart-text"' in figure
    assert "<script" not in figure
    assert "style=" not in figure
    assert '<rect class="desk-bar-es"' in figure
    results = shown[shown.index("Results") :]
    assert "<td>4</td><td>2</td>" in results.replace("\n", "").replace("  ", "").replace(" <", "<")


def test_numbers_outlive_the_rows(staff, begun_with, smtp_sink):
    broadcast = begun_with(3)
    drain()
    finish()
    Message.objects.all().delete()
    shown = text_of(staff("Editors").get(page(broadcast)))
    assert "3 of 3 (100 %)" in shown
    assert "mail-chart-title" in shown


def test_the_first_screen_tells_what_waits_is_unknown_or_paused(staff, begun_with, notes):
    broadcast = begun_with(2)
    pause(broadcast.pk)
    rows = broadcast.messages.order_by("pk").values("pk")[:1]
    Message.objects.filter(pk__in=rows).update(state=State.UNKNOWN)
    notes(1, 2, 3)
    shown = text_of(staff("Editors").get("/admin/"))
    assert "3 mails to one person wait" in shown
    assert "Of 1 letter nobody knows whether it arrived" in shown
    assert "1 broadcast is paused" in shown
    assert 'href="/admin/outbox/"' not in shown
    assert 'href="/admin/outbox/"' in text_of(staff("Administrators").get("/admin/"))
