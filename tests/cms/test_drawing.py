"""Cards as files: small enough for WhatsApp whatever stands on them."""

import io

import pytest
from PIL import Image as Pillow

from cms.drawing import SHAPES, Card, draw_card
from tests.cms.test_lettering import LONG

WHATSAPP = 250_000  # bytes


def noise() -> Pillow.Image:
    """The hardest picture for a JPEG to make small: every pixel by chance, in every colour."""
    return Pillow.merge("RGB", [Pillow.effect_noise((1200, 900), 150) for _band in range(3)])


@pytest.mark.parametrize("shape", SHAPES)
def test_a_card_is_whole_and_small_with_the_longest_title_and_the_hardest_picture(shape):
    hardest = noise()
    for title, picture in ((LONG, hardest), ("Ya", None), ("x" * 255, None), ("🎄", hardest)):
        card = Card(title, "Redacción " * 20, "es", "Inmigración", "Miles ya firmaron")
        content = draw_card(card, shape, picture)
        shown = Pillow.open(io.BytesIO(content))
        assert (shown.format, shown.size) == ("JPEG", SHAPES[shape].size)
        assert len(content) < WHATSAPP


@pytest.mark.parametrize("shape", SHAPES)
def test_no_letter_stands_on_the_picture(shape):
    plain = Pillow.new("RGB", (900, 900), "teal")
    content = draw_card(Card(LONG, "Hub", "es", "Tema " * 30, "x" * 90), shape, plain)
    left, top, right, bottom = SHAPES[shape].picture
    inside = (left + 16, top + 16, right - 16, bottom - 16)  # a JPEG smears the stripe beside it
    red, _green, _blue = Pillow.open(io.BytesIO(content)).crop(inside).getextrema()
    assert red[1] < 20


def test_a_transparent_picture_stands_on_white():
    clear = Pillow.new("RGBA", (50, 50), (0, 0, 0, 0))
    shown = Pillow.open(io.BytesIO(draw_card(Card("Ya", "Hub", "es"), "square", clear)))
    assert shown.getpixel((540, 200)) == pytest.approx((255, 255, 255), abs=6)
