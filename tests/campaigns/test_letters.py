"""Promise 5 in the mail: each letter speaks its reader's language, dates too, and nothing that was
typed leaves its place.
"""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default as modern

import pytest
import time_machine
from django.utils.html import escape

from campaigns.joining import ALREADY, CONFIRMATION
from campaigns.keys import entry_name
from campaigns.letters import open_letters
from campaigns.models import CampaignPage, Petition, Signature
from campaigns.neutral_mail import neutral_headers
from campaigns.settling import RECEIPT
from campaigns.signing import sign
from outbox import letters as outbox_letters
from outbox.letters import Letter, compose
from outbox.models import Message
from tests.campaigns.sealed import sealed_petition
from tests.making import campaign as make_campaign
from tests.making import petition as make_petition
from tests.making import wish
from vault.keystore import keystore

pytestmark = pytest.mark.django_db
KINDS = (CONFIRMATION, ALREADY)
HEADERS = {"From", "To", "Subject", "Date", "MIME-Version", "Content-Type", "Message-ID"} | {
    *("Content-Language", "Auto-Submitted", "X-Auto-Response-Suppress", "X-Delivery-Id"),
}
TYPED = [
    "A & B",
    "<script>alert(1)</script>",
    "{{ confirm_url }} {% now 'Y' %}",
    "Ana\r\nBcc: eve@example.org\r\n\r\nbody",
    'Ana" onclick="x',
    "%(petition_title)s %s",
    "Ana 😀 李小龍",
]
WORDS = {
    "en": r"\b(Hello|you|petition|Confirm|signed|link|nothing)\b",
    "es": r"\b(Hola|tú|petición|Confirma|firm\w+|enlace|nada)\b",
}


@pytest.fixture
def petition(db):
    """Of the class whose mails name it."""
    return make_petition(exposure="open")


@pytest.fixture
def letter(campaign):
    """The letter of a kind about a new signature, in a language."""

    def write(kind: str, language: str, **facts) -> tuple[Message, Letter]:
        sign(campaign["en"].petition, wish(language=language, **facts))
        about = Signature.objects.latest("pk").pk
        message = Message.objects.create(kind=kind, subject_id=about, language=language)
        return message, open_letters([message])[message.pk]

    return write


@pytest.mark.parametrize(("language", "other"), [("en", "es"), ("es", "en")])
def test_every_part_of_a_letter_speaks_one_language(letter, language, other):
    for number, kind in enumerate(KINDS):
        _message, written = letter(kind, language, email=f"ana{number}@example.org")
        for part in (written.subject, written.text, re.sub(r"<[^>]+>", " ", written.html)):
            words = re.sub(r"https?:\S+", " ", part)
            assert re.search(WORDS[language], words)
            assert not re.search(WORDS[other], words), part
        assert f'<html lang="{language}">' in written.html


def test_date_and_link_are_the_languages_own(letter):
    for language, day, path in (
        ("en", "March 12, 2026", "/en/sign/confirm/"),
        ("es", "12 de marzo de 2026", "/es/firmar/confirmar/"),
    ):
        with time_machine.travel(datetime(2026, 3, 5, 12, tzinfo=UTC)):
            _message, written = letter(CONFIRMATION, language, email=f"{language}@example.org")
        for part in (written.text, written.html):
            assert day in part
            assert part.count(f"http://testserver{path}") == 1


def test_the_letter_names_the_campaign_as_its_reader_knows_it(letter, campaign):
    for language in ("en", "es"):
        page = campaign[language]
        _message, written = letter(CONFIRMATION, language, email=f"{language}@example.org")
        for part in (written.text, written.html):
            assert page.title in part
            assert page.full_url in part


def test_a_page_that_is_not_live_is_named_and_linked_in_no_letter(letter, campaign):
    campaign["es"].unpublish()
    CampaignPage.objects.filter(pk=campaign["es"].pk).update(title="Secreto")
    _message, written = letter(CONFIRMATION, "es")
    assert campaign["en"].title in written.subject
    for part in (written.text, written.html):
        assert campaign["en"].full_url in part
        assert campaign["es"].full_url not in part
        assert "Secreto" not in part


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_name_stays_in_its_place(letter, kind):
    for number, typed in enumerate(TYPED):
        message, written = letter(kind, "es", name=typed, email=f"ana{number}@example.org")
        assert f"Hola, {typed}:" in written.text
        assert f"Hola, {escape(typed)}:" in written.html
        assert typed not in written.subject
        parsed = message_from_bytes(compose(message, written).content, policy=modern)
        assert set(parsed.keys()) == HEADERS
        assert parsed["To"] == f"ana{number}@example.org"


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_title_adds_no_header_and_no_markup(letter, campaign, kind):
    message, _written = letter(kind, "es")
    for title in TYPED:
        CampaignPage.objects.filter(pk=campaign["es"].pk).update(title=title)
        written = open_letters([message])[message.pk]
        assert title in written.text
        assert escape(title) in written.html
        assert written.subject.endswith(" ".join(title.split()))
        parsed = message_from_bytes(compose(message, written).content, policy=modern)
        assert set(parsed.keys()) == HEADERS
        assert parsed["Subject"].split() == written.subject.split()


def test_an_empty_name_makes_a_letter_all_the_same(letter):
    for language in ("en", "es"):
        _message, written = letter(CONFIRMATION, language, name="", email=f"{language}@example.org")
        assert "/confirm" in written.text


def test_a_signature_that_is_gone_has_no_letter(letter):
    message, _written = letter(CONFIRMATION, "es")
    Signature.objects.all().delete()
    assert open_letters([message]) == {}


def test_without_its_key_a_letter_is_put_off_and_others_are_written(letter, campaign, petition):
    message, _written = letter(CONFIRMATION, "es")
    other = type(petition).objects.create(name="Other", state="open", goal=1)
    sign(other, wish())
    last = Message.objects.latest("pk")
    keystore().destroy(entry_name(petition.public_id))
    found, failed = outbox_letters.open_letters([message, last])
    assert set(found) == {last.pk}
    assert failed == {message.pk}


def test_a_petition_without_pages_is_called_by_its_name(petition):
    sign(petition, wish(language="es"))
    message = Message.objects.latest("pk")
    assert "Fingerprints" in open_letters([message])[message.pk].subject


@pytest.mark.parametrize(
    ("exposure", "kind", "subject"),
    [
        ("guarded", CONFIRMATION, "Falta confirmar"),
        ("guarded", ALREADY, "Ya confirmaste"),
        ("sealed", RECEIPT, "Tu comprobante"),
    ],
)
def test_a_mail_about_a_risk_says_nothing_on_a_locked_screen(settings, exposure, kind, subject):
    settings.DEFAULT_FROM_EMAIL = "Migrant Justice <hello@example.org>"
    petition = sealed_petition()[0] if exposure == "sealed" else make_petition(exposure=exposure)
    title = make_campaign(petition)["es"].title
    sign(petition, wish())
    about = Signature.objects.latest("pk").pk
    message = Message.objects.create(kind=kind, subject_id=about, language="es")
    letter = open_letters([message])[message.pk]
    sent = message_from_bytes(compose(message, letter).content, policy=modern)
    assert sent["Subject"] == subject
    assert sent["From"] in ("example.org <hello@example.org>", '"example.org" <hello@example.org>')
    first = letter.text.strip().splitlines()[0]
    assert len(first) > 90  # what a locked screen shows of the text
    assert title not in first
    assert title in letter.text
    assert title not in re.search(r"<title>.*?</title>", letter.html)[0]


def test_a_neutral_sender_may_have_a_name(settings):
    settings.NEUTRAL_SENDER, settings.DEFAULT_FROM_EMAIL = "Oficina", "Hub <hello@example.org>"
    assert neutral_headers() == (("From", "Oficina <hello@example.org>"),)


def test_a_mail_that_the_class_does_not_have_is_not_written():
    petition = make_petition(exposure="guarded")
    sign(petition, wish())
    Petition.objects.update(exposure="sealed")
    about = Signature.objects.get().pk
    message = Message.objects.create(kind=ALREADY, subject_id=about, language="es")
    assert open_letters([message]) == {}
