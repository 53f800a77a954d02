"""The desk of alerts: what it shows to whom, and what its buttons do."""

from uuid import uuid4

import pytest
from django.urls import reverse

from alerts import sending
from alerts.alerts import Alert
from campaigns.models import SourceTally
from outbox.models import Broadcast
from supporters.days import today
from tests import making
from tests.alerts.mailing import (
    draft,
    english_alert,
    into_spanish,
    leave,
    let_hold_pass,
    mend,
    sent,
    supporter,
    tended,
)
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return english_alert()


@pytest.fixture
def desk(page):
    return f"/admin/alerts/{page.translation_key}/"


@pytest.fixture
def browser(staff):
    return staff("Campaigners")


def chosen(browser, desk, **facts) -> dict:
    """What the form sends, with the mark of the audience that is shown."""
    shown = browser.get(desk).context
    fields = {"languages": ["en", "es"], "most": 3, "days": 7, "counted": shown["counted"]}
    return fields | facts


def said(response) -> str:
    return " ".join(map(str, response.context["messages"]))


def test_the_editor_of_an_alert_and_the_menu_lead_to_its_desk(browser, page, desk):
    assert "/admin/alerts/" in text_of(browser.get("/admin/"))
    assert f'href="{desk}"' in text_of(browser.get("/admin/alerts/"))
    making.allow(browser.user, "change", page)
    editor = browser.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert desk in text_of(editor)


def test_who_may_neither_send_nor_approve_has_no_desk(staff, desk):
    browser = staff("Translators into Spanish")
    assert "/admin/alerts/" not in text_of(browser.get("/admin/"))
    assert browser.get(desk).status_code == 302
    assert browser.get(f"{desk}estimate.json").status_code == 302


def test_opening_the_desk_writes_nothing(browser, desk):
    assert browser.get(desk).status_code == 200
    assert not Alert.objects.exists()
    assert browser.get(f"/admin/alerts/{uuid4()}/").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Held:", "There is no version in this language.", "Send in ten minutes"]),
        ("es", ["En espera:", "No hay versión en este idioma.", "Enviar en diez minutos"]),
    ],
)
def test_each_language_says_how_many_and_why_it_waits(browser, desk, language, words):
    making.speak(browser.user, language)
    for spoken in ("en", "es", "es"):
        supporter(spoken)
    response = browser.get(desk)
    shown = text_of(response)
    assert [cell.readers for cell in response.context["cells"]] == [1, 2]
    for each in words:
        assert each in shown


def test_the_estimate_follows_the_form(browser, desk):
    supporter("en", region="MA")
    supporter("es", region="MA")
    supporter("es")
    asked = {"languages": ["en", "es"], "regions": ["MA"], "most": 3, "days": 7}
    answer = browser.get(f"{desk}estimate.json", asked)
    assert answer.json()["readers"] == {"en": "1", "es": "1"}
    assert answer.json()["total"] == "2"
    bad = {"languages": ["fr"], "most": "x" * 9_000, "regions": ["\0"], "not_before": "\0"}
    assert browser.get(f"{desk}estimate.json", bad).status_code == 422
    assert not Alert.objects.exists()


def test_an_alert_is_sent_by_two_presses_and_ten_minutes(browser, desk, smtp_sink):
    supporter()
    browser.post(desk, chosen(browser, desk, deed="count"))
    response = browser.post(desk, chosen(browser, desk, deed="hold"), follow=True)
    assert "It leaves in ten minutes" in said(response)
    assert leave() == 0
    let_hold_pass()
    assert leave() == 1


def test_what_was_not_counted_is_not_sent(browser, desk):
    supporter(region="MA")
    supporter()
    fields = chosen(browser, desk, deed="hold", regions=["MA"])
    response = browser.post(desk, fields)
    assert response.status_code == 409
    assert "Look at its numbers" in said(response)
    assert Alert.objects.get().state == "draft"
    assert [cell.readers for cell in response.context["cells"]] == [1, 0]
    seen = browser.get(f"{desk}estimate.json", fields).json()["counted"]
    assert browser.post(desk, fields | {"counted": seen}).status_code == 302
    assert Alert.objects.get().state == "held"


def test_a_hold_has_a_cancel_for_whoever_may_send(browser, desk):
    supporter()
    browser.post(desk, chosen(browser, desk, deed="hold"))
    assert 'value="call_off"' in text_of(browser.get(desk))
    browser.post(desk, {"deed": "call_off"})
    assert Alert.objects.get().state == "draft"


def test_approval_is_offered_to_a_second_person_alone(browser, staff, desk):
    supporter()
    browser.post(desk, chosen(browser, desk, deed="ask"))
    assert 'value="approve"' not in text_of(browser.get(desk))
    assert browser.post(desk, {"deed": "approve"}).status_code == 409
    second = staff("Administrators")
    assert 'value="approve"' in text_of(second.get(desk))
    assert second.post(desk, {"deed": "approve"}).status_code == 302
    assert Broadcast.objects.get().by == browser.user


def test_a_malformed_deed_gets_an_answer(browser, desk):
    supporter()
    nonsense = [
        {},
        {"deed": "\0"},
        {"deed": "correct", "mending": "9" * 40},
        {"deed": "close", "language": "fr"},
        {"deed": "hold", "languages": "fr", "most": "-1"},
    ]
    assert [browser.post(desk, each).status_code for each in nonsense] == [409, 409, 409, 409, 422]


def test_every_form_bears_its_token(browser, page, desk, smtp_sink):
    supporter()
    supporter("es")
    into_spanish(page)

    def forms() -> tuple[int, int]:
        shown = text_of(browser.get(desk)).split('class="nice-padding alerts"')[1]
        return shown.count('method="post"'), shown.count("csrfmiddlewaretoken")

    assert forms() == (1, 1)
    alert = draft(page)
    sending.hold(alert, browser.user)
    assert forms() == (1, 1)
    let_hold_pass()
    leave()
    mend(page)
    tended(alert)
    assert forms() == (2, 2)


def test_the_wait_of_a_language_is_ended_with_a_reason(browser, page, desk, smtp_sink):
    supporter()
    supporter("es")
    sent(page, browser.user)
    assert "The Spanish version waits" in text_of(browser.get(desk))
    without = {"deed": "close", "language": "es", "reason": " "}
    assert browser.post(desk, without).status_code == 409
    browser.post(desk, without | {"reason": "Nobody can translate it"})
    assert "Nobody can translate it" in text_of(browser.get(desk))
    assert [cell.held for cell in browser.get(desk).context["cells"]] == ["", "closed"]


def test_a_correction_is_offered_with_its_number(browser, page, desk, smtp_sink):
    supporter()
    supporter("es")
    into_spanish(page)
    alert = sent(page, browser.user)
    leave()
    mend(page)
    tended(alert)
    assert "Send a correction to 2 readers" in text_of(browser.get(desk))
    pressed = {"deed": "correct", "mending": alert.mendings.get().pk}
    assert browser.post(desk, pressed).status_code == 302
    assert browser.post(desk, pressed).status_code == 409


def test_signatures_are_told_by_petition_and_few_signers_are_not(browser, page, desk, petition):
    supporter()
    sent(page, browser.user)
    tally = {"petition": petition, "language": "es", "source": f"m{page.pk}", "count": 12}
    SourceTally.objects.create(**tally)
    Alert.objects.update(spared=9, not_yet_signed=petition)
    assert browser.get(desk).context["results"][0]["total"] == 12
    assert "had signed already and were left out" not in text_of(browser.get(desk))
    Alert.objects.update(spared=10)
    assert "10 had signed already" in text_of(browser.get(desk))


def test_the_list_takes_as_many_queries_for_one_alert_as_for_five(
    browser, page, django_assert_max_num_queries
):
    draft(page)
    browser.get("/admin/alerts/")
    for _each in range(4):
        draft(english_alert())
    with django_assert_max_num_queries(20):
        assert len(browser.get("/admin/alerts/").context["rows"]) == 5


def test_publishing_says_that_nobody_is_mailed(staff, page):
    browser = staff("Editors")
    supporter(confirmed_on=today())
    fields = {
        **{name: getattr(page, name) for name in ("title", "slug", "subject", "preheader")},
        **{f"body-0-{name}": "" for name in ("deleted", "id")},
        "body-count": "1",
        "body-0-order": "0",
        "body-0-type": "heading",
        "body-0-value": "Now",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "action-publish",
    }
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = browser.post(url, fields, follow=True)
    assert "Nobody gets it by mail before you send it" in said(response)
    assert not Broadcast.objects.exists()
