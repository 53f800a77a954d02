"""Facts have one spelling, whichever language tells them."""

import pytest

from cms.facts import facts_in, says_in_words


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("1,850 people signed", "firmaron 1.850 personas"),
        ("1,850 people signed", "firmaron 1850 personas"),
        ("12.5 percent", "el 12,5 por ciento"),
        ("on May 3, 2026", "el 3 de mayo de 2026"),
        ("on Dec. 18", "el 18 de diciembre"),
        ("on the first of nothing, May 1", "el primero de mayo"),
        ("on May 1st", "el 1.º de mayo"),
        ("at 6:30 p.m.", "a las 18:30"),
        ("at 6:30 pm on Dec. 1", "el 1 de diciembre a las 6:30 p. m."),
        ("call (617) 629-4731", "llama al +1 617-629-4731"),
        ("call 617.629.4731", "llama al 617 629-4731"),
    ],
)
def test_a_fact_is_the_same_in_both_languages(english, spanish):
    here, there = facts_in(english), facts_in(spanish)
    assert (here.numbers, here.dates, here.times, here.phones) == (
        there.numbers,
        there.dates,
        there.times,
        there.phones,
    )
    assert here.numbers or here.dates or here.times or here.phones


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,850 people", "1.580 personas"),
        ("on May 3", "el 3 de marzo"),
        ("on May 3", "el 13 de mayo"),
        ("at 6:30 p.m.", "a las 18:50"),
        ("call (617) 629-4731", "llama al 617-629-4713"),
    ],
)
def test_a_fact_that_differs_is_told_apart(one, other):
    assert facts_in(one) != facts_in(other)


def test_a_phone_number_or_a_date_is_not_also_a_number():
    facts = facts_in("Call (617) 629-4731 on May 3 at 6:30 p.m.")
    assert facts.numbers == frozenset()


def test_names_are_two_capitals_or_more_without_the_small_word_before():
    text = "The Centro Presente office; Patricia Montes said. On Monday Deval Patrick left."
    assert {"Centro Presente", "Patricia Montes"} <= facts_in(text).names


@pytest.mark.parametrize(
    ("number", "language", "text"),
    [
        ("3", "en", "three people"),
        ("3", "es", "tres personas"),
        ("1", "es", "una persona"),
        ("100", "es", "más de cien"),
        ("100", "es", "ciento veinte"),
        ("100", "en", "over a hundred"),
    ],
)
def test_small_and_round_numbers_may_be_words(number, language, text):
    assert says_in_words(text, number, language)


def test_a_word_inside_another_is_no_number():
    assert not says_in_words("el doceavo", "12", "es")
    assert not says_in_words("anyone", "1", "en")
