"""Topics and authors belong to a language: translators change those of theirs, and publish none."""

import pytest
from django.urls import reverse
from wagtail.permissions import policy_registry

from cms.models import Topic
from home.models import HomePage
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics(db):
    """An English and a Spanish topic, each written by hand."""
    spanish = Topic(name="Nieve", slug="nieve", locale=making.locale("es"))
    spanish.save()
    return {"en": making.topic("Snow"), "es": making.go_live(spanish)}


def rename(browser, topic: Topic) -> str:
    """Save a draft with another name; the name that its newest draft bears then."""
    edit = reverse("wagtailsnippets_cms_topic:edit", args=[topic.pk])
    browser.post(edit, {"name": "Renamed", "slug": topic.slug, "description": ""})
    return Topic.objects.get(pk=topic.pk).get_latest_revision_as_object().name


def test_a_translator_changes_topics_of_their_language_only(topics, staff):
    browser = staff("Translators into Spanish")
    assert rename(browser, topics["en"]) == "Snow"
    assert rename(browser, topics["es"]) == "Renamed"
    assert Topic.objects.get(pk=topics["es"].pk).name == "Nieve"


def test_a_translator_is_shown_topics_of_their_language_only(topics, staff):
    listing = reverse("wagtailsnippets_cms_topic:list")
    browser = staff("Translators into Spanish")
    spanish = browser.get(listing, {"locale": "es"}).content.decode()
    english = browser.get(listing, {"locale": "en"}).content.decode()
    assert "Nieve" in spanish
    assert "Snow" not in spanish + english


def test_editing_one_language_and_translating_into_another_publishes_one(topics):
    """The right to publish topics comes with the one role, the place with the other."""
    user = making.user("Translators into Spanish")
    making.grant(user, "cms.publish_topic")
    making.allow(user, "publish", HomePage.objects.get(locale=making.locale("en")))
    policy = policy_registry.get_by_type(Topic)
    assert policy.user_has_permission_for_instance(user, "publish", topics["en"])
    assert not policy.user_has_permission_for_instance(user, "publish", topics["es"])


def test_no_place_on_pages_is_no_right_on_topics(topics):
    user = making.user("Administrators")
    making.grant(user, "cms.change_topic")
    policy = policy_registry.get_by_type(Topic)
    assert not policy.user_has_permission(user, "change")
    assert not policy.instances_user_has_permission_for(user, "change").exists()


def test_an_account_that_is_switched_off_has_no_rights(topics):
    user = making.user("Editors", is_active=False)
    policy = policy_registry.get_by_type(Topic)
    assert not policy.user_has_permission_for_instance(user, "change", topics["es"])
