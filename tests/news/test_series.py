"""Series: stories in an order, told in both languages."""

import pytest

from cms.actors import acting_as
from home.translating import translate
from news.models import Series
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def series(db):
    english = Series(name="Five winters", slug="five-winters", locale=making.locale("en"))
    english.save()
    making.go_live(english)
    words = {"Five winters": "Cinco inviernos", "five-winters": "cinco-inviernos"}
    with acting_as("seed"):
        return {"en": english, "es": translate(english, "es", words)}


def part(series, number: int, *, in_spanish: bool = True) -> dict:
    facts = {"series": series["en"], "series_part": number, "title": f"Winter {number}"}
    english = making.go_live(making.draft_post(**facts))
    words = making.SPANISH | {
        f"Winter {number}": f"Invierno {number}",
        english.slug: f"es-{english.slug}",
    }
    if not in_spanish:
        return {"en": english}
    with acting_as("seed"):
        return {"en": english, "es": translate(english, "es", words)}


def test_a_part_knows_its_place_and_its_neighbours_in_both_languages(series, reader):
    third, first, second = (part(series, number) for number in (3, 1, 2))
    english = reader.get(second["en"].url).content.decode()
    assert "Part 2 of 3" in english
    assert f'href="{first["en"].url}" rel="prev">Winter 1' in english
    assert f'href="{third["en"].url}" rel="next">Winter 3' in english
    spanish = reader.get(second["es"].url).content.decode()
    assert "Parte 2 de 3" in spanish
    assert "Cinco inviernos" in spanish
    assert f'href="{third["es"].url}" rel="next">Invierno 3' in spanish


def test_a_series_counts_what_readers_of_the_language_can_read(series, reader):
    part(series, 1, in_spanish=False)
    second = part(series, 2)
    assert "Part 2 of 2" in reader.get(second["en"].url).content.decode()
    spanish = reader.get(second["es"].url).content.decode()
    assert "Parte 1 de 1" in spanish
    assert "Winter 1" not in spanish


def test_a_series_has_a_page_in_each_language_in_its_order(series, reader):
    second, first = part(series, 2), part(series, 1)
    for language, path, heading in (
        ("en", "/en/news/series/five-winters/", "Five winters"),
        ("es", "/es/noticias/serie/cinco-inviernos/", "Cinco inviernos"),
    ):
        body = reader.get(path).content.decode()
        assert heading in body
        assert body.index(first[language].url) < body.index(second[language].url)
        assert 'hreflang="es" href="http://testserver/es/noticias/serie/cinco-inviernos/"' in body
    for absent in ("/en/news/serie/five-winters/", "/es/noticias/serie/five-winters/"):
        assert reader.get(absent).status_code == 404, absent


def test_an_unpublished_series_is_not_shown(series, reader):
    first = part(series, 1)
    Series.objects.update(live=False)
    assert "Five winters" not in reader.get(first["en"].url).content.decode()
    assert reader.get("/en/news/series/five-winters/").status_code == 404


def test_editors_keep_series_and_translators_may_only_look(staff):
    place = "/admin/snippets/news/series/add/"
    assert staff("Editors").get(place).status_code == 200
    assert staff("Translators into Spanish").get(place).status_code == 302
