"""Nobody can make the sign form ask what could hurt its signers."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from campaigns.field_lint import FORBIDDEN, asked_for
from campaigns.forms import SignForm
from campaigns.models import CampaignPage, Partner
from tests.making import locale
from tests.making import petition as make_petition

ASKED = {
    "What is your immigration status?": "immigration",
    "Please enter your full home address below.": "home_address",
    "Tell us your employer's name.": "employer",
    "Write your A-number after your name": "a_number",
    "Are you a US citizen?": "citizenship",
    "Where do you work?": "employer",
    "<p>Add</p><p>your street address</p>": "",
    "Escribe tu estatus migratorio.": "immigration",
    "¿Cuál es tu ciudadanía?": "citizenship",
    "Indica tu número de extranjero": "a_number",
    "Dinos tu lugar de trabajo": "employer",
    "¿Dónde vives?": "home_address",
    "Escribe tu dirección.": "home_address",
    "¿Tienes papeles?": "immigration",
}
FINE = [
    "No employer should ask for immigration status.",
    "Your office must not share home addresses with ICE.",
    "Write to your senator about citizenship.",
    "Type your e-mail address.",
    "Escribe tu dirección de correo electrónico.",
    "Señor gobernador: proteja la ciudadanía y el trabajo.",
    "Coalición Papeles para Todos",
    "Escribe a tu representante sobre el estatus migratorio.",
]


@pytest.mark.parametrize(("text", "kind"), ASKED.items())
def test_a_sentence_that_asks_is_found(text, kind):
    assert asked_for(text) == kind


@pytest.mark.parametrize("text", FINE)
def test_a_sentence_that_speaks_of_it_is_fine(text):
    assert asked_for(text) == ""


def test_the_form_asks_only_what_is_written_in_code():
    fields = set(SignForm().fields)
    assert fields == {
        *("name", "email", "postal_code", "is_abroad"),
        *("shown_as", "hand_over", "tell_outcome", "tell_news", "reason", "via"),
    }
    assert "wagtail.contrib.forms" not in settings.INSTALLED_APPS


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "word"), [("en", "citizenship"), ("es", "ciudadanía")])
def test_an_editor_is_refused_in_their_language(language, word):
    page = CampaignPage(
        title="Sign",
        slug="sign",
        locale=locale("en"),
        petition=make_petition(),
        summary="What is your citizenship?",
        letter="<p>Dear governor</p>",
    )
    with translation.override(language), pytest.raises(ValidationError) as refused:
        page.clean()
    with translation.override(language):
        assert word in refused.value.message_dict["summary"][0]
    partner = Partner(petition=page.petition, name="your home address", slug="neighbors")
    with pytest.raises(ValidationError) as refused:
        partner.clean()
    assert "name" in refused.value.message_dict


def test_everything_that_must_not_be_asked_is_listed():
    named = {"citizenship", "immigration", "a_number", "employer", "home_address"}
    assert set(FORBIDDEN) == named
