"""Promise 9 for snippets: a topic is guarded as a page is."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from cms import publishing
from cms.actors import acting_as
from cms.models import Topic
from home.translating import translate
from news.models import NewsIndexPage
from tests import making

pytestmark = pytest.mark.django_db
TRANSLATORS = "Translators into Spanish"


def test_a_topic_is_not_published_half_translated(db):
    topic = Topic(name="Snow", slug="snow", description="White", locale=making.locale("en"))
    topic.save()
    making.go_live(topic)
    with acting_as("seed"):
        translate_object(topic, [making.locale("es")])
    spanish = topic.get_translation(making.locale("es"))
    with acting_as("seed"), pytest.raises(publishing.TranslationIncomplete):
        spanish.save_revision().publish()
    index = NewsIndexPage.objects.get(locale=making.locale("es"))
    assert Client().get(spanish.path_within(index.url, "es")).status_code == 404


def test_a_draft_save_keeps_a_live_topic_live(db):
    topic = Topic(name="Snow", slug="snow", locale=making.locale("en"))
    topic.save()
    making.go_live(topic)
    with acting_as("seed"):
        spanish = translate(topic, "es", {"Snow": "Nieve", "snow": "nieve"})
        Translation.objects.get(source__object_id=topic.translation_key).save_target(publish=False)
    index = NewsIndexPage.objects.get(locale=making.locale("es"))
    answer = Client().get(spanish.path_within(index.url, "es"))
    assert "Nieve" in answer.content.decode()


def topic_page(topic: Topic, language: str) -> str:
    index = NewsIndexPage.objects.get(locale=making.locale(language))
    answer = Client().get(topic.path_within(index.url, language))
    return answer.content.decode() if answer.status_code == 200 else ""


def test_a_topic_is_published_on_its_form_by_editors_only(db, staff):
    add = reverse("wagtailsnippets_cms_topic:add")
    data = {"name": "Rain", "slug": "rain", "description": "", "action-publish": "on"}
    staff(TRANSLATORS).post(f"{add}?locale=es", data)
    assert not Topic.objects.filter(slug="rain").exists()
    staff("Editors").post(f"{add}?locale=en", data)
    assert "Rain" in topic_page(Topic.objects.get(slug="rain"), "en")


def test_a_translator_publishes_no_topic_of_their_language(db, staff):
    topic = Topic(name="Lluvia", slug="lluvia", locale=making.locale("es"))
    topic.save()
    making.go_live(topic)
    edit = reverse("wagtailsnippets_cms_topic:edit", args=[topic.pk])
    data = {"name": "Llovizna", "slug": "lluvia", "description": "", "action-publish": "on"}
    staff(TRANSLATORS).post(edit, data)
    assert "Llovizna" not in topic_page(Topic.objects.get(pk=topic.pk), "es")
    staff("Editors").post(edit, data)
    assert "Llovizna" in topic_page(Topic.objects.get(pk=topic.pk), "es")
