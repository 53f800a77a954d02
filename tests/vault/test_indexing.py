"""A blind index finds equals under one key for one purpose, and tells nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.indexing import blind_index, fold_name

KEY, OTHER_KEY = b"a" * 32, b"b" * 32
LETTERS = "abcdefghijklmnñopqrstuvwxyzáéíóúüçàèìòùâêôãõäöåøœšžčćęł"
names = st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=5)


def test_an_index_is_the_same_for_equals_and_another_for_all_else():
    index = blind_index(KEY, "email", "ana@example.org")
    assert index == blind_index(KEY, "email", "ana@example.org")
    others = {
        blind_index(OTHER_KEY, "email", "ana@example.org"),
        blind_index(KEY, "name", "ana@example.org"),
        blind_index(KEY, "email", "eva@example.org"),
    }
    assert index not in others
    assert len(others) == 3
    assert len(index) == 32
    assert b"ana" not in index


@settings(deadline=None)
@given(names)
def test_case_and_spacing_make_no_other_person(words):
    plain = fold_name(" ".join(words))
    assert fold_name("  ".join(words).upper()) == plain
    assert fold_name(f"\t{' '.join(words).title()}\u00a0") == plain


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("María Peña", "MARIA PENA"),
        ("José", "Jose\u0301"),
        ("Łukasz Strauß", "łukasz STRAUSS"),
        ("Ольга", "ОЛЬГА"),
        ("Ｍａｒíａ", "María"),
    ],
)
def test_accents_and_their_encoding_make_no_other_person(one, same):
    assert fold_name(one) == fold_name(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana García", "Ana García López"),
        ("Ana García López", "Ana López García"),
        ("Ana María", "Anamaría"),
        ("李小龍", "李小明"),
        ("Иван", "Ива"),
    ],
)
def test_two_surnames_stay_two_people(one, other):
    assert fold_name(one) != fold_name(other)
