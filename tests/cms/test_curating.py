"""The choosers of topics, authors and series: what is offered to whom."""

import pytest
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.operations import translate_object

from cms.actors import acting_as
from cms.curating import CuratedChooserViewSet
from cms.models import Topic
from tests import making

pytestmark = pytest.mark.django_db
CHOOSER = "wagtailsnippetchoosers_cms_topic"


@pytest.fixture
def topics(db):
    """A live English one, and a draft in each language."""
    made = {"live": making.topic("Housing")}
    for language, name in (("en", "Raids"), ("es", "Redadas")):
        made[language] = Topic(name=name, slug=name.lower(), locale=making.locale(language))
        made[language].save()
    return made


@pytest.fixture
def translator(staff):
    """Works on Spanish pages and Spanish topics."""
    browser = staff("Translators into Spanish")
    making.grant(browser.user, "cms.change_topic")
    return browser


def offered(browser, door="choose_results", **facts):
    return browser.get(reverse(f"{CHOOSER}:{door}"), facts).content.decode()


@pytest.mark.parametrize("door", ["choose", "choose_results"])
def test_a_chooser_offers_live_ones_and_ones_own_drafts(topics, translator, door):
    # The window itself comes as JSON.
    shown = offered(translator, door)
    assert "Housing" in shown
    assert "Redadas" in shown
    assert "Raids" not in shown


def test_no_search_and_no_language_offers_more(topics, translator):
    assert "Raids" not in offered(translator, q="Raid")
    assert "Raids" not in offered(translator, locale="en")


def test_whoever_may_edit_pages_only_is_offered_live_ones(topics, staff):
    guest = staff("Translators into Spanish")
    guest.user.user_permissions.clear()
    shown = offered(guest)
    assert "Housing" in shown
    assert "Raids" not in shown


def test_no_address_names_a_draft_of_another_language(topics, translator):
    draft, own = topics["en"].pk, topics["es"].pk
    one = reverse(f"{CHOOSER}:chosen", args=[draft])
    assert translator.get(one).status_code == 404
    assert "Redadas" in translator.get(reverse(f"{CHOOSER}:chosen", args=[own])).content.decode()
    assert translator.get(reverse(f"{CHOOSER}:chosen", args=["x"])).status_code == 404
    many = reverse(f"{CHOOSER}:chosen_multiple")
    shown = translator.get(f"{many}?id={draft}&id={own}&id=x").content.decode()
    assert "Redadas" in shown
    assert "Raids" not in shown


def test_an_editor_of_both_is_offered_all(topics, staff):
    shown = offered(staff("Editors"))
    assert all(topic.name in shown for topic in topics.values())


def test_every_snippet_that_can_be_a_draft_has_these_choosers():
    for model in get_snippet_models():
        if hasattr(model, "live"):
            assert isinstance(model.snippet_viewset.chooser_viewset, CuratedChooserViewSet), model


def test_the_editor_of_a_snippet_says_that_it_goes_live_alone(topics, staff):
    editor = staff("Editors")
    url = reverse("wagtailsnippets_cms_topic:edit", args=[topics["en"].pk])
    assert "goes live in this language alone" in editor.get(url).content.decode()
    with acting_as("seed"):
        translate_object(topics["live"], [making.locale("es")])
    spanish = topics["live"].get_translation(making.locale("es"))
    url = reverse("wagtailsnippets_cms_topic:edit", args=[spanish.pk])
    assert "goes live in this language alone" in editor.get(url).content.decode()
