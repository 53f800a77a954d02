"""A petition's form: facts in tabs; state, stewards and docket change on their own screens."""

import pytest
from django.urls import reverse

from campaigns.models import Petition
from campaigns.stating import change_state
from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
EDIT = "/admin/snippets/campaigns/petition/edit/{}/"
ADD = "/admin/snippets/campaigns/petition/add/"


def filled(**facts) -> dict[str, str]:
    """What a browser sends for a petition with one target."""
    empty = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
    sent = {"name": "Buses", "exposure": "open", "goal": "50"}
    for prefix in ("targets", "partners"):
        sent |= {f"{prefix}-{key}": value for key, value in empty.items()}
    return sent | {"targets-TOTAL_FORMS": "1", "targets-0-name": "The Board"} | facts


def test_its_maker_is_its_steward_and_no_form_changes_its_state(staff):
    browser = staff("Campaigners")
    browser.post(ADD, filled(state="open"))
    made = Petition.objects.get()
    assert (made.state, made.steward, made.targets.get().name) == (
        "draft",
        browser.user,
        "The Board",
    )


def test_an_office_in_one_language_alone_is_refused_and_kept(staff):
    answer = staff("Campaigners").post(ADD, filled(**{"targets-0-office_en": "City Hall"}))
    assert not Petition.objects.exists()
    assert "Readers of this language need it too." in answer.content.decode()
    assert "City Hall" in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_form_shows_its_life_in_both_languages(staff, petition, language):
    browser = staff("Campaigners")
    making.speak(browser.user, language)
    shown = browser.get(EDIT.format(petition.pk)).content.decode()
    words = {"en": ("Change the state", "Hand over"), "es": ("Cambiar el estado", "Expediente")}
    assert all(word in shown for word in words[language])


def test_people_are_called_by_their_names_and_never_by_a_number(staff):
    ruth = making.user("Campaigners", first_name="Ruth", last_name="Abernathy")
    lucia = making.user("Campaigners", first_name="Lucía")
    petition = making.petition(state="draft", steward=ruth)
    texts = {"en": "It begins.", "es": "Empieza."}
    change_state(petition, "open", by=ruth, texts=texts)
    browser = staff("Campaigners")
    for url in (EDIT.format(petition.pk), reverse("campaigns_hand_over", args=[petition.pk])):
        shown = text_of(browser.get(url))
        assert "Ruth Abernathy" in shown
        assert f"user {ruth.pk}" not in shown
    making.sign_in(browser, ruth)
    options = text_of(browser.get(reverse("campaigns_hand_over", args=[petition.pk])))
    assert "Lucía" in options
    assert f"user {lucia.pk}" not in options


def test_a_day_that_is_not_known_is_no_none(staff, petition):
    browser = staff("Campaigners")
    making.speak(browser.user, "es")
    shown = text_of(browser.get(EDIT.format(petition.pk)))
    assert "todavía no se sabe" in shown


def test_a_refused_change_of_state_says_why_and_keeps_what_was_typed(staff):
    petition = making.petition(state="draft")
    url = reverse("campaigns_state", args=[petition.pk])
    texts = {"text_en": "It begins.", "text_es": "Empieza."}
    answer = staff("Campaigners").post(url, {"state": "open"} | texts)
    assert answer.status_code == 422
    assert "Name a steward first" in answer.content.decode()
    assert "Empieza." in answer.content.decode()


def test_a_change_of_state_and_a_delivery_through_their_screens(staff, petition, campaign, reader):
    browser = staff("Campaigners")
    texts = {"text_en": "We close it.", "text_es": "La cerramos."}
    url = reverse("campaigns_state", args=[petition.pk])
    assert browser.post(url, {"state": "closed"} | texts).status_code == 302
    facts = {"delivered_on": "2026-01-05", "how": "by_mail", "names": "12"}
    url = reverse("campaigns_deliver", args=[petition.pk])
    assert browser.post(url, facts | texts).status_code == 302
    page = text_of(reader.get(campaign["es"].url))
    assert "12 nombres entregados por correo postal" in page
    assert "Cerrada el" in page
