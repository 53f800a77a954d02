"""Checks of an alert before it is mailed: hints in the language of whoever checks."""

import re

import pytest
from django.urls import reverse

from alerts.checking import check_letter, is_loud
from cms.checking import findings_for
from cms.checking_hooks import FindingsItem
from tests import making
from tests.alerts.letters_to_all import alert, draft_alert

pytestmark = pytest.mark.django_db


def kinds(page, other=None) -> dict[str, str]:
    return {each.kind: each.text for each in findings_for(page, other)}


def test_a_good_pair_has_no_finding_and_a_lonely_version_one():
    pair = alert()
    assert kinds(pair["en"], pair["es"]) == {}
    assert list(kinds(pair["en"])) == ["letter-alone"]


def test_what_is_wrong_with_a_letter_is_named(post, settings):
    post["es"].unpublish()
    settings.POSTAL_ADDRESS = ""
    pair = alert()
    spanish = pair["es"]
    spanish.subject = pair["en"].subject = (
        "¡LLAMA HOY MISMO AL GOBERNADOR PATRICK ANTES DEL VIERNES POR LA TARDE!"
    )
    spanish.preheader = " "
    links = '<p><a href="#mas">más abajo</a> <a href="https://example.org/">bien</a></p>'
    spanish.body = [("text", links), ("post", {"page": post["en"]})]
    found = kinds(spanish, pair["en"])
    assert found["link-dead"] == "más abajo"
    assert "Snow on the hill" in found["card-left-out"]
    assert found["mail-refused"].startswith("The postal address")
    assert {"subject-long", "subject-loud", "subject-same", "preheader-missing"} <= set(found)


def test_a_letter_near_the_limit_is_told_and_one_over_it_refused():
    words = "<p>" + "Call the governor today. " * 160 + "</p>"
    near, over = (draft_alert([("text", words)] * number) for number in (15, 25))
    assert {each.kind for each in check_letter(near, near)} == {"mail-large", "subject-same"}
    assert "100 kB" in {each.kind: each.text for each in check_letter(over, None)}["mail-refused"]


@pytest.mark.parametrize(
    ("subject", "is_so"),
    [
        ("CALL THE GOVERNOR", True),
        ("¡Ya!!", True),
        ("ACLU: ICE", True),
        ("ICE", False),
        ("¿Sí?", False),
    ],
)
def test_capitals_and_exclamations_are_loud(subject, is_so):
    assert is_loud(subject) == is_so


def test_the_findings_stand_in_the_checks_panel_and_the_preview(staff):
    english = draft_alert(preheader="")
    editor = staff("Editors")
    making.speak(editor.user, "es")
    body = editor.get(reverse("alert_mail", args=[english.pk])).content.decode()
    assert "Falta la primera línea" in body
    spec = FindingsItem().get_axe_spec(None)
    assert "preheader-missing" in {rule["id"] for rule in spec["rules"]}


def test_the_subject_has_its_meter_in_the_editor(staff):
    english = draft_alert()
    url = reverse("wagtailadmin_pages:edit", args=[english.pk])
    body = staff("Editors").get(url).content.decode()
    assert 'data-length-best="60"' in body
    script = next(tag for tag in re.findall("<script[^>]+>", body) if "measuring.js" in tag)
    assert 'type="module"' in script


def test_other_pages_are_none_of_its_business(post):
    assert list(check_letter(post["en"], None)) == []
