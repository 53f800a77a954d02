"""What readers of a translation are told of its original."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.actors import acting_as
from cms.freshness import judge
from home.translating import translate
from news.models import NewsIndexPage, PostPage
from tests import making
from tests.cms.newsdesk import body_of
from tests.cms.pairing import edited, publish

pytestmark = pytest.mark.django_db
LATE = "La versión en inglés cambió el"
CORRECTED = "La versión en inglés se corrigió el"


def test_a_translation_names_and_links_its_original(post):
    link = f'<a href="{post["en"].full_url}" lang="en" hreflang="en">Original in English</a>'
    assert link in body_of(post["es"])
    assert "Original in" not in body_of(post["en"])


def test_a_story_written_in_spanish_says_so_to_english_readers(db):
    spanish = PostPage(
        title="Nieve", slug="nieve", summary="Nevó.", locale=making.locale("es"), body=[]
    )
    NewsIndexPage.objects.get(locale=making.locale("es")).add_child(instance=spanish)
    making.go_live(spanish)
    with acting_as("seed"):
        english = translate(
            spanish, "en", {"Nieve": "Snow", "nieve": "snow", "Nevó.": "It snowed."}
        )
    assert 'hreflang="es">Original en español</a>' in body_of(english)
    publish(edited(spanish, "Nevó mucho."))
    assert "The Spanish version changed on " in body_of(english)


def test_readers_are_told_since_when_a_translation_is_behind(post):
    assert LATE not in body_of(post["es"])
    publish(edited(post["en"]))
    page = body_of(post["es"])
    assert LATE in page
    assert " de 20" in page
    assert LATE not in body_of(post["en"])


def test_an_urgent_correction_is_told_in_stronger_words(post):
    revision = edited(post["en"])
    judge(revision, "urgent")
    publish(revision)
    assert CORRECTED in body_of(post["es"])


def test_a_campaign_tells_it_too(campaign):
    page = campaign["en"].get_latest_revision_as_object()
    page.summary = "Ask the governor today."
    publish(page.save_revision())
    assert LATE in body_of(campaign["es"])


def test_being_behind_costs_readers_no_query(post):
    def queries():
        body_of(post["es"])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            Client().get(post["es"].url)
        return len(asked)

    before = queries()
    publish(edited(post["en"]))
    assert queries() == before
