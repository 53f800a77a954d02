"""A story signed by several: each author has a page in the reader's language."""

import pytest

from cms.actors import acting_as
from home.translating import translate
from news.models import Author, PostAuthor
from tests import making

pytestmark = pytest.mark.django_db


def author(name: str, slug: str) -> Author:
    made = Author(name=name, slug=slug, role="Reporter", locale=making.locale("en"))
    made.save()
    making.go_live(made)
    with acting_as("seed"):
        translate(made, "es", {"Reporter": "Reportera"})
    return made


def test_a_byline_joins_and_links_every_author_in_the_readers_language(reader):
    english = making.draft_post()
    people = [author("Ana", "ana"), author("Luz", "luz"), author("Inés", "ines")]
    english.post_authors = [PostAuthor(author=each, locale=english.locale) for each in people]
    english.save()
    making.go_live(english)
    words = making.SPANISH | {english.slug: f"es-{english.slug}"}
    with acting_as("seed"):
        spanish = translate(english, "es", words)
    links = [f'<a href="/en/news/author/{each.slug}/">{each.name}</a>' for each in people]
    told = reader.get(english.url).content.decode()
    assert "By {}, {} and {}".format(*links) in told
    told = reader.get(spanish.url).content.decode()
    links = [link.replace("/en/news/author/", "/es/noticias/autoria/") for link in links]
    assert "Por {}, {} e {}".format(*links) in told
