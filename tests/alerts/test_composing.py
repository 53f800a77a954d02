"""What readers of one language get: the live text of that language, or nothing and why."""

import pytest

from alerts.composing import Unready, compose, compose_correction, compose_live, readiness
from cms.correcting import correct
from cms.models import Version
from outbox.compiling import compile_draft
from outbox.kinds import CannotWrite
from tests import making
from tests.alerts.letters_to_all import alert, body_of_all, draft_alert, in_spanish

pytestmark = pytest.mark.django_db
VALUES = {"preferences_url": "https://e.example/p?a&b", "leave_url": "https://e.example/u/1"}
VALUES |= {"date": "Thu, 1 Jan 2026 00:00:00 +0000", "message_id": "1"}


@pytest.fixture
def whole(campaign, post):
    """A live alert of every part, by language."""
    return alert(body_of_all(campaign, post))


def test_each_language_gets_its_own_letter(whole):
    key = whole["en"].translation_key
    english, spanish = compose_live(key, "en"), compose_live(key, "es")
    assert (english.subject, spanish.subject) == (
        "Today: call the governor",
        "Hoy: llama al gobernador",
    )
    said = {
        "Call the governor": "Llama al gobernador",
        "He decides on Friday.": "Decide el viernes.",
        "What to say": "Qué decir",
        "Say no.": "Di que no.",
        "A red phone": "Un teléfono rojo",
        "Call now": "Llama ahora",
        "Snow on the hill": "Nieve en la colina",
        "Hands off our fingerprints": "No toquen nuestras huellas",
        "Unsubscribe": "Cancelar la suscripción",
        "Sign the petition": "Firmar la petición",
    }
    for word, palabra in said.items():
        assert (word in english.html, palabra in spanish.html) == (True, True), word
        assert word not in spanish.html + spanish.text
        assert palabra not in english.html + english.text
    assert '<html lang="es"' in spanish.html


def test_it_becomes_one_compiled_mail_of_short_lines_with_each_readers_links(whole):
    draft = compose_live(whole["en"].translation_key, "es")
    mail = compile_draft(draft, "es").fill("ana@example.org", VALUES).content.decode()
    assert mail.count("https://e.example/u/1") == 2
    assert 'href="https://e.example/p?a&amp;b"' in mail
    assert "hubslot" not in mail
    assert max(len(line.encode()) for line in mail.splitlines()) < 998


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_language_without_a_live_version_has_no_mail(language):
    english = draft_alert()
    code = Unready.DRAFT if language == "en" else Unready.MISSING
    assert readiness(english.translation_key, language) == code
    with pytest.raises(CannotWrite):
        compose_live(english.translation_key, language)


def test_a_stale_version_is_not_mailed_until_it_is_mended():
    pair = alert()
    key = pair["en"].translation_key
    assert readiness(key, "es") == ""
    pair["en"].subject = "Tomorrow: call the governor"
    making.go_live(pair["en"])
    assert readiness(key, "en") == ""
    assert readiness(key, "es") == Unready.STALE
    with pytest.raises(CannotWrite):
        compose_live(key, "es")
    in_spanish(pair["en"], **{"Tomorrow: call the governor": "Mañana: llama al gobernador"})
    assert compose_live(key, "es").subject == "Mañana: llama al gobernador"


def test_a_machines_words_that_nobody_read_are_not_mailed():
    pair = alert()
    spanish = Version.objects.get(translation_key=pair["en"].translation_key, language="es")
    spanish.machine_at = pair["es"].last_published_at
    spanish.save()
    assert readiness(pair["en"].translation_key, "es") == Unready.MACHINE


def test_without_a_postal_address_nothing_is_mailed(settings):
    key = alert()["en"].translation_key
    settings.POSTAL_ADDRESS = ""
    assert readiness(key, "en") == Unready.UNSIGNED


def test_what_is_too_large_or_cannot_be_broken_is_refused():
    words = "<p>" + "Habla con tu gobernador. " * 30 + "</p>"
    assert "gobernador" in compose(draft_alert([("text", words)])).html
    assert readiness(
        making.go_live(draft_alert([("text", words)] * 200)).translation_key, "en"
    ) == (Unready.TOO_LARGE)
    endless = making.go_live(draft_alert([("text", f"<p>{'x' * 1200}</p>")]))
    assert readiness(endless.translation_key, "en") == Unready.LONG_LINE


def test_a_correction_says_so_and_brings_the_mended_text(staff):
    pair = alert()
    texts = {"en": "He decides on Monday.", "es": "Decide el lunes."}
    correct(pair["es"], texts, by=staff("Editors").user)
    draft = compose_correction(pair["en"].translation_key, "es")
    assert draft.subject == "Corrección: Hoy: llama al gobernador"
    assert "Decide el lunes." in draft.html
    for said in ("Decide el lunes.", "Di que no.", pair["es"].full_url):
        assert said in draft.text
