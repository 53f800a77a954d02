"""A question is read kindly: marks that make no sense are punctuation."""

import pytest

from cms.questioning import LONGEST_QUESTION, MOST_TERMS, QuestionTooLong, Term, read_question


def terms(typed: str) -> list[list[Term]]:
    return [list(each) for each in read_question(typed).alternatives]


def test_words_hold_together():
    assert terms("juez  migrante") == [[Term("juez"), Term("migrante")]]


@pytest.mark.parametrize("typed", ['"casa blanca"', "“casa blanca”", "«casa blanca»"])
def test_quotation_marks_make_a_phrase(typed):
    assert terms(typed) == [[Term("casa blanca", is_phrase=True)]]


def test_a_minus_leaves_out():
    assert terms('ley -juez -"casa blanca"')[0][1:] == [
        Term("juez", is_excluded=True),
        Term("casa blanca", is_phrase=True, is_excluded=True),
    ]


def test_or_makes_alternatives():
    assert terms("juez OR ley migrante") == [[Term("juez")], [Term("ley"), Term("migrante")]]


@pytest.mark.parametrize(
    "typed", ["", " ", "-", '"', '""', "¿?", "or", "-juez", '-"casa blanca"', "\0"]
)
def test_what_asks_for_nothing_is_no_question(typed):
    assert terms(typed) == []


@pytest.mark.parametrize(
    "typed", ['"juez', 'juez"', "jue\0z", "(juez", "juez)", "juez&", "!juez", "juez:*"]
)
def test_stray_marks_are_punctuation(typed):
    assert [term.text for term in terms(typed)[0]]


@pytest.mark.parametrize("typed", ["x" * (LONGEST_QUESTION + 1), "a " * (MOST_TERMS + 1)])
def test_what_is_too_long_is_refused(typed):
    with pytest.raises(QuestionTooLong):
        read_question(typed)
