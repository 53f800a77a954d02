"""The doors of signing: clear answers in the reader's language, fitting statuses, nothing lost."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from campaigns.addresses import sent_url
from campaigns.answers import seal_answer
from campaigns.models import Petition, Signature
from campaigns.signing import sign
from outbox.models import Message
from outbox.sending import send_due
from tests.campaigns.reading import link_in, text_of
from tests.making import form, wish

pytestmark = pytest.mark.django_db


def test_signing_in_spanish_is_answered_in_spanish(campaign, reader):
    response = reader.post(campaign["es"].sign_url(), form(), follow=True)
    assert response.redirect_chain[0][1] == 303
    assert "maria@example.org" in text_of(response)
    assert '<html lang="es">' in text_of(response)
    assert "revisa tu correo" in text_of(response)
    assert response.headers["Cache-Control"] == "no-store"


def test_the_mail_comes_in_the_signers_language_and_bears_the_name(link, smtp_sink):
    message = smtp_sink.received[0].message
    assert message["Subject"] == "Falta confirmar"  # guarded: it names nothing
    assert "Hola, María Peña:" in message.get_body(("plain",)).get_content()
    assert 'lang="es"' in message.get_body(("html",)).get_content()


def test_the_link_alone_confirms_nothing(link, reader):
    for _scan in range(3):
        assert reader.get(link).status_code == 200
    assert Signature.objects.confirmed().count() == 0


def test_the_button_confirms_and_pressing_it_again_changes_nothing(link, reader):
    for _press in range(2):
        response = reader.post(link, follow=True)
        assert response.status_code == 200
        assert "Tu firma cuenta" in text_of(response)
    assert Signature.objects.confirmed().count() == 1


def test_new_and_known_addresses_get_the_same_answer(campaign, reader):
    answers = []
    for _time in range(2):
        response = reader.post(campaign["es"].sign_url(), form())
        page = reader.get(response.url)
        body = re.sub(rb"/(revisa-tu-correo|check-your-mail)/[^/\"]+/", b"/TOKEN/", page.content)
        answers.append((response.status_code, sorted(response.headers), page.status_code, body))
    assert answers[0] == answers[1]


def test_a_second_submit_of_the_same_form_makes_one_signature(campaign, reader):
    for _submit in range(2):
        assert reader.post(campaign["es"].sign_url(), form()).status_code == 303
    assert Signature.objects.count() == Message.objects.count() == 1


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "This page does not exist"), ("es", "Esta página no existe")]
)
def test_an_unknown_petition_is_not_found_in_the_pages_language(
    campaign, reader, language, sentence
):
    path = (
        campaign[language]
        .sign_url()
        .replace(str(campaign["en"].petition.public_id), str(uuid.uuid4()))
    )
    response = reader.post(path, form())
    assert response.status_code == 404
    assert sentence in text_of(response)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "This petition is closed"), ("es", "Esta petición está cerrada")],
)
def test_a_closed_petition_says_so(campaign, reader, language, sentence):
    Petition.objects.update(state="closed")
    response = reader.post(campaign[language].sign_url(), form())
    assert response.status_code == 410
    assert sentence in text_of(response)
    assert not Signature.objects.exists()


BAD = [
    ({"email": "nobody"}, "no parece un correo"),
    ({"email": ""}, "Escribe tu correo"),
    ({"name": ""}, "Escribe tu nombre"),
    ({"name": "Ana\0María"}, "caracteres nulos"),
    ({"name": "Ana\u202eMaría"}, "signo que no se puede mostrar"),
    ({"name": "www.example.org"}, "Escribe el nombre que usas"),
    ({"name": "A" * 10_000}, "100"),
    ({"email": "a" * 10_000 + "@example.org"}, "254"),
    ({"postal_code": "1" * 10_000}, "12"),
    ({"postal_code": "ABCDE"}, "código postal de cinco dígitos"),
    ({"postal_code": ""}, "código postal de cinco dígitos"),
    ({"email": "maria@example.org\r\nBcc: all@example.org"}, "no parece un correo"),
]


@pytest.mark.parametrize(("fields", "sentence"), BAD)
def test_bad_input_is_explained_in_spanish_and_nothing_typed_is_lost(
    campaign, reader, fields, sentence
):
    response = reader.post(campaign["es"].sign_url(), form(**fields))
    assert response.status_code == 422
    assert sentence in text_of(response)
    kept = form(**fields) | {"name": "María Peña"}
    if "email" not in fields:
        assert kept["email"] in text_of(response)
    assert not Signature.objects.exists()


def test_a_body_that_is_no_text_is_no_server_error(campaign, reader):
    for body in (b"name=%ff%fe&email=%ed%a0%80", b"\xff\xfe\x00", b"name=%00"):
        response = reader.generic(
            "POST", campaign["es"].sign_url(), body, "application/x-www-form-urlencoded"
        )
        assert response.status_code == 422


def test_someone_abroad_signs_without_a_postal_code(campaign, reader):
    reader.post(campaign["es"].sign_url(), form(postal_code="", is_abroad="on"))
    assert Signature.objects.get().region == "abroad"


def test_every_choice_is_off_unless_it_was_ticked(campaign, reader):
    reader.post(campaign["es"].sign_url(), form())
    signature = Signature.objects.get()
    assert (signature.goes_to_target, signature.wants_outcome) == (False, False)
    assert signature.shown_as == Signature.Shown.NOTHING


def test_a_form_from_another_site_is_refused_and_keeps_what_was_typed(campaign):
    foreign = Client(headers={"Origin": "https://elsewhere.example"})
    response = foreign.post(campaign["es"].sign_url(), form())
    assert response.status_code == 403
    assert "llegó desde otro sitio" in text_of(response)
    assert "maria@example.org" in text_of(response)
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://testserver"}, 303),
        ({"Origin": "null"}, 303),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 303),
        ({}, 303),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_the_origin_stands_in_for_a_cookie(campaign, headers, status):
    response = Client(headers=headers).post(campaign["en"].sign_url(), form())
    assert response.status_code == status
    assert not response.cookies


def test_a_likely_slip_is_pointed_out_and_can_be_corrected(campaign, reader):
    response = reader.post(campaign["es"].sign_url(), form(email="ana@gmail.con"))
    page = reader.get(response.url)
    assert 0 < text_of(page).index("ana@gmail.com") < text_of(page).index("Los seis dígitos")
    corrected = reader.post(response.url, {"email": "ana@gmail.com"}, follow=True)
    assert "ana@gmail.com" in text_of(corrected)
    assert Signature.objects.filter(domain_tag="gmail.com").count() == 1


def test_an_old_or_foreign_answer_leads_back_to_the_campaign(campaign, reader):
    petition = campaign["es"].petition
    foreign = seal_answer(uuid.uuid4(), form())
    with time_machine.travel(timezone.now() - timedelta(hours=2), tick=False):
        old = seal_answer(petition.public_id, form())
    for token in (foreign, old, "nonsense"):
        response = reader.get(sent_url(petition.public_id, token, "es"))
        assert response.status_code == 302
        assert response.url == campaign["es"].url


def test_a_forged_token_is_not_found_in_the_pages_language(link, reader):
    forged = link[:-6] + "AAAAA/"
    for path, sentence in ((forged, "no funciona"), (link[:-20] + "/", "no funciona")):
        response = reader.get(path)
        assert response.status_code == 404
        assert sentence in text_of(response)
    assert reader.post(forged).status_code == 404
    assert Signature.objects.confirmed().count() == 0


def test_the_token_of_one_signature_does_not_open_another(campaign, reader, smtp_sink):
    links = []
    for name in ("Ana", "Eva"):
        reader.post(campaign["es"].sign_url(), form(name=name, email=f"{name}@example.org"))
        send_due("tx")
        links.append(link_in(smtp_sink))
    first, second = (path.rstrip("/").rsplit("/", 1)[1].split(".") for path in links)
    mixed = ".".join([first[0], *second[1:]])
    response = reader.post(links[0].replace(".".join(first), mixed))
    assert response.status_code == 404


def test_an_expired_link_says_so_before_and_after_its_row_is_gone(link, reader):
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert reader.get(link).status_code == 410
        assert "venció" in text_of(reader.get(link)) or "caduc" in text_of(reader.get(link))
        Signature.objects.all().delete()
        assert reader.post(link).status_code == 410


def test_a_link_lives_as_long_as_its_pending_row(link, reader):
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert reader.get(link).status_code == 200


def test_no_answer_sets_a_cookie(campaign, reader):
    response = reader.post(campaign["es"].sign_url(), form(), follow=True)
    assert not reader.cookies
    assert not response.cookies


def test_a_lost_keystore_interrupts_kindly(campaign, reader, settings):
    settings.KEYSTORE_URL = "file:///nowhere/to/be/found"
    response = reader.post(campaign["es"].sign_url(), form())
    assert response.status_code == 503
    assert "no se puede firmar" in text_of(response)
    assert "maria@example.org" in text_of(response)


def test_signing_directly_is_not_needed_to_read(campaign, reader):
    sign(campaign["en"].petition, wish())
    assert reader.get(campaign["es"].sign_url()).url == campaign["es"].url
