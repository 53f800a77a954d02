"""Every picture is developed once, after its upload; until then a page shows one JPEG of it."""

import re
from io import BytesIO
from pathlib import Path
from time import time

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.test.utils import CaptureQueriesContext
from PIL import Image as Pillow
from wagtail.images.rect import Rect

from cms.blocks import StoryBlock
from cms.developing import FAILED, KEPT, OLD, develop, develop_due, tidy
from cms.models import Image, Outdated, Rendition
from cms.picturing import picture_address, picture_markup
from cms.shaping import CARD, HERO, RECIPE, TEASER
from tests import making

pytestmark = pytest.mark.django_db


def photo(size=(1200, 800), name="photo.jpg", **facts) -> Image:
    """Teal, with a red head in its upper left corner."""
    picture, content = Pillow.new("RGB", size, "teal"), BytesIO()
    picture.paste("red", (0, 0, size[0] // 10, size[1] // 10))
    picture.save(content, "JPEG")
    return Image.objects.create(title="A", file=ContentFile(content.getvalue(), name), **facts)


def developed(**facts) -> Image:
    image = photo(**facts)
    develop_due()
    image.refresh_from_db()
    return image


def shown(markup: str) -> list[Pillow.Image]:
    """Each file that the markup names."""
    paths = re.findall(r"/media/(\S+?\.(?:avif|webp|jpg))", str(markup))
    storage = Image._meta.get_field("file").storage
    return [Pillow.open(storage.open(path)) for path in paths]


def test_a_page_offers_the_best_format_first_and_a_jpeg_to_everybody():
    markup = picture_markup(developed(), "A square", place=CARD)
    assert re.findall(r'type="(.+?)"', markup) == ["image/avif", "image/webp"]
    assert markup.count(f'sizes="{CARD.sizes}"') == 2
    assert re.search(r'<img src="[^"]+\.wide-720\.jpg" width="720" height="405" alt="A', markup)
    files = shown(markup)
    assert [(each.format, each.width) for each in files[:4]] == [
        *(("AVIF", 400), ("AVIF", 720), ("AVIF", 1080), ("AVIF", 1200))
    ]
    assert all(abs(each.width * 9 - each.height * 16) <= 16 for each in files)


def test_before_it_is_developed_one_jpeg_is_made_and_nothing_else():
    image = photo()
    markup = picture_markup(image, "A square", place=TEASER)
    assert "<source" not in markup
    assert [each.format for each in shown(markup)] == ["JPEG"]
    assert Rendition.objects.count() == 1


def test_a_developed_picture_costs_no_query_wherever_it_stands():
    image = Image.objects.get(pk=developed().pk)
    with CaptureQueriesContext(connection) as captured:
        for place in (CARD, HERO, TEASER):
            assert picture_markup(image, "A", place=place)
        assert picture_address(image).endswith(".wide-1080.webp")
    assert len(captured) == 0


def test_the_first_picture_of_a_page_is_fetched_first_and_the_others_wait():
    image = developed()
    first = picture_markup(image, "A", is_lazy=False)
    assert 'fetchpriority="high"' in first
    assert "loading" not in first
    assert 'loading="lazy"' in picture_markup(image, "A")


def test_a_small_picture_is_not_blown_up():
    image = developed(size=(300, 200))
    assert {tuple(size) for size in image.sheet["whole"]} == {(300, 200)}
    assert {each.width for each in shown(picture_markup(image, "A", place=HERO))} == {300}


@pytest.mark.parametrize("corner", ["left", "right"])
def test_a_crop_keeps_the_focal_point_at_the_very_edge(corner):
    """Of an upright picture a wide cut keeps two fifths: without the point the head is cut off."""
    image = photo(size=(900, 1600))
    image.set_focal_point(Rect(0, 0, 90, 160))
    if corner == "right":
        image.set_focal_point(Rect(810, 1440, 900, 1600))
    image.save()
    develop_due()
    image.refresh_from_db()
    for place in (CARD, TEASER):
        for file in shown(picture_markup(image, "A", place=place)):
            red, green, _blue = file.convert("RGB").getpixel((3, 3))
            assert (red > 200 and green < 60) == (corner == "left"), place


def test_a_new_focal_point_is_a_new_address_and_the_old_file_stays_a_while():
    image = developed(size=(900, 1600))
    old = image.sheet["stem"]
    image.set_focal_point(Rect(0, 0, 90, 160))
    image.save()
    assert old in picture_markup(image, "A"), "what is there is shown until the new is"
    develop_due()
    image.refresh_from_db()
    assert image.sheet["stem"] != old
    assert Image._meta.get_field("file").storage.exists(f"{old}.wide-720.jpg")
    assert tidy() == 0
    yesterday = Value(f"{OLD}{int(time()) - KEPT - 60:x}")
    aside = Rendition.objects.filter(focal_point_key__startswith=OLD)
    aside.update(focal_point_key=Concat(yesterday, Substr("focal_point_key", 10)))
    assert tidy() > 0
    assert not Rendition.objects.filter(file__startswith=old).exists()
    assert shown(picture_markup(image, "A"))


def test_pages_that_show_it_are_told_once_it_is_developed(settings):
    settings.PROXY_URL, settings.PROXY_REFRESH_KEY = "https://127.0.0.1:1", "k" * 32
    image = photo(credit="Ana")
    post = making.post(hero_image=image, hero_alternative="Snow on the hill")
    Outdated.objects.all().delete()
    develop_due()
    paths = set(Outdated.objects.values_list("path", flat=True))
    assert {post["en"].url, post["es"].url, "/en/", "/es/"} <= paths


def test_a_picture_whose_file_is_gone_leaves_the_page_standing(reader):
    image = photo(credit="Ana")
    post = making.post(hero_image=image, hero_alternative="Snow on the hill")
    image.file.storage.delete(image.file.name)
    develop_due()
    assert Image.objects.get(pk=image.pk).developed_by == FAILED
    response = reader.get(post["en"].url)
    assert response.status_code == 200
    assert "<picture" not in response.content.decode()
    tidy()
    assert Image.objects.get(pk=image.pk).developed_by == "", "it is tried again the next day"


def test_whatever_was_made_by_another_recipe_is_made_anew_and_shown_until_then():
    image = developed()
    Image.objects.filter(pk=image.pk).update(developed_by="older")
    assert develop_due() == 1
    image.refresh_from_db()
    assert image.developed_by == RECIPE


def test_a_picture_taken_down_while_it_is_developed_leaves_no_file():
    image = photo()
    Image.objects.filter(pk=image.pk).delete()  # its file goes with the commit, later
    develop(image)
    assert not Rendition.objects.exists()
    folder, stem = Path(settings.MEDIA_ROOT, "images"), Path(image.file.name).stem
    assert not list(folder.glob(f"{stem}.*"))


def test_a_picture_that_may_not_be_shown_leaves_a_word_in_the_story_and_nothing_of_itself(reader):
    image = photo(credit="Ana", faces=Image.Faces.HIDDEN)
    block = {"image": image.pk, "alternative": "Rosa at her door", "caption": "Rosa"}
    gallery = {"title": "", "pictures": [block, block]}
    parts = [{"type": "image", "value": block}, {"type": "gallery", "value": gallery}]
    post = making.go_live(making.draft_post(body=StoryBlock().to_python(parts)))
    body = reader.get(post.url).content.decode()
    assert body.count("A picture is not shown here, to protect the people in it.") == 3
    assert "Rosa" not in body
    assert "<picture" not in body
