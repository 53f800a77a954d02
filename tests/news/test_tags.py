"""Tags are words of one language, and stay with it."""

import pytest

from cms.actors import acting_as
from home.translating import translate
from news.models import PostTag
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def tagged(db):
    english = making.draft_post()
    english.post_tags = [
        PostTag(name=name, locale=english.locale) for name in ("New year", "Buses")
    ]
    english.save()
    making.go_live(english)
    words = making.SPANISH | {
        english.slug: f"es-{english.slug}",
        "New year": "Año nuevo",
        "Buses": "Autobuses",
    }
    with acting_as("seed"):
        return {"en": english, "es": translate(english, "es", words)}


def test_a_tag_stands_only_under_its_own_language(tagged, reader):
    english = reader.get(tagged["en"].url).content.decode()
    spanish = reader.get(tagged["es"].url).content.decode()
    assert 'href="/en/news/tag/new-year/">New year' in english
    assert 'href="/es/noticias/etiqueta/anio-nuevo/">Año nuevo' in spanish
    assert "Autobuses" not in english
    assert "New year" not in spanish


def test_a_tag_of_the_other_language_is_not_shown_even_when_a_row_holds_one(tagged, reader):
    PostTag.objects.filter(page=tagged["es"], slug="autobuses").update(
        name="Buses in English",
        locale=making.locale("en"),
        translation_key=tagged["es"].translation_key,
    )
    assert "Buses in English" not in reader.get(tagged["es"].url).content.decode()
    assert reader.get("/es/noticias/etiqueta/autobuses/").status_code == 404


def test_a_tag_has_a_page_in_each_language(tagged, post, reader):
    body = reader.get("/es/noticias/etiqueta/anio-nuevo/").content.decode()
    assert tagged["es"].url in body
    assert post["es"].url not in body
    assert 'hreflang="en" href="http://testserver/en/news/tag/new-year/"' in body
    for absent in ("/en/news/etiqueta/new-year/", "/en/news/tag/anio-nuevo/", "/en/news/tag/no/"):
        assert reader.get(absent).status_code == 404, absent


def test_an_unpublished_storys_tags_have_no_page(reader):
    draft = making.draft_post()
    draft.post_tags = [PostTag(name="Secret", locale=draft.locale)]
    draft.save()
    assert reader.get("/en/news/tag/secret/").status_code == 404
