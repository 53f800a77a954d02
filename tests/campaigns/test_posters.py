"""Posters: one page, both papers, and a code that leads to the short address in its language."""

import re

import pytest

from campaigns.posters import PAPERS, Side, code_svg, draw_poster

LINK = "https://news.example.org/s/bcd234"
LONG = "¿Hasta cuándo? ¡Ñandúes! \\ #set page(fill: red) $x$ <a> @b *c* " * 4
POINTS = {"letter": (612, 792), "a4": (595, 842)}


def pages_of(pdf: bytes) -> list[tuple[int, int]]:
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


@pytest.mark.parametrize("paper", PAPERS)
def test_a_poster_is_one_page_of_its_paper_however_long_its_title(paper):
    short, long = Side("en", "Hands off", LINK), Side("es", LONG[:255], LINK)
    for sides in ([short], [long], [short, long], [long, long]):
        pdf = draw_poster(sides, paper, "Redacción & Co. #1")
        assert pdf.startswith(b"%PDF")
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
        assert pages_of(pdf) == [POINTS[paper]]


def test_the_bundled_letters_are_in_it_and_nothing_of_the_machine():
    pdf = draw_poster([Side("es", "Niñez", LINK)], "letter", "Hub")
    fonts = set(re.findall(rb"/FontName\s*/\w+\+([\w-]+)", pdf))
    assert fonts == {b"RobotoCondensed-Bold", b"RobotoCondensed-Regular"}


def test_two_links_make_two_codes():
    assert code_svg(LINK) != code_svg(LINK[:-1] + "5")
