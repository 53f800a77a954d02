"""The demo's pictures: drawn by the seed itself, light enough for a card, the same every time."""

import io

import pytest
from PIL import Image

from home.demo.campaigns import CAMPAIGNS
from home.demo.pictures import SCENES, draw
from home.demo.posts import POSTS


def test_every_story_and_campaign_has_a_picture_of_its_own_and_none_is_idle():
    assert {thing.picture for thing in (*POSTS, *CAMPAIGNS)} == set(SCENES)


@pytest.mark.slow
def test_pictures_are_large_light_and_different():
    drawn = {key: draw(key) for key in SCENES}
    assert len(set(drawn.values())) == len(SCENES)
    for picture in drawn.values():
        assert len(picture) <= 400_000
        with Image.open(io.BytesIO(picture)) as image:
            assert image.format == "JPEG"
            assert image.size == (1600, 1000)
            assert not image.getexif()


def test_a_picture_comes_out_the_same_twice():
    assert draw("scale") == draw("scale")
