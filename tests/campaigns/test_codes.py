"""A code of six digits confirms as its link does: its own row only, five times at most, and what
fails tells nothing.
"""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.codes import MOST_TRIES, CodeRefused, code_of, confirm_by_code
from campaigns.expiring import expire_pending
from campaigns.exposing import Choices
from campaigns.letters import open_letters
from campaigns.models import Consent, Partner, Petition, Signature
from campaigns.signing import confirm, sign
from outbox.models import Message
from outbox.sending import send_due
from tests.campaigns.reading import text_of
from tests.campaigns.sealed import held_key
from tests.campaigns.test_concurrency import at_once
from tests.making import form, wish
from tests.making import petition as make_petition

pytestmark = pytest.mark.django_db
MARIA = {"name": "María Peña", "email": "maria@example.org", "choices": Choices()}
REFUSAL = "Este código no sirvió"


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


@pytest.fixture
def signed(campaign, reader, smtp_sink):
    """The answer page of a Spanish signing, and the code in its mail."""
    sent = reader.post(campaign["es"].sign_url(), form()).url
    send_due("tx")
    message = smtp_sink.received[-1].message
    parts = [message.get_body((kind,)).get_content() for kind in ("plain", "html")]
    codes = {re.search(r"(?<![\d#])\d{6}(?!\d)", part)[0] for part in parts}
    (code,) = codes
    return f"{sent}codigo/", code, message


def test_the_code_of_the_mail_confirms_and_leads_to_the_links_own_page(signed, reader):
    address, code, _message = signed
    response = reader.post(address, {"code": f" {code[:3]} {code[3:]} "}, follow=True)
    assert response.redirect_chain[0][1] == 303
    assert "/es/firmar/confirmar/" in response.redirect_chain[0][0]
    assert "Tu firma cuenta" in text_of(response)
    assert Signature.objects.confirmed().count() == 1
    assert not reader.cookies


def test_sending_the_code_twice_is_no_error(signed, reader):
    address, code, _message = signed
    for _time in range(2):
        assert reader.post(address, {"code": code}).status_code == 303
    assert Signature.objects.confirmed().count() == 1


def test_what_was_unticked_when_signing_again_is_not_published_by_the_code(
    campaign, reader, smtp_sink
):
    Petition.objects.update(exposure="open")
    unions = [
        Partner.objects.create(
            petition=campaign["es"].petition, name=name, slug=name, receives_names=True
        )
        for name in ("union", "iglesia")
    ]
    kept, dropped = (f"partner_{each.pk}" for each in unions)
    told = {"tell_outcome": "on", kept: "on"}
    ticked = told | {"tell_news": "on", "hand_over": "on", "shown_as": "full", dropped: "on"}
    reader.post(campaign["es"].sign_url(), form(**ticked))
    again = reader.post(campaign["es"].sign_url(), form(**told, shown_as="first")).url
    send_due("tx")
    [mail] = smtp_sink.received  # no second one: it is within ten minutes
    code = re.search(r"(?<![\d#])\d{6}(?!\d)", mail.message.get_body(("plain",)).get_content())
    assert reader.post(f"{again}codigo/", {"code": code[0]}).status_code == 303
    row = Signature.objects.confirmed().get()
    assert (row.shown_as, row.goes_to_target) == ("first", False)
    assert (row.wants_outcome, row.wants_updates) == (True, False)
    assert Consent.objects.get().partner == unions[0]


def test_a_code_adds_no_choice_to_those_of_its_row(petition):
    sign(petition, wish())
    every = Choices("first", goes_to_target=True, wants_outcome=True, wants_updates=True)
    code = code_of(Signature.objects.get())
    confirm_by_code(petition, **MARIA | {"choices": every}, code=code)
    assert Signature.objects.confirmed().get().choices == Choices()


def test_a_code_typed_after_the_link_takes_back_nothing(petition):
    sign(petition, wish(goes_to_target=True))
    code = code_of(Signature.objects.get())
    confirm(Signature.objects.get())
    confirm_by_code(petition, **MARIA, code=code)
    assert Signature.objects.get().goes_to_target


def test_the_page_asks_for_the_code_as_phones_expect(signed, reader):
    page = text_of(reader.get(signed[0].removesuffix("codigo/")))
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert reader.get(signed[0]).status_code == 302


def test_wrong_unknown_and_used_up_get_one_answer(signed, campaign, reader):
    address, code, _message = signed
    unknown = reader.post(campaign["es"].sign_url(), form(email="nobody@example.org")).url
    Signature.objects.latest("pk").delete()
    answers = [reader.post(address, {"code": other_than(code)})]
    answers.append(reader.post(f"{unknown}codigo/", {"code": code}))
    answers.append(reader.post(address, {"code": "ana"}))
    answers.append(reader.post(address, {"code": "9" * 10_000}))
    Signature.objects.update(code_tries=MOST_TRIES)
    answers.append(reader.post(address, {"code": code}))
    for answer in answers:
        assert (answer.status_code, answer.headers["Cache-Control"]) == (422, "no-store")
        assert text_of(answer).count(REFUSAL) == 1
    assert not Signature.objects.confirmed().exists()


def test_five_tries_are_all_even_for_who_asks_for_mail_again(petition):
    sign(petition, wish())
    code = code_of(Signature.objects.get())
    for _try in range(MOST_TRIES):
        with pytest.raises(CodeRefused):
            confirm_by_code(petition, **MARIA, code=other_than(code))
    Signature.objects.update(mailed_at=timezone.now() - timedelta(hours=1))
    sign(petition, wish())
    with pytest.raises(CodeRefused):
        confirm_by_code(petition, **MARIA, code=code_of(Signature.objects.get()))
    assert not Signature.objects.confirmed().exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_guesses_at_once_are_five(settings):
    petition = make_petition()
    sign(petition, wish())
    code = code_of(Signature.objects.get())

    def guess(_index: int) -> bool:
        try:
            confirm_by_code(petition, **MARIA, code=other_than(code))
        except CodeRefused:
            return False
        return True

    assert not any(at_once(guess))
    assert Signature.objects.get().code_tries == MOST_TRIES


def test_the_code_of_another_row_confirms_nothing(petition):
    sign(petition, wish())
    sign(petition, wish(name="José Peña"))
    sign(petition, wish(email="ana@example.org"))
    mine, *others = Signature.objects.order_by("pk")
    for other in others:
        with pytest.raises(CodeRefused):
            confirm_by_code(petition, **MARIA, code=code_of(other))
    assert confirm_by_code(petition, **MARIA, code=code_of(mine))
    assert Signature.objects.confirmed().get() == mine


def test_known_and_unknown_cost_the_same_statements(petition):
    sign(petition, wish())
    counts = []
    for email in ("maria@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as asked, pytest.raises(CodeRefused):
            confirm_by_code(petition, **MARIA | {"email": email}, code="x")
        counts.append(len(asked))
    assert counts[0] == counts[1] == 3  # with the switch, which a live process remembers


def test_a_code_of_one_petition_opens_no_other(petition):
    sign(petition, wish())
    with pytest.raises(CodeRefused):
        confirm_by_code(make_petition(), **MARIA, code=code_of(Signature.objects.get()))


def test_code_and_pending_row_live_equally_long(petition):
    sign(petition, wish())
    code, last = code_of(Signature.objects.get()), Signature.objects.get().expires_on
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert timezone.now().date() > last
        with pytest.raises(CodeRefused):
            confirm_by_code(petition, **MARIA, code=code)
        expire_pending()
        with pytest.raises(CodeRefused):
            confirm_by_code(petition, **MARIA, code=code)


def test_a_code_survives_a_new_house_key(petition, settings):
    sign(petition, wish())
    code = code_of(Signature.objects.get())
    settings.FIELD_ENCRYPTION_KEYS = {"k9": b"n" * 32, **settings.FIELD_ENCRYPTION_KEYS}
    assert code_of(Signature.objects.get()) != code
    assert confirm_by_code(petition, **MARIA, code=code)


@pytest.mark.parametrize("exposure", Petition.Exposure.values)
def test_only_an_open_petitions_subject_bears_the_code(campaign, exposure):
    Petition.objects.update(exposure=exposure, **held_key())
    sign(Petition.objects.get(), wish())
    message = Message.objects.get()
    letter = open_letters([message])[message.pk]
    code = code_of(Signature.objects.get())
    assert code in letter.text
    assert code in letter.html
    assert (code in letter.subject) is (exposure == "open")


def test_a_code_from_another_site_is_refused_without_a_try(signed, client):
    address, code, _message = signed
    response = client.post(address, {"code": code}, headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 422
    assert Signature.objects.get().code_tries == 0


def test_a_lost_keystore_interrupts_kindly(signed, reader, settings):
    settings.KEYSTORE_URL = "file:///nowhere/to/be/found"
    response = reader.post(signed[0], {"code": signed[1]})
    assert response.status_code == 503
    assert "no se puede firmar" in text_of(response)
