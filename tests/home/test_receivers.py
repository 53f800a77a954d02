"""What the front pages show is fetched anew when it changes, in both languages."""

import pytest

from campaigns.stating import change_state
from cms.actors import acting_as
from cms.models import Outdated
from home.models import HomePage
from home.translating import translate
from news.models import Author, NewsIndexPage, PostAuthor, PostPage, PostTopic
from tests import making

pytestmark = pytest.mark.django_db
FRONTS = {"/en/", "/es/"}
EMPTY = {"en": "", "es": ""}


@pytest.fixture
def told(settings):
    """A proxy that is known to the settings, and does not answer."""
    settings.PROXY_URL, settings.PROXY_REFRESH_KEY = "https://127.0.0.1:1", "k" * 32


@pytest.fixture
def topic(told):
    """In both languages, with a story, at the head of a section of the front page."""
    english = making.topic("Housing")
    post = making.draft_post()
    post.post_topics = [PostTopic(topic=english, locale=post.locale)]
    post.save()
    making.go_live(post)
    with acting_as("seed"):
        translate(english, "es", {"Housing": "Vivienda", english.slug: "vivienda"})
    home = HomePage.objects.get(locale=making.locale("en"))
    home.front = [("topic", {"topic": english, "title": EMPTY, "number": 3})]
    making.go_live(home)
    return english, post


def noted() -> set[str]:
    """What is to be fetched anew since the last time somebody asked."""
    paths = set(Outdated.objects.values_list("path", flat=True))
    Outdated.objects.all().delete()
    return paths


def test_a_story_renews_the_front_pages_of_the_languages_it_is_in(topic):
    _topic, only = topic
    noted()
    making.go_live(only)
    assert noted() & FRONTS == {"/en/"}
    both = making.post()
    noted()
    making.go_live(both["es"])
    assert noted() >= FRONTS


def test_a_topics_new_name_is_told_wherever_it_stands(topic, reader):
    english, post = topic
    index = NewsIndexPage.objects.get(locale=making.locale("en")).url
    noted()
    english.name = "Homes"
    making.go_live(english)
    assert noted() >= {*FRONTS, index, post.url, english.path_within(index, "en")}
    assert ">Homes</a></h2>" in reader.get("/en/").content.decode()


def test_a_topic_taken_offline_leaves_the_front_page_and_the_caches(topic, reader):
    english, _post = topic
    noted()
    english.unpublish()
    assert noted() >= FRONTS
    assert "Housing" not in reader.get("/en/").content.decode()


def test_a_topic_or_an_author_that_is_deleted_is_told_wherever_it_stood(topic, reader):
    english, post = topic
    author = Author(name="Rosa", slug="rosa", locale=post.locale)
    author.save()
    making.go_live(author)
    PostAuthor.objects.create(page=post, author=author, locale=post.locale)
    making.go_live(PostPage.objects.get(pk=post.pk))
    index = NewsIndexPage.objects.get(locale=making.locale("en")).url
    for subject in (english, author):
        own = subject.path_within(index, "en")
        noted()
        subject.delete()
        assert noted() >= {*FRONTS, index, post.url, own}
        assert reader.get(own).status_code == 410
    assert reader.get(f"{index}topic/never/").status_code == 404


def test_a_new_arrangement_renews_both_front_pages(topic):
    noted()
    home = HomePage.objects.get(locale=making.locale("en"))
    home.front = [("latest", {"number": 3})]
    making.go_live(home)
    assert noted() >= FRONTS


def test_a_campaign_that_ends_renews_both_front_pages(told, campaign):
    petition = campaign["en"].petition
    petition.steward = making.user("Campaigners")
    petition.save()
    noted()
    change_state(petition, "paused", by=petition.steward, texts={"en": "Soon.", "es": "Pronto."})
    assert noted() >= FRONTS


def test_a_front_page_with_a_count_is_kept_as_briefly_as_the_count(campaign, reader):
    assert "s-maxage=1," in reader.get("/en/").headers["Cache-Control"]


def test_a_front_page_without_a_count_is_kept_longer(post, reader):
    assert "s-maxage=60," in reader.get("/en/").headers["Cache-Control"]
