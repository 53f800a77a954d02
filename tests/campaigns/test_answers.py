"""The answer page's address carries what was typed, sealed: for one petition, for an hour."""

import base64
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.addresses import sent_url
from campaigns.answers import AnswerGone, open_answer, seal_answer
from tests.making import form

PETITION = uuid4()
quick = settings(deadline=None, max_examples=60)


@quick
@given(st.dictionaries(st.text(max_size=12), st.text(max_size=60), max_size=6))
def test_what_was_typed_comes_back(fields):
    token = seal_answer(PETITION, fields)
    assert open_answer(PETITION, token).fields == fields
    assert sent_url(PETITION, token, "es").endswith(f"/{token}/")


def test_the_address_shows_nothing_of_what_was_typed():
    token = seal_answer(PETITION, form(email="maria@example.org"))
    assert open_answer(PETITION, token).email == "maria@example.org"
    raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    for word in (b"maria", b"example", b"02118", b"email"):
        assert word not in raw
    assert token != seal_answer(PETITION, form(email="maria@example.org"))


def test_an_answer_opens_for_its_own_petition_only():
    token = seal_answer(PETITION, form())
    with pytest.raises(AnswerGone):
        open_answer(uuid4(), token)


def test_an_answer_lasts_an_hour():
    token = seal_answer(PETITION, form())
    now = datetime.now(UTC)
    with time_machine.travel(now + timedelta(minutes=59), tick=False):
        assert open_answer(PETITION, token).email
    with time_machine.travel(now + timedelta(minutes=61), tick=False), pytest.raises(AnswerGone):
        open_answer(PETITION, token)


@quick
@given(st.data())
def test_a_changed_answer_is_gone(data):
    token = seal_answer(PETITION, form())
    raw = bytearray(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(AnswerGone):
        open_answer(PETITION, base64.urlsafe_b64encode(raw).rstrip(b"=").decode())


@quick
@given(st.text())
def test_made_up_text_is_gone_and_raises_nothing_else(text):
    for made_up in (text, "AQ" + text):
        with pytest.raises(AnswerGone):
            open_answer(PETITION, made_up)
