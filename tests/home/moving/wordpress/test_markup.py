"""The markup of old posts: each shape survives, or is told of."""

import re

import pytest

from home.moving.wordpress.markup import convert
from home.moving.wordpress.parts import Note, Text
from home.moving.wordpress.pictured import credited
from tests.home.moving.wordpress.shapes import CLASSIC
from tests.home.moving.wordpress.shapes_of_blocks import BLOCKS, HOSTILE

SHAPES = CLASSIC | BLOCKS
SAFE = re.compile(r'</?(?:p|b|i|ul|ol|li)>|<br/>|<a href="(?:https?:|mailto:|tel:|/)[^"<>]*">|</a>')


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_survives_or_is_told_of(name):
    markup, expected = SHAPES[name]
    parts, notes = convert(markup)
    assert parts == [each for each in expected if not isinstance(each, Note)]
    assert notes == [each for each in expected if isinstance(each, Note)]


def test_at_least_forty_shapes_are_tried():
    assert len(SHAPES) >= 40


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_that_acts_comes_through(name):
    markup, expected = HOSTILE[name]
    parts, notes = convert(markup)
    for part in parts:
        assert isinstance(part, Text)
        assert "<" not in SAFE.sub("", part.html)
    if expected is not None:
        assert [*parts, *notes] == expected


@pytest.mark.parametrize(
    ("told", "caption", "credit"),
    [
        ("Photo credit: WEBN-TV", "", "WEBN-TV"),
        ("The square at noon. Photo: Ana Peña", "The square at noon.", "Ana Peña"),
        ("La plaza. Foto de Ana Peña / Archivo", "La plaza. Foto de Ana Peña / Archivo", ""),
        ("La plaza. (Foto: Ana Peña)", "La plaza.", "Ana Peña"),
        ("Crédito: Ana Peña", "", "Ana Peña"),
        ("The hall | Photo by Ana Peña.", "The hall", "Ana Peña"),
        ("Courtesy of the family", "", "the family"),
        ("A photo by the door stood askew", "A photo by the door stood askew", ""),
        ("The credit union's hall", "The credit union's hall", ""),
    ],
)
def test_a_credit_is_found_in_its_caption(told, caption, credit):
    assert credited(told) == (caption, credit)
