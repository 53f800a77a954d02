"""The preview of an alert's mail: by right, both languages, each look; and its test."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from alerts.trying import MOST_A_DAY
from outbox.backends import open_staff_letters
from outbox.models import Message, StaffLetter
from tests import making
from tests.alerts.letters_to_all import alert, draft_alert

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    settings.EMAIL_BACKEND = "outbox.backends.OutboxBackend"


def preview_of(page) -> str:
    return reverse("alert_mail", args=[page.pk])


def frame_of(page, **asked) -> str:
    return reverse("alert_mail_frame", args=[page.pk], query=asked)


def letters() -> list:
    return list(open_staff_letters(list(Message.objects.order_by("pk"))).values())


def test_both_languages_stand_side_by_side_with_what_forbids_to_send_them(staff, settings):
    pair = alert()
    settings.POSTAL_ADDRESS = ""
    editor = staff("Editors")
    making.speak(editor.user, "es")
    body = editor.get(preview_of(pair["es"])).content.decode()
    for said in ("Today: call the governor", "Hoy: llama al gobernador"):
        assert said in body
    assert body.count("Falta la dirección postal") == 2
    for page in pair.values():
        assert frame_of(page) in body


def test_the_frame_shows_the_draft_in_the_look_that_is_asked_for(staff):
    editor = staff("Editors")
    english = draft_alert(subject="A draft", title="A drafted alert")
    light = editor.get(frame_of(english))
    dark = editor.get(frame_of(english, look="dark", pictures="off"))
    assert "A drafted alert" in light.content.decode()
    assert "@media not all" in light.content.decode()
    assert "@media all" in dark.content.decode()
    assert "img-src 'none'" in dark.headers["Content-Security-Policy"]
    assert light.headers["X-Frame-Options"] == "SAMEORIGIN"
    for answer in (light, dark):
        assert "prefers-color-scheme" not in answer.content.decode()
        assert "hubslot" not in answer.content.decode()
    text = editor.get(frame_of(english, **{"as": "text"})).content.decode()
    assert "## What to say" in text


def test_a_translator_previews_her_language_and_no_foreign_draft(staff):
    english = draft_alert()
    translator = staff("Translators into Spanish")
    assert translator.get(preview_of(english)).status_code in (302, 403)
    assert translator.get(frame_of(english)).status_code == 404
    pair = alert()
    assert translator.get(preview_of(pair["es"])).status_code == 200
    assert translator.get(frame_of(pair["en"])).status_code == 200


@pytest.mark.parametrize("mode", ["", "html", "text"])
def test_the_editors_preview_knows_web_mail_and_text(staff, mode):
    english = draft_alert()
    url = reverse("wagtailadmin_pages:view_draft", args=[english.pk])
    shown = english.make_preview_request(preview_mode=mode)
    assert shown.status_code == 200
    assert "Say no." in shown.content.decode()
    assert ("Unsubscribe" in shown.content.decode()) == bool(mode)
    assert staff("Editors").get(url).status_code == 200


def test_a_test_goes_to_oneself_in_both_languages_marked_and_sealed(staff):
    pair = alert()
    editor = staff("Editors", email="ines@example.org")
    editor.post(preview_of(pair["en"]), {"languages": ["en", "es"]})
    sent = letters()
    assert [(each.to, each.subject) for each in sent] == [
        ("ines@example.org", "[test] Today: call the governor"),
        ("ines@example.org", "[prueba] Hoy: llama al gobernador"),
    ]
    assert "Di que no." in sent[1].html
    assert "hubslot" not in sent[1].html + sent[1].text
    assert b"ines@" not in b"".join(bytes(each.sealed) for each in StaffLetter.objects.all())
    entries = PageLogEntry.objects.filter(action="alerts.test")
    assert [entry.data for entry in entries] == [{"number": 1}] * 2


def test_a_test_of_a_draft_goes_to_a_few_typed_addresses(staff):
    english = draft_alert()
    editor = staff("Editors")
    few = {"languages": ["en"], "addresses": "ana@example.org, luis@example.org ana@example.org"}
    editor.post(preview_of(english), few)
    assert {each.to for each in letters()} == {"ana@example.org", "luis@example.org"}
    many = " ".join(f"ana{number}@example.org" for number in range(6))
    refused = {"five": many, "malformed": "ana@", "none": ""}
    for typed in refused.values():
        answer = editor.post(preview_of(english), few | {"addresses": typed})
        assert answer.status_code == 200
        assert typed in answer.content.decode()
    assert Message.objects.count() == 2


def test_whoever_may_not_publish_sends_tests_to_nobody_else(staff):
    pair = alert()
    translator = staff("Translators into Spanish", email="rosa@example.org")
    data = {"languages": ["es"], "addresses": "ana@example.org"}
    translator.post(preview_of(pair["es"]), data)
    assert [each.to for each in letters()] == ["rosa@example.org"]


def test_tests_have_an_end(staff):
    english = draft_alert()
    editor = staff("Editors", email="ines@example.org")
    entry = {"number": MOST_A_DAY}
    PageLogEntry.objects.log_action(
        english, "alerts.test", user=editor.user, data=entry, content_changed=False
    )
    answer = editor.post(preview_of(english), {"languages": ["en"]})
    assert str(MOST_A_DAY) in answer.content.decode()
    assert not Message.objects.exists()


def test_an_alert_that_cannot_be_mailed_is_not_tested(staff, settings):
    english = draft_alert()
    settings.POSTAL_ADDRESS = ""
    editor = staff("Editors", email="ines@example.org")
    answer = editor.post(preview_of(english), {"languages": ["en"]})
    assert "The postal address is not set" in answer.content.decode()
    assert not Message.objects.exists()
