"""A pasted text is shared out over the pieces of a page by the length of its paragraphs."""

import time

import pytest

from cms.aligning import MOST_PIECES, TooManyParagraphs, align, paragraphs_of

ENGLISH = [
    "Boston joined in silence",
    "Nobody had told the neighbours.",
    (
        "The city took part in a federal programme for months before anybody outside the police "
        "department knew of it, according to papers that an immigrant organisation obtained."
    ),
    "What comes next",
    "The governor has until January to decide whether the whole state joins as well.",
]
SPANISH = [
    "Boston se sumó en silencio",
    "Nadie les había avisado a los vecinos.",
    (
        "Durante meses, antes de que nadie fuera de la policía lo supiera, la ciudad participó en "
        "un programa federal, según documentos que obtuvo una organización de inmigrantes."
    ),
    "Lo que viene",
    "El gobernador tiene hasta enero para decidir si todo el estado se suma también.",
]


def test_as_many_paragraphs_as_pieces_go_one_to_one():
    assert align(ENGLISH, SPANISH).texts == SPANISH


def test_a_paragraph_that_was_parted_stays_with_its_piece():
    first, second = SPANISH[2].split(", según ")
    parted = [*SPANISH[:2], first, f"según {second}", *SPANISH[3:]]
    texts = align(ENGLISH, parted).texts
    assert texts == [*SPANISH[:2], f"{first}\nsegún {second}", *SPANISH[3:]]


def test_a_missing_heading_leaves_its_piece_empty():
    texts = align(ENGLISH, SPANISH[:3] + SPANISH[4:]).texts
    assert texts == [*SPANISH[:3], "", SPANISH[4]]


def test_two_pieces_in_one_paragraph_stand_at_the_first():
    joined = [SPANISH[0], SPANISH[1], SPANISH[2], f"{SPANISH[3]}. {SPANISH[4]}"]
    alignment = align(ENGLISH, joined)
    assert alignment.texts[3] == joined[3]
    assert alignment.texts[4] == ""


def test_a_paragraph_of_its_own_is_left_over_and_not_lost():
    extra = "Traducción de Rosa, con ayuda de su hermana."
    alignment = align(ENGLISH, [*SPANISH, extra])
    assert extra in "\n".join([*alignment.texts, *alignment.leftovers])


@pytest.mark.parametrize("number", [0, 1, 3, 9])
def test_no_word_is_lost_whatever_the_counts(number):
    words = [f"párrafo número {index}" for index in range(number)]
    alignment = align(ENGLISH, words)
    found = "\n".join([*alignment.texts, *alignment.leftovers]).split("\n")
    assert sorted(filter(None, found)) == sorted(words)


def test_a_page_without_pieces_leaves_everything_over():
    assert align([], ["a", "b"]).leftovers == ["a", "b"]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n \r\n", "\u2029"])
def test_paragraphs_are_found_however_a_word_processor_parts_them(gap):
    assert paragraphs_of(f"  Uno{gap}Dos   y medio{gap}") == ["Uno", "Dos y medio"]


@pytest.mark.slow
def test_the_longest_text_is_shared_out_within_a_minute():
    begun = time.monotonic()
    align(["source " * 20] * MOST_PIECES, ["texto " * 20] * MOST_PIECES)
    assert time.monotonic() - begun < 60


def test_a_text_of_too_many_paragraphs_is_refused():
    with pytest.raises(TooManyParagraphs):
        align(["a"], ["b"] * (MOST_PIECES + 1))
