"""Cards: small enough for WhatsApp, in their own language, and with no number that grows old."""

import io
import re

import pytest
from django.utils import translation
from PIL import Image as Pillow

from campaigns.cards import (
    MOST_BYTES,
    SIZE,
    TEXT,
    Card,
    _font,
    card_for,
    crowd_of,
    draw_card,
    fitted,
)
from campaigns.models import Tally
from tests import making
from tests.campaigns.reading import text_of

LONG = (
    "¿Quién cuida a nuestra niñez? ¡Exígele al gobernador que rechace Comunidades Seguras en todo "
    "el estado antes de que termine el año, y que responda por escrito a las organizaciones!"
)


def noise() -> Pillow.Image:
    """The hardest picture for a JPEG to make small."""
    return Pillow.effect_noise((1600, 1200), 120).convert("RGB")


def test_a_card_is_whole_and_small_with_the_longest_title_and_the_hardest_picture():
    for title in (LONG, "Ya", "x" * 255, "ñandú " * 42):
        for picture in (None, noise()):
            content = draw_card(Card(title, "Redacción " * 3, "Miles ya firmaron", "es"), picture)
            shown = Pillow.open(io.BytesIO(content))
            assert (shown.format, shown.size) == ("JPEG", SIZE)
            assert len(content) < MOST_BYTES


def test_a_long_title_keeps_every_word_and_every_line_fits():
    size, lines = fitted(LONG, 1072, 440)
    assert " ".join(lines) == LONG
    assert all(_font("RobotoCondensed-Bold.ttf", size).getlength(line) <= 1072 for line in lines)


def test_the_letters_of_spanish_are_all_there():
    blank = _font(TEXT, 40).getmask("\uffff")
    shapes = {
        letter: bytes(_font(TEXT, 40).getmask(letter)) for letter in "ñÑáéíóúüÁÉÍÓÚ¿¡«»“”’…—·"
    }
    assert bytes(blank) not in shapes.values()
    assert len(set(shapes.values())) == len(shapes)


def test_the_crowd_is_told_in_steps_and_never_as_a_number():
    told = {count: crowd_of(count) for count in (0, 199, 200, 1_999, 2_000, 2_999, 20_000)}
    assert told[0] == told[199] == ""
    assert told[2_000] == told[2_999] == "Thousands have signed"
    assert not re.search(r"\d", "".join(told.values()))
    with translation.override("es"):
        assert crowd_of(2_000) == "Miles ya firmaron"


@pytest.mark.django_db
def test_each_page_names_a_card_in_its_own_language(campaign, reader):
    addresses = {}
    for language, page in campaign.items():
        body = text_of(reader.get(page.url))
        address = re.search(r'property="og:image" content="http://testserver([^"]+)"', body)[1]
        assert f'name="twitter:image" content="http://testserver{address}"' in body
        assert 'property="og:image:width" content="1200"' in body
        assert 'property="og:image:height" content="630"' in body
        assert re.search(rf'property="og:image:alt" content="{page.title} – [^"]+"', body)
        addresses[language] = address
        response = reader.get(address)
        assert response.headers["Content-Type"] == "image/jpeg"
        assert "immutable" in response.headers["Cache-Control"]
        assert len(response.content) < MOST_BYTES
    assert addresses["en"].startswith("/en/card/")
    assert addresses["es"].startswith("/es/tarjeta/")
    assert reader.get(addresses["en"]).content != reader.get(addresses["es"]).content


@pytest.mark.django_db
def test_the_number_does_not_change_a_card_and_its_title_does(campaign, reader):
    page = campaign["en"]
    first = card_for(page, "Hub").version
    Tally.objects.create(petition=page.petition, language="es", area="MA", count=150)
    page = type(page).objects.get(pk=page.pk)
    assert card_for(page, "Hub").version == first
    page.title = "Another title"
    making.go_live(page)
    assert card_for(page, "Hub").version != first
    old = f"/en/card/{page.petition.public_id}/{first}.jpg"
    assert reader.get(old, follow=True).headers["Content-Type"] == "image/jpeg"
    assert reader.get(old).headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_picture_that_may_not_be_shown_is_on_no_card(campaign):
    page = campaign["en"]
    page.hero_image = making.picture()
    assert card_for(page, "Hub").picture
    page.hero_image.faces = "hidden"
    assert not card_for(page, "Hub").picture
