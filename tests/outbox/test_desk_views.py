"""The send desk: what people see of broadcasts, what they may do, and who may not."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone

from outbox.broadcasts import Broadcast, BroadcastState, Why
from outbox.counting import count, keep_count
from outbox.draining import drain
from outbox.finishing import finish
from outbox.gathering import gather_all, start
from outbox.models import Message, State
from outbox.steering import pause
from tests.campaigns.reading import text_of
from tests.making import speak
from tests.outbox import circulars
from tests.outbox.circulars import KIND, readers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _circulars(monkeypatch):
    with circulars.registered():
        yield


@pytest.fixture
def begun():
    def begin(subject: int = 1, *, languages=("en", "es"), **facts) -> Broadcast:
        broadcast = start(KIND, subject, languages=languages, **facts)
        gather_all(broadcast.pk)
        broadcast.refresh_from_db()
        keep_count(broadcast)
        return broadcast

    return begin


@pytest.fixture
def begun_with(begun):
    """Readers, and a broadcast to all of them whose numbers are known."""

    def begin(number: int, *, spanish: int = 0, **facts) -> Broadcast:
        readers(number, spanish=spanish)
        return begun(**facts)

    return begin


def page(broadcast: Broadcast, tail: str = "") -> str:
    return f"/admin/mail/{broadcast.pk}/{tail}"


def troubles(broadcast: Broadcast, **codes: int) -> None:
    """So many letters failed with these codes."""
    left = list(broadcast.messages.filter(state=State.QUEUED).order_by("pk"))
    for code, number in codes.items():
        for _ in range(number):
            facts = {"state": State.FAILED, "error_code": code.replace("_", "-")}
            Message.objects.filter(pk=left.pop().pk).update(**facts)
    keep_count(broadcast)


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


def test_the_screen_speaks_the_language_of_who_reads(staff, begun_with):
    broadcast = begun_with(2, spanish=1)
    browser = staff("Editors")
    speak(browser.user, "es")
    shown = text_of(browser.get(page(broadcast)))
    assert "Por enviar" in shown
    assert "Poner en pausa" in shown
    assert "0 de 2 (0 %)" in shown


def test_deeds_are_done_noted_and_told_with_who_did_them(staff, begun_with):
    broadcast = begun_with(2)
    browser = staff("Editors", first_name="Ana", last_name="Peña")
    shown = text_of(browser.post(page(broadcast, "pause/"), follow=True))
    assert "Paused: somebody paused it" in shown
    browser.post(page(broadcast, "resume/"))
    shown = text_of(browser.post(page(broadcast, "cancel/"), follow=True))
    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.CANCELLED
    history = shown[shown.index("History") :]
    assert history.count("Ana Peña") == 3
    assert history.index("Paused") < history.index("Resumed") < history.index("Cancelled")


def test_what_a_rule_paused_says_which_and_names_nobody(staff, begun_with):
    broadcast = begun_with(2)
    pause(broadcast.pk, Why.COMPLAINTS)
    shown = text_of(staff("Editors").get(page(broadcast)))
    assert "Paused: readers reported it as unwanted" in shown


def test_cancelling_is_asked_twice_and_never_done_by_looking(staff, begun_with):
    broadcast = begun_with(3)
    browser = staff("Editors")
    asked = text_of(browser.get(page(broadcast, "cancel/")))
    assert "3 readers have not got it yet" in asked
    for deed in ("cancel", "pause", "resume", "retry", "resend", "nonsense"):
        browser.get(page(broadcast, f"{deed}/"))
    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.SENDING
    assert browser.post(page(broadcast, "nonsense/")).status_code == 404


def test_a_deed_that_came_too_late_is_told_kindly(staff, begun_with):
    broadcast = begun_with(1)
    shown = text_of(staff("Editors").post(page(broadcast, "resume/"), follow=True))
    assert "it has moved on meanwhile" in shown


def test_who_may_only_look_sees_no_button_and_does_nothing(staff, begun_with, django_user_model):
    broadcast = begun_with(1)
    browser = staff("Editors")
    browser.user.groups.get().permissions.remove(*_right("change_broadcast"))
    shown = text_of(browser.get(page(broadcast)))
    assert f'action="{page(broadcast, "pause/")}"' not in shown
    assert "cancel/" not in shown
    for deed in ("pause", "cancel"):
        assert browser.post(page(broadcast, f"{deed}/")).status_code in {302, 403}
    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.SENDING


def _right(codename: str):
    from django.contrib.auth.models import Permission  # noqa: PLC0415

    return Permission.objects.filter(content_type__app_label="outbox", codename=codename)


@pytest.mark.parametrize("tail", ["", "progress.json", "failures/", "failures.csv", "cancel/"])
def test_who_has_no_right_sees_no_number(staff, begun_with, tail):
    broadcast = begun_with(1)
    browser = staff("Translators into Spanish")
    assert browser.get(page(broadcast, tail)).status_code in {302, 403}
    assert browser.get("/admin/mail/").status_code in {302, 403}
    first = text_of(browser.get("/admin/"))
    assert "/admin/mail/" not in first
    assert "mail-panel" not in first


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


def test_the_unknown_are_explained_before_they_go_once_more(staff, begun_with, smtp_sink):
    broadcast = begun_with(2)
    smtp_sink.drop()
    drain()
    finish()
    keep_count(broadcast)
    browser = staff("Editors")
    assert "Of 2 letters nobody knows whether they arrived" in text_of(browser.get(page(broadcast)))
    asked = text_of(browser.get(page(broadcast, "resend/")))
    assert "nobody is left out, and some get it twice" in asked
    shown = text_of(browser.post(page(broadcast, "resend/"), follow=True))
    assert "2 letters go once more." in shown
    assert "2 sent once more" in shown
    smtp_sink.obey()
    assert drain() == 2


def test_what_failed_for_a_passing_reason_goes_again_and_nothing_else(staff, begun_with):
    broadcast = begun_with(7)
    troubles(broadcast, rcpt_550=2, timeout=1, **{"552": 1, "554": 2})
    browser = staff("Editors")
    assert "2 letters are tried again." in text_of(
        browser.post(page(broadcast, "retry/"), follow=True)
    )
    left = Message.objects.filter(state=State.FAILED).values_list("error_code", flat=True)
    assert sorted(left) == ["554", "554", "rcpt-550", "rcpt-550"]
    chosen = {"cause": ["unwanted", "mailbox"]}
    browser.post(page(broadcast, "retry/"), chosen)
    left = Message.objects.filter(state=State.FAILED).values_list("error_code", flat=True)
    assert set(left) == {"rcpt-550"}


def test_reasons_stand_in_words_and_can_be_filtered(staff, begun_with):
    broadcast = begun_with(4, spanish=1)
    troubles(broadcast, rcpt_550=1, timeout=2)
    browser = staff("Editors")
    shown = text_of(browser.get(page(broadcast)))
    assert "There is no such mailbox" in shown
    listed = text_of(browser.get(page(broadcast, "failures/?cause=mailbox")))
    table = listed[listed.index("<tbody>") :]
    assert table.count("<tr>") == 1
    assert "The mail server could not be reached" not in table
    assert "/admin/outbox/" not in table
    assert "Nothing here" in text_of(browser.get(page(broadcast, "failures/?cause=full")))


def test_the_file_of_reasons_holds_numbers_and_no_address(staff, begun_with):
    broadcast = begun_with(4, spanish=1)
    troubles(broadcast, rcpt_550=2, timeout=1)
    answer = staff("Editors").get(page(broadcast, "failures.csv"))
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Reason", "Codes", "English", "Spanish", "All"]
    assert rows[1] == ["There is no such mailbox", "rcpt-550 (2)", "2", "0", "2"]
    assert "@" not in answer.content.decode()


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


def test_counting_rests_in_proportion_to_what_it_took(begun_with):
    broadcast = begun_with(2)
    assert count() == 0
    Broadcast.objects.update(counted_at=timezone.now() - timedelta(seconds=10))
    assert count() == 1
    past = timezone.now() - timedelta(seconds=10)
    Broadcast.objects.update(counted_at=past, counted=broadcast.counted | {"took": 1.0})
    assert count() == 0
