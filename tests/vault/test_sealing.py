"""A sealed value opens under its key, in its row and field, unchanged; else it does not open."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.sealing import NONCE_BYTES, CannotUnseal, heading, key_id_of, seal, seal_all, unseal

OLD, NEW = {"k1": b"1" * 32}, {"k2": b"2" * 32}
ROW = "campaigns.signature|00000000|name"
quick = settings(deadline=None, max_examples=80)


@quick
@given(st.text(), st.text())
def test_what_was_sealed_opens_again(value, place):
    assert unseal(seal(value, keys=OLD, bound_to=place), keys=OLD, bound_to=place) == value


def test_values_sealed_together_share_no_nonce():
    """Two values under one key and nonce would open each other."""
    values = {f"row|{number}": "María Peña" for number in range(5)}
    sealed = seal_all(values, keys=NEW)
    start = len(heading("k2"))
    assert len({each[start : start + NONCE_BYTES] for each in sealed}) == len(values)
    opened = [
        unseal(each, keys=NEW, bound_to=bound) for each, bound in zip(sealed, values, strict=True)
    ]
    assert opened == list(values.values())


@quick
@given(st.text(min_size=1), st.data())
def test_a_value_with_one_changed_bit_does_not_open(value, data):
    sealed = bytearray(seal(value, keys=OLD, bound_to=ROW))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CannotUnseal):
        unseal(bytes(sealed), keys=OLD | NEW, bound_to=ROW)


def test_a_shortened_value_does_not_open():
    sealed = seal("María Peña", keys=OLD, bound_to=ROW)
    for length in range(len(sealed)):
        with pytest.raises(CannotUnseal):
            unseal(sealed[:length], keys=OLD, bound_to=ROW)


@quick
@given(st.binary())
def test_foreign_bytes_never_open_and_raise_nothing_else(foreign):
    for sealed in (foreign, b"\x01\x02k1" + foreign):
        with pytest.raises(CannotUnseal):
            unseal(sealed, keys=OLD, bound_to=ROW)


def test_a_moved_value_does_not_open():
    sealed = seal("María Peña", keys=OLD, bound_to=ROW)
    for elsewhere in (ROW.replace("name", "email"), ROW.replace("0", "1"), ""):
        with pytest.raises(CannotUnseal):
            unseal(sealed, keys=OLD, bound_to=elsewhere)


def test_equal_values_look_different_and_show_nothing():
    one, other = (seal("María Peña", keys=OLD, bound_to=ROW) for _ in range(2))
    assert one != other
    assert "Peña".encode() not in one


def test_a_new_key_seals_and_the_old_one_still_opens():
    before = seal("before", keys=OLD, bound_to=ROW)
    after = seal("after", keys=NEW | OLD, bound_to=ROW)
    assert (key_id_of(before), key_id_of(after)) == ("k1", "k2")
    assert unseal(before, keys=NEW | OLD, bound_to=ROW) == "before"
    with pytest.raises(CannotUnseal):
        unseal(before, keys=NEW, bound_to=ROW)


def test_another_key_of_the_same_id_does_not_open():
    sealed = seal("María Peña", keys=OLD, bound_to=ROW)
    with pytest.raises(CannotUnseal):
        unseal(sealed, keys={"k1": NEW["k2"]}, bound_to=ROW)


def test_the_failure_does_not_tell_the_value():
    sealed = seal("María Peña", keys=OLD, bound_to=ROW)
    with pytest.raises(CannotUnseal) as failure:
        unseal(sealed, keys=OLD, bound_to="elsewhere")
    assert "Peña" not in repr(failure.value) + repr(failure.value.__cause__)
