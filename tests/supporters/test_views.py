"""The doors of subscribing: plain answers in the reader's language, nothing told, nothing lost."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from outbox.models import Message
from supporters.codes import code_of
from supporters.erasing import erase
from supporters.leaving import leave
from supporters.models import Supporter
from supporters.subscribing import CONFIRMATION
from tests.supporters.mailbox import (
    ANA,
    SUBSCRIBE,
    link_in,
    mailed,
    pending,
    plain,
    subscribed,
    text_of,
)

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("language", ["en", "es"])
TITLE = {"en": "One step left: check your e-mail", "es": "Falta un paso: revisa tu correo"}
TOKEN = re.compile(rb"/(revisa-tu-correo|check-your-mail)/[^/\"]+/")


@pytest.fixture
def link(reader, smtp_sink):
    """The path in the confirmation of a Spanish subscription."""
    reader.post(SUBSCRIBE["es"], {"email": ANA})
    return link_in(mailed(smtp_sink)[-1])


@BOTH
def test_subscribing_takes_one_field_and_is_answered_in_the_pages_language(reader, language):
    response = reader.post(SUBSCRIBE[language], {"email": ANA}, follow=True)
    assert response.redirect_chain[0][1] == 303
    assert f'<html lang="{language}">' in text_of(response)
    assert TITLE[language] in text_of(response)
    assert ANA in text_of(response)
    assert response.headers["Cache-Control"] == "no-store"
    assert Supporter.objects.get().language == language
    assert not reader.cookies


def test_new_waiting_subscribed_and_gone_addresses_get_the_same_answer(reader):
    pending("eva@example.org")
    subscribed("joe@example.org")
    leave(subscribed("lou@example.org"))
    erase(subscribed("sue@example.org"))
    answers = set()
    for name in ("new", "eva", "joe", "lou", "sue"):
        address = f"{name}@example.org"
        response = reader.post(SUBSCRIBE["en"], {"email": address})
        page = reader.get(response.url)
        body = TOKEN.sub(b"/TOKEN/", page.content).replace(address.encode(), b"ADDRESS")
        headers = tuple(sorted(set(response.headers) | set(page.headers)))
        answers.add((response.status_code, len(response.url), headers, page.status_code, body))
    assert len(answers) == 1


def test_the_link_alone_confirms_nothing_and_its_page_has_one_form(link, reader):
    for _scan in range(3):
        page = reader.get(link)
        assert page.status_code == 200
        assert text_of(page).count("<form") == 1
        assert reader.head(link).status_code == 200
    assert not Supporter.objects.confirmed().exists()


def test_the_button_subscribes_and_pressing_it_again_changes_nothing(link, reader):
    for _press in range(2):
        response = reader.post(link, follow=True)
        assert "Tu suscripción está activa" in text_of(response)
        assert response.headers["Cache-Control"] == "no-store"
    assert Supporter.objects.confirmed().count() == 1
    assert re.search(r'href="(/es/suscribirse/preferencias/[^"]+)"', text_of(response))


def test_the_code_of_the_mail_subscribes_as_its_link_does(reader, smtp_sink):
    sent = reader.post(SUBSCRIBE["es"], {"email": ANA}).url
    message = mailed(smtp_sink)[-1]
    code = re.search(r"\b\d{6}\b", plain(message))[0]
    assert code in message["Subject"]
    response = reader.post(f"{sent}codigo/", {"code": f"{code[:3]} {code[3:]}"}, follow=True)
    assert "Tu suscripción está activa" in text_of(response)
    assert Supporter.objects.confirmed().exists()


def test_wrong_unknown_and_used_up_codes_get_one_answer(reader):
    sent = reader.post(SUBSCRIBE["es"], {"email": ANA}).url
    code = code_of(Supporter.objects.get())
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for typed in [wrong, "ana", "9" * 10_000, "1\0", "", wrong, wrong, wrong, wrong, code]:
        response = reader.post(f"{sent}codigo/", {"code": typed})
        assert response.status_code == 422
        assert response.headers["Cache-Control"] == "no-store"
    assert not Supporter.objects.confirmed().exists()
    assert reader.get(f"{sent}codigo/").status_code == 303


BAD = [
    ("", "Escribe tu correo"),
    ("nobody", "no parece un correo"),
    ("a" * 10_000 + "@example.org", "254"),
    ("ana\0@example.org", "no parece un correo"),
    ("ana@example.org\r\nBcc: all@example.org", "no parece un correo"),
    ("<script>@example.org", "no parece un correo"),
]


@pytest.mark.parametrize(("typed", "sentence"), BAD)
def test_bad_input_is_explained_and_kept(reader, typed, sentence):
    for path in (SUBSCRIBE["es"], f"{SUBSCRIBE['es']}preferencias/"):
        response = reader.post(path, {"email": typed})
        assert response.status_code == 422
        assert sentence in text_of(response)
        assert "<script>" not in response.content.decode().split("<main")[1]
    if typed == "nobody":
        assert 'value="nobody"' in text_of(response)
    assert not Supporter.objects.exists()


def test_a_body_that_is_no_text_is_no_server_error(reader):
    for body in (b"email=%ff%fe", b"\xff\xfe\x00", b"email=%00"):
        kind = "application/x-www-form-urlencoded"
        assert reader.generic("POST", SUBSCRIBE["en"], body, kind).status_code == 422


def test_a_form_from_another_site_is_refused_and_keeps_what_was_typed(reader):
    foreign = Client(headers={"Origin": "https://elsewhere.example"})
    for path in (SUBSCRIBE["es"], f"{SUBSCRIBE['es']}preferencias/"):
        response = foreign.post(path, {"email": ANA})
        assert response.status_code == 403
        assert "llegó desde otro sitio" in text_of(response)
        assert ANA in text_of(response)
    assert not Supporter.objects.exists()
    assert not Message.objects.exists()


def test_nothing_is_confirmed_or_corrected_from_another_site(link):
    foreign = Client(headers={"Origin": "https://elsewhere.example"})
    foreign.post(link)
    sent = Client().post(SUBSCRIBE["es"], {"email": "eva@example.org"}).url
    code = code_of(Supporter.objects.latest("pk"))
    assert foreign.post(f"{sent}codigo/", {"code": code}).status_code == 422
    assert foreign.post(sent, {"email": "joe@example.org"}).status_code == 422
    assert Supporter.objects.pending().count() == 2


def test_a_likely_slip_is_pointed_out_and_corrected_into_one_subscriber(reader):
    sent = reader.post(SUBSCRIBE["es"], {"email": "ana@gmail.con"}).url
    assert 'value="ana@gmail.com"' in text_of(reader.get(sent))
    corrected = reader.post(sent, {"email": "ana@gmail.com"}, follow=True)
    assert "ana@gmail.com" in text_of(corrected)
    states = list(Message.objects.order_by("pk").values_list("kind", "state"))
    assert states == [(CONFIRMATION, "cancelled"), (CONFIRMATION, "queued")]


def test_an_old_or_strange_answer_leads_back_to_the_form(reader):
    sent = reader.post(SUBSCRIBE["es"], {"email": ANA}).url
    strange = sent.replace(sent.rstrip("/").rsplit("/", 1)[1], "nonsense")
    assert reader.get(strange).url == SUBSCRIBE["es"]
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert reader.get(sent).url == SUBSCRIBE["es"]
        assert reader.post(sent, {"email": ANA}).url == SUBSCRIBE["es"]


def test_an_expired_link_says_so_and_a_forged_one_is_not_found(link, reader):
    forged = link[:-6] + "AAAAA/"
    for method in (reader.get, reader.post):
        assert method(forged).status_code == 404
    assert "no funciona" in text_of(reader.get(forged))
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        for method in (reader.get, reader.post):
            assert method(link).status_code == 410
        assert "venció" in text_of(reader.get(link))
        Supporter.objects.all().delete()
        assert reader.post(link).status_code == 410
    assert not Supporter.objects.confirmed().exists()


def test_the_link_lives_as_long_as_its_pending_row(link, reader):
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert reader.get(link).status_code == 200


def test_the_switch_leads_to_the_same_page_in_the_other_language(link, reader):
    sent = reader.post(SUBSCRIBE["en"], {"email": "eva@example.org"}).url
    for path, there in (
        (sent, sent.replace("/en/subscribe/check-your-mail/", "/es/suscribirse/revisa-tu-correo/")),
        (link, link.replace("/es/suscribirse/confirmar/", "/en/subscribe/confirm/")),
        (SUBSCRIBE["en"], SUBSCRIBE["es"]),
    ):
        assert f'href="http://testserver{there}"' in text_of(reader.get(path))


def test_every_public_page_has_the_form_and_no_page_for_one_person(campaign, post, link, reader):
    for path in ("/en/", "/es/noticias/", post["es"].url, campaign["en"].url):
        body = reader.get(path).content.decode()
        language = path[1:3]
        assert (
            body.count(f'<form class="subscribe" method="post" action="{SUBSCRIBE[language]}">')
            == 1
        )
        assert body.index('name="email"', body.index("<footer")) > 0
    assert '<form class="subscribe"' not in text_of(reader.get(link))


def test_the_form_below_a_campaign_is_named_apart_from_its_sign_form(campaign, reader):
    for language, words in (("en", "E-mail"), ("es", "Correo electrónico")):
        body = text_of(reader.get(campaign[language].url))
        labels = re.findall(r"<label[^>]*>([^<]*)</label>", body)
        assert [label for label in labels if words.lower() in label.lower()] == [words]
        assert body.index('action="' + SUBSCRIBE[language]) > body.index('name="postal_code"')
