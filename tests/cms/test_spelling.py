"""What is mistyped is looked for as it was probably meant, and said so by the page."""

import pytest
from django.db import connection

from cms.models import Topic
from cms.questioning import read_question
from cms.searching import Narrowing, search
from cms.tending import tend_all
from tests import making

pytestmark = pytest.mark.django_db


def say(text: str, language: str = "es") -> Topic:
    topic = Topic(name=text, slug="said", locale=making.locale(language))
    topic.save()
    making.go_live(topic)
    tend_all()
    return topic


def ask(typed: str, language: str = "es"):
    return search(read_question(typed), language, Narrowing())


@pytest.mark.parametrize(
    ("language", "said", "typed"),
    [
        ("en", "The petition", "petitoin"),
        ("en", "The petition", "petiton"),
        ("en", "Our fingerprints", "fingerpints"),
        ("es", "La inmigración", "inmigrasion"),
        ("es", "La inmigración", "imigracion"),
        ("es", "Las huellas", "uellas"),
        ("es", "El gobernador", "governador"),
        ("es", "Una manifestación", "manifestasión"),
        ("es", "Los niños", "niñps"),
    ],
)
def test_a_typing_error_still_finds(language, said, typed):
    say(said, language)
    found = ask(typed, language)
    assert [entry.title for entry in found.entries] == [said]
    assert found.corrected_from.text == typed
    assert found.exactly == f'"{typed}"'


def test_only_the_mistyped_word_is_replaced():
    say("El juez y la inmigración")
    found = ask("Juez inmigrasion")
    assert found.question.text == "Juez inmigración"
    assert found.exactly == 'Juez "inmigrasion"'


@pytest.mark.parametrize("typed", ['"petitoin"', "pe", "2010", "zzzzzz", "petition -petitoin"])
def test_what_is_meant_just_so_or_like_nothing_is_left_alone(typed):
    say("The petition of 2011", "en")
    assert ask(typed, "en").corrected_from is None


def test_year_is_never_taken_for_its_neighbour_without_the_tilde():
    say("El año")
    found = ask("ano")
    assert (found.is_empty, found.corrected_from, found.hint) == (True, None, "año")


def test_a_word_with_a_tilde_is_not_even_offered_without_it():
    say("El ano y la pena")
    for typed in ("año", "peña"):
        found = ask(typed)
        assert (found.is_empty, found.hint) == (True, ""), typed


def test_a_word_that_no_page_has_any_more_is_no_correction():
    say("The petition", "en").delete()
    found = ask("petitoin", "en")
    assert (found.is_empty, found.corrected_from) == (True, None)


def test_words_of_the_other_language_correct_nothing():
    say("The petition", "en")
    assert ask("petitoin", "es").corrected_from is None


def test_without_the_extension_the_search_only_loses_its_corrections():
    say("The petition", "en")
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
    assert ask("petitoin", "en").is_empty
    assert not ask("petitions", "en").is_empty
