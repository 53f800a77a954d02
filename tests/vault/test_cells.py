"""No cell of a CSV is a formula to a spreadsheet, and names stay names."""

import csv
import io
import string
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tools import open_sealed
from vault.cells import safe_cell, write_csv

NAMES = (
    *("José", "-José", "-Ma. Luisa", "María Peña-Núñez", "O'Brien", "Ñusta", "D’Angelo"),
    *("Kaʻiulani", "李小龙", "Иван", "-N\u0303usta", "José -el Gato- Ruiz", ""),
)
FORMULAS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "﹢1", "－2+3", "﹫A1", "|calc"),
    *("-2+3+cmd|' /C calc'!A0", '=HYPERLINK("http://x")', " =1", "\u200b=1", "\ufeff=1"),
    *("-José(1)", "-A1", "-José|x", "\n=1", "₌1", "%0", "-", "--1", "-=1"),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_not_changed(name):
    assert safe_cell(name) == name


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_gets_an_apostrophe(formula):
    assert safe_cell(formula) == f"'{formula}"


LETTERS = st.characters(categories=["L", "M", "N", "P", "S", "Z", "Cc", "Cf"])
RISKY = st.text(st.sampled_from("=+-@\t\r\n ＝﹢－﹫\u200b|%'\"(),;!1A é"), max_size=8)


@settings(max_examples=400, deadline=None)
@given(st.one_of(RISKY, st.text(LETTERS, max_size=20), st.builds(str.__add__, RISKY, RISKY)))
@example("-\u0301=1")
def test_what_is_read_back_is_never_a_formula(text):
    file = io.StringIO(newline="")
    write_csv(file, [[text, "x"]])
    content = file.getvalue()
    assert content.startswith('\ufeff"')
    [[cell, neighbour]] = csv.reader(io.StringIO(content[1:], newline=""))
    assert neighbour == "x"
    assert cell in {text, f"'{text}"}
    assert not opens_a_formula(cell)
    assert open_sealed.safe_cell(text) == safe_cell(text), "the tool for sealed petitions"


def opens_a_formula(cell: str) -> bool:
    """How a spreadsheet reads it, told in other words than the writer's."""
    seen = "".join(
        sign for sign in cell if unicodedata.category(sign) not in {"Cf", "Cc"} and sign.strip()
    )
    plain = unicodedata.normalize("NFKC", seen).lstrip()
    if cell[:1] in {"\t", "\r", "\n"} and cell:
        return True
    if plain[:1] in set("=+@|%") and plain:
        return True
    return plain[:1] == "-" and any(sign in "=+@|%!()&^*/<>" + string.digits for sign in plain)
