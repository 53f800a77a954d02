"""Names in a PDF: as they were typed, never markup, and marked where a font lacks a letter."""

import pytest

from campaigns.bundling.disclosing import Entry
from campaigns.bundling.printing import missing_letters, print_names
from tests.campaigns.unpacking import pdf_text


def entry(name: str) -> Entry:
    return Entry(1, name, "Boston", "Suffolk", "MA", in_person=False)


def printed(tmp_path, *names: str) -> str:
    path = print_names(tmp_path / "names.pdf", "Names", [entry(name) for name in names], 1)
    return pdf_text(path.read_bytes())


@pytest.mark.parametrize(
    "name",
    [
        "María Peña-Ñusta",
        "Łukasz Žižek",
        "Nguyễn Thị Ánh",
        "Иван Петров",
        "Kaʻiulani",
        "Ayşe Iğdır",
    ],
)
def test_a_name_is_printed_as_it_was_typed(tmp_path, name):
    assert f"1. {name}, Boston" in printed(tmp_path, name)
    assert "*" not in printed(tmp_path, name)


def test_a_name_is_never_markup(tmp_path):
    name = '#import "x" *bold* $1$ <a> @b \\ "quoted" //'
    assert name in printed(tmp_path, name)


def test_letters_that_no_font_has_are_marked_and_told(tmp_path):
    """Amharic and Chinese: the fonts of the wheel have neither."""
    text = printed(tmp_path, "Ana Peña", "አበበ", "李小龙")
    assert "1. Ana Peña, Boston" in text
    assert text.count("*") == 4  # two names, and the note in each language
    assert missing_letters("Anaአ李") == {"አ", "李"}
