"""Emergency stops: one press, noted and seen by all; readers are answered kindly, lose nothing."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.html import escape

from alerts.models import Waiting
from campaigns.addresses import manage_url
from campaigns.managing import manage_token
from campaigns.models import Signature
from campaigns.signing import confirm, sign
from cms.courtesy import tell_path
from cms.pausing import NOTICES, REFUSALS
from outbox.draining import drain
from outbox.models import Message, Queue, State
from outbox.opening import Shut, why_shut
from outbox.sending import send_due
from supporters.models import Supporter
from tests import making
from tests.campaigns.reading import link_in, text_of
from tests.outbox import circulars
from tips.lines import TipLine
from tips.models import Tip
from vault import switches
from vault.auditing import AuditEntry
from vault.switches import Switch, is_on, switch_off, switch_on

pytestmark = pytest.mark.django_db
SAID = {
    ("signing", "en"): "Signing is stopped for the moment",
    ("signing", "es"): "Por el momento no se puede firmar",
    ("subscribing", "es"): "Por el momento no es posible suscribirse",
    ("tips", "es"): "Por el momento este formulario no recibe nada",
}


def is_kept_back(response, said: str, *typed: str) -> bool:
    """Answered in the language of its page, with when to come back and what was typed."""
    body = text_of(response)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert response.headers["Cache-Control"] == "no-store"
    return said in body and all(escape(each) in body for each in typed)


@pytest.mark.parametrize("language", ["en", "es"])
def test_signing_that_is_stopped_keeps_what_was_typed(campaign, reader, language, caplog):
    switch_off(Switch.SIGNING)
    page = campaign[language]
    assert SAID["signing", language] in text_of(reader.get(page.url))
    answer = reader.post(page.sign_url(), making.form())
    assert is_kept_back(answer, SAID["signing", language], "María Peña", "maria@example.org")
    assert not Signature.objects.exists()
    assert not Message.objects.exists()
    assert "django.request" not in {record.name for record in caplog.records}
    switch_on(Switch.SIGNING)
    assert SAID["signing", language] not in text_of(reader.get(page.url))
    assert reader.post(page.sign_url(), making.form()).status_code == 303


def test_a_link_to_confirm_waits_and_stays_good(campaign, reader, smtp_sink):
    sent = reader.post(campaign["es"].sign_url(), making.form())
    send_due(Queue.TX)
    link = link_in(smtp_sink)
    switch_off(Switch.SIGNING)
    assert reader.get(link).status_code == 200
    assert is_kept_back(reader.post(link), "Tu enlace sigue siendo válido")
    code = reader.post(f"{sent.url}codigo/", {"code": "123456"})
    assert is_kept_back(code, SAID["signing", "es"], "maria@example.org")
    assert is_kept_back(reader.post(sent.url, {"email": "otra@example.org"}), SAID["signing", "es"])
    assert not Signature.objects.confirmed().exists()
    switch_on(Switch.SIGNING)
    reader.post(link)
    assert Signature.objects.confirmed().count() == 1


def test_taking_back_goes_on_while_signing_is_stopped(campaign, reader):
    sign(campaign["es"].petition, making.wish())
    signature = Signature.objects.get()
    confirm(signature)
    signature.refresh_from_db()
    switch_off(Switch.SIGNING)
    link = manage_url(manage_token(signature), "es")
    assert reader.get(link).status_code == 200


def test_subscribing_and_wishes_that_are_stopped_keep_the_address(reader):
    switch_off(Switch.SUBSCRIBING)
    typed = {"email": "ana@example.org"}
    assert SAID["subscribing", "es"] in text_of(reader.get("/es/suscribirse/"))
    answer = reader.post("/es/suscribirse/", typed)
    assert is_kept_back(answer, SAID["subscribing", "es"], "ana@example.org")
    english = making.go_live(making.draft_post())
    answer = reader.post(tell_path(english.translation_key, "es"), typed)
    assert is_kept_back(answer, SAID["subscribing", "es"], "ana@example.org")
    assert not Supporter.objects.exists()
    assert not Waiting.objects.exists()


def test_a_tip_that_is_not_taken_is_still_in_its_form(reader):
    making.user("Tip readers")
    TipLine.objects.create(is_on=True, signal="@bahia.42")
    switch_off(Switch.TIPS)
    assert SAID["tips", "es"] in text_of(reader.get("/es/pistas/"))
    typed = {"text": "The inspector was paid on Fridays.", "contact": "@maria.07"}
    answer = reader.post("/es/pistas/", typed)
    assert is_kept_back(answer, SAID["tips", "es"], *typed.values())
    assert not Tip.objects.exists()


def test_mail_that_is_stopped_waits_and_leaves_later(smtp_sink, petition):
    with circulars.registered():
        circulars.readers(2)
        circulars.begun()
        Message.objects.create(kind="tests.nobody", subject_id=1, language="es")
        switch_off(Switch.MAIL)
        assert (send_due(Queue.TX), drain()) == (0, 0)
        assert set(Message.objects.values_list("state", flat=True)) == {State.QUEUED}
        assert why_shut() == Shut.STOPPED
        switch_on(Switch.MAIL)
        switch_off(Switch.BULK)
        assert drain() == 0
        switch_on(Switch.BULK)
        assert drain() == 2
    assert len(smtp_sink.received) == 2


def test_a_broadcast_stops_between_two_letters(smtp_sink):
    """What the server is taking at this moment is finished; the rest goes back to the queue."""
    smtp_sink.on_letter = lambda letter: switch_off_apart()
    with circulars.registered():
        circulars.readers(60)
        circulars.begun()
        drain()
        left = Message.objects.filter(state=State.QUEUED).count()
        assert 60 - left == len(smtp_sink.received)
        assert left >= 40
        assert not Message.objects.filter(state=State.SENDING).exists()


def switch_off_apart() -> None:
    """By the memory alone: the sink has a thread of its own, outside of the test's transaction."""
    switches._Known.names = frozenset({Switch.BULK})
    switches._Known.until = float("inf")


def test_one_press_stops_and_one_lets_go_on_and_both_are_noted(staff):
    editor = staff("Editors")
    assert "Stop" in text_of(editor.get("/admin/switches/"))
    question = editor.get("/admin/switches/signing/")
    assert question.status_code == 200
    assert is_on(Switch.SIGNING)
    for _press in range(2):
        editor.post("/admin/switches/signing/", {"state": "off"})
    assert not is_on(Switch.SIGNING)
    editor.post("/admin/switches/signing/", {"state": "on"})
    assert is_on(Switch.SIGNING)
    noted = AuditEntry.objects.order_by("pk").values_list("deed", "actor")
    assert list(noted) == [("switch.off", editor.user.pk), ("switch.on", editor.user.pk)]


def test_everybody_who_works_here_sees_what_is_stopped_and_few_may_stop(staff):
    switch_off(Switch.TIPS, by=making.user("Editors", first_name="Ana").pk)
    for group in ("Editors", "Translators into Spanish", "Campaigners", "Administrators"):
        browser = staff(group)
        first = text_of(browser.get("/admin/"))
        assert "The tip line" in first, group
        assert re.search(r"Stopped since .* by Ana", first), group
        assert browser.get("/admin/switches/").status_code == 200
    translator = staff("Translators into Spanish")
    translator.post("/admin/switches/signing/", {"state": "off"})
    assert is_on(Switch.SIGNING)
    assert staff("Editors").get("/admin/switches/nothing/").status_code == 404


@pytest.mark.parametrize(("language", "said"), [("en", "is stopped"), ("es", "en pausa")])
def test_the_console_stops_and_tells(language, said):
    told = StringIO()
    call_command("switch", "signing", "off", language=language, stdout=told)
    assert not is_on(Switch.SIGNING)
    assert said in told.getvalue()
    call_command("switch", "signing", "on", language=language, stdout=told)
    assert is_on(Switch.SIGNING)
    call_command("switch", language=language, stdout=told)
    assert all(switch.value in told.getvalue() for switch in Switch)


def test_a_press_has_the_pages_made_anew(campaign, django_capture_on_commit_callbacks, monkeypatch):
    forgotten = []
    monkeypatch.setattr("home.receivers.forget_all", lambda: forgotten.append("all"))
    monkeypatch.setattr("home.receivers.is_on", lambda: True)
    with django_capture_on_commit_callbacks(execute=True):
        switch_off(Switch.SIGNING)
    assert forgotten == ["all"]


def test_each_notice_has_its_refusal():
    assert set(NOTICES) == set(REFUSALS)
