"""Whom a petition is addressed to, in one line of each language."""

import pytest
from django.utils import translation

from campaigns.targets import Target, names_of


@pytest.mark.parametrize(
    ("language", "names", "line"),
    [
        ("en", ["Patricia", "Inés"], "Patricia and Inés"),
        ("es", ["Patricia", "Inés"], "Patricia e Inés"),
        ("es", ["Inés", "Patricia"], "Inés y Patricia"),
        ("en", ["O'Brien", "Ana", "Luis"], "O'Brien and 2 others"),
        ("es", ["O'Brien", "Ana", "Luis"], "O'Brien y 2 más"),
    ],
)
def test_two_names_are_joined_as_the_language_joins_them_and_more_are_counted(
    language, names, line
):
    with translation.override(language):
        assert names_of([Target(name=name) for name in names], language) == line
