"""A token proves one purpose for one subject until its last day, and nothing that is made up."""

import string
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from vault.tokens import TokenExpired, TokenUnknown, check_token, derive_token, new_nonce
from vault.tokens import read_token as read

SUBJECT, NONCE, TODAY = uuid.uuid4(), new_nonce(), datetime.now(UTC).date()
LAST_DAY = TODAY + timedelta(days=7)
quick = profile(deadline=None, max_examples=120)
days = st.dates(TODAY + timedelta(days=1), date(9999, 1, 1))  # a run may go through midnight
nonces = st.binary(min_size=16, max_size=16)


def is_believed(text: str, *, purpose: str = "confirm", nonce: bytes = NONCE) -> bool:
    try:
        check_token(read(text), purpose, nonce)
    except (TokenUnknown, TokenExpired):
        return False
    return True


@quick
@given(st.uuids(), nonces, days)
def test_a_token_is_believed_for_what_it_was_made(subject, nonce, day):
    text = derive_token("confirm", subject, nonce, day)
    assert text == derive_token("confirm", subject, nonce, day)
    assert (read(text).subject, read(text).good_until) == (subject, day)
    assert is_believed(text, nonce=nonce)
    assert not is_believed(text, nonce=nonce, purpose="erase")
    assert not is_believed(text, nonce=bytes(16) if nonce != bytes(16) else b"1" * 16)


@quick
@given(st.data())
def test_no_changed_token_proves_anything_new(data):
    text = derive_token("confirm", SUBJECT, NONCE, LAST_DAY)
    place = data.draw(st.integers(0, len(text) - 1))
    mark = data.draw(st.sampled_from(string.ascii_letters + string.digits + "-_. +~ñ\0"))
    changed = text[:place] + mark + text[place + 1 :]
    if is_believed(changed):
        # The last letter of base64 has bits without meaning.
        assert read(changed) == read(text)


def test_the_parts_of_two_tokens_make_no_third():
    mine = derive_token("confirm", SUBJECT, NONCE, LAST_DAY).split(".")
    later = derive_token("confirm", SUBJECT, NONCE, LAST_DAY + timedelta(days=1)).split(".")
    others = derive_token("confirm", uuid.uuid4(), NONCE, LAST_DAY).split(".")
    for foreign in (later, others):
        for place in range(4):
            mixed = [*mine[:place], foreign[place], *mine[place + 1 :]]
            assert is_believed(".".join(mixed)) is (foreign[place] == mine[place])


@quick
@given(st.text())
def test_made_up_text_is_unknown_and_raises_nothing_else(text):
    for made_up in (text, f"{text}.1.k2.{text}", f"AAAAAAAAAAAAAAAAAAAAAA.{text}.k2.AAAA"):
        with pytest.raises((TokenUnknown, TokenExpired)):
            check_token(read(made_up), "confirm", NONCE)


def test_a_token_is_good_until_the_end_of_its_last_day():
    text = derive_token("confirm", SUBJECT, NONCE, LAST_DAY)
    end = datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, 23, 59, tzinfo=UTC)
    with time_machine.travel(end, tick=False):
        assert is_believed(text)
    with time_machine.travel(end + timedelta(minutes=1), tick=False):
        with pytest.raises(TokenExpired) as expired:
            read(text)
        assert expired.value.subject == SUBJECT


def test_an_old_house_key_is_believed_until_it_is_dropped(settings):
    old, new = {"k1": b"1" * 32}, {"k2": b"2" * 32}
    settings.FIELD_ENCRYPTION_KEYS = old
    text = derive_token("confirm", SUBJECT, NONCE, LAST_DAY)
    settings.FIELD_ENCRYPTION_KEYS = new | old
    assert is_believed(text)
    assert read(derive_token("confirm", SUBJECT, NONCE, LAST_DAY)).key_id == "k2"
    settings.FIELD_ENCRYPTION_KEYS = new
    assert not is_believed(text)
    settings.FIELD_ENCRYPTION_KEYS = {"k1": new["k2"]}
    assert not is_believed(text)


def test_a_token_fits_an_address_and_shows_no_nonce():
    text = derive_token("confirm", SUBJECT, NONCE, LAST_DAY)
    assert set(text) <= set(string.ascii_letters + string.digits + "-_.")
    assert len(text) < 80
    assert NONCE.hex() not in text
