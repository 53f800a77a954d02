"""Bylines: names in a row as each language joins them."""

import pytest
from django.utils import translation

from cms.naming import in_a_row

CASES = [
    ("en", ["Ana"], "Ana"),
    ("en", ["Ana", "Inés"], "Ana and Inés"),
    ("en", ["Ana", "Luis", "Inés"], "Ana, Luis and Inés"),
    ("es", ["Ana", "Luis", "Peter"], "Ana, Luis y Peter"),
    ("es", ["Ana", "Inés"], "Ana e Inés"),
    ("es", ["Ana", "Hilario"], "Ana e Hilario"),
    ("es", ["Ana", "Íñigo"], "Ana e Íñigo"),
    ("es", ["Ana", "Iolanda"], "Ana y Iolanda"),
    ("es", ["Ana", "Hiedra"], "Ana y Hiedra"),
    ("es", ["Inés", "Ana"], "Inés y Ana"),
]


@pytest.mark.parametrize(("language", "names", "phrase"), CASES)
def test_names_are_joined_as_the_language_joins_them(language, names, phrase):
    with translation.override(language):
        assert in_a_row(names) == phrase


def test_a_name_is_never_markup():
    with translation.override("en"):
        assert in_a_row(["<b>Ana</b>", "{last}"]) == "&lt;b&gt;Ana&lt;/b&gt; and {last}"
    assert in_a_row([]) == ""
