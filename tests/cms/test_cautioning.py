"""Whoever chooses a picture is told whether its faces may be shown, before and after."""

import json

import pytest
from django.urls import reverse

from cms.models import Image
from tests import making

pytestmark = pytest.mark.django_db


def picture(title: str, faces: str) -> Image:
    image = making.picture()
    Image.objects.filter(pk=image.pk).update(title=title, faces=faces)
    image.refresh_from_db()
    return image


def results(browser, **asked) -> str:
    return browser.get(reverse("wagtailimages_chooser:choose_results"), asked).content.decode()


@pytest.mark.parametrize("layout", ["grid", "list"])
def test_the_list_of_pictures_says_whose_faces_may_be_shown(staff, layout):
    picture("Rally", Image.Faces.HIDDEN)
    picture("State House", Image.Faces.SHOWN)
    picture("Bus stop", Image.Faces.UNKNOWN)
    html = results(staff("Editors"), layout=layout)
    assert "Faces must not be shown: Rally" in html
    assert "Faces may be shown: State House" in html
    assert "Faces not known yet: Bus stop" in html


def test_the_chosen_picture_says_it_too(staff):
    editor, image = staff("Editors"), picture("Rally", Image.Faces.HIDDEN)
    making.speak(editor.user, "es")
    answer = editor.get(reverse("wagtailimages_chooser:chosen", args=[image.pk]))
    assert json.loads(answer.content)["result"]["title"] == "No mostrar rostros: Rally"
    post = making.draft_post(hero_image=image, hero_alternative="A crowd")
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()
    assert "No mostrar rostros: Rally" in html
    image.refresh_from_db()
    assert image.title == "Rally"
