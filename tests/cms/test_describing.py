"""No picture goes live without its credit and, in its page's language, what it shows."""

import pytest
from django.urls import reverse

from cms.actors import acting_as
from cms.blocks import StoryBlock
from cms.describing import PictureUncredited, PictureUndescribed
from home.translating import translate
from news.models import PostPage
from tests import making
from tests.cms.newsdesk import form_of

pytestmark = pytest.mark.django_db
PLACES = ("hero", "picture", "gallery")


def told(place: str, image, alternative: str) -> dict:
    """What a story says with one picture in this place."""
    block = {"image": image.pk, "alternative": alternative, "caption": ""}
    if place == "hero":
        return {"hero_image": image, "hero_alternative": alternative}
    if place == "picture":
        part = {"type": "image", "value": block}
    else:
        value = {"title": "", "pictures": [block, block | {"alternative": "Another"}]}
        part = {"type": "gallery", "value": value}
    return {"body": StoryBlock().to_python([part])}


def uncredited():
    image = making.picture()
    image.credit = ""
    image.save()
    return image


@pytest.mark.parametrize("place", PLACES)
def test_no_picture_goes_live_without_saying_what_it_shows(place):
    post = making.draft_post(**told(place, making.picture(), "  "))
    with pytest.raises(PictureUndescribed, match="Teal"):
        making.go_live(post)
    assert not PostPage.objects.get(pk=post.pk).live


@pytest.mark.parametrize("place", PLACES)
def test_no_picture_goes_live_without_its_credit(place):
    post = making.draft_post(**told(place, uncredited(), "A square"))
    with pytest.raises(PictureUncredited, match="Teal"):
        making.go_live(post)
    post.hero_credit = "Ana"
    if place == "hero":
        making.go_live(post)
        assert PostPage.objects.get(pk=post.pk).live


@pytest.mark.parametrize("place", PLACES)
def test_both_go_live_once_it_is_credited_and_described(place):
    assert making.go_live(making.draft_post(**told(place, making.picture(), "A square"))).live


def test_the_stock_editor_and_the_bulk_action_ask_too(staff):
    post = making.draft_post(hero_image=uncredited(), hero_alternative="A square")
    post.save_revision()
    editor = staff("Editors")
    sent = {"hero_image": post.hero_image_id, "hero_alternative": "A square", "action-publish": "1"}
    answer = editor.post(
        reverse("wagtailadmin_pages:edit", args=[post.pk]), form_of(post) | sent, follow=True
    )
    assert "has no credit. Say who made it." in answer.content.decode()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    editor.post(f"{address}?id={post.pk}", {"next": "/admin/"})
    assert not PostPage.objects.get(pk=post.pk).live


def test_spanish_words_that_are_missing_do_not_hold_english_up():
    """Written freely, so that no segment stands for the missing text."""
    pair = making.post(hero_image=making.picture(), hero_alternative="Snow on the hill")
    making.by_hand(pair["es"])
    spanish = pair["es"]
    spanish.hero_alternative = " "
    with pytest.raises(PictureUndescribed):
        making.go_live(spanish)
    english = pair["en"]
    english.title = "Snow again"
    assert making.go_live(english).title == "Snow again"


def test_a_translation_waits_for_its_alternative_text():
    english = making.go_live(
        making.draft_post(hero_image=making.picture(), hero_alternative="The hill in white")
    )
    with pytest.raises(Exception, match="not translated yet"), acting_as("seed"):
        translate(english, "es", making.SPANISH | {english.slug: "nieve-blanca"})
    assert english.live
