"""The translator's credit belongs to one language's version."""

import pytest
from django.urls import reverse
from wagtail_localize.models import Translation, TranslationSource

from cms.actors import acting_as
from cms.attributing import NameRefused, credit_translator, translator_of

pytestmark = pytest.mark.django_db


def test_a_credit_stands_under_its_own_version_only(post, reader):
    credit_translator(post["es"], " Ana  Ruiz ")
    assert "Traducción: Ana Ruiz" in reader.get(post["es"].url).content.decode()
    assert "Ana Ruiz" not in reader.get(post["en"].url).content.decode()


def test_a_credit_survives_a_new_synchronisation(post):
    credit_translator(post["es"], "Ana Ruiz")
    TranslationSource.update_or_create_from_instance(post["en"])
    translation = Translation.objects.get(source__object_id=post["en"].translation_key)
    with acting_as("seed"):
        translation.save_target(publish=True)
    assert translator_of(post["es"]) == "Ana Ruiz"


@pytest.mark.parametrize("name", ["x" * 121, "Ana\0Ruiz", "Ana\u202eRuiz"])
def test_a_name_that_cannot_be_printed_is_refused(post, name):
    with pytest.raises(NameRefused):
        credit_translator(post["es"], name)
    assert translator_of(post["es"]) == ""


def test_an_editor_credits_a_translator_and_takes_it_back(post, staff):
    editor = staff("Editors")
    place = reverse("credit_translator", args=[post["es"].pk])
    assert editor.get(place).status_code == 200
    assert editor.post(place, {"name": "Ana Ruiz"}).status_code == 302
    assert 'value="Ana Ruiz"' in editor.get(place).content.decode()
    assert editor.post(place, {"name": ""}).status_code == 302
    assert translator_of(post["es"]) == ""


def test_a_refused_name_is_told_and_kept(post, staff):
    editor = staff("Editors")
    answer = editor.post(reverse("credit_translator", args=[post["es"].pk]), {"name": "y" * 130})
    assert answer.status_code == 422
    assert "y" * 130 in answer.content.decode()


def test_a_translator_credits_nobody_in_the_other_language(post, staff):
    translator = staff("Translators into Spanish")
    place = reverse("credit_translator", args=[post["en"].pk])
    assert translator.post(place, {"name": "Me"}).status_code in {302, 403}
    assert translator_of(post["en"]) == ""


def test_the_list_of_pages_offers_the_credit(post, staff):
    place = reverse("wagtailadmin_explore", args=[post["es"].get_parent().pk])
    listing = staff("Editors").get(place).content.decode()
    assert reverse("credit_translator", args=[post["es"].pk]) in listing
