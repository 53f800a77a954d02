"""The front page that editors arrange: one arrangement, each language in its own words."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Locale

from cms.actors import acting_as
from cms.models import Topic
from home.models import HomePage
from home.translating import translate
from news.models import PostPage, PostTopic
from tests import making
from tests.home.counting_queries import queries_of

pytestmark = pytest.mark.django_db
TITLES = {"en": "In short", "es": "En breve"}


def arrange(*blocks) -> None:
    """As an editor does: on the original, once."""
    home = HomePage.objects.get(locale=making.locale("en"))
    home.front = list(blocks)
    making.go_live(home)


def story(title: str, *, days: int = 0, topic: Topic | None = None) -> PostPage:
    post = making.draft_post(title=title, date=timezone.now() - timedelta(days=days))
    if topic:
        post.post_topics = [PostTopic(topic=topic, locale=post.locale)]
        post.save()
    return making.go_live(post)


def titles_on(reader, language: str) -> list[str]:
    """The titles of stories in the order in which they stand."""
    body = reader.get(f"/{language}/").content.decode()
    links = r'class="(?:lead|teaser|headline)-title"><a href="[^"]+">([^<]+)<'
    return re.findall(links, body)


@pytest.fixture
def topic() -> dict[str, Topic]:
    english = making.topic("Housing")
    words = {"Housing": "Vivienda", english.slug: "vivienda"}
    with acting_as("seed"):
        return {"en": english, "es": translate(english, "es", words)}


def test_a_front_page_that_nobody_arranged_leads_with_the_newest(reader):
    for days in range(3):
        story(f"Day {days}", days=days)
    assert titles_on(reader, "en") == ["Day 0", "Day 1", "Day 2"]


def test_stories_stand_where_they_were_chosen_and_none_stands_twice(reader, topic):
    made = [story(f"Day {day}", days=day, topic=topic["en"]) for day in range(8)]
    pages = [made[0], made[5], made[0]]
    arrange(
        ("lead", {"page": made[4]}),
        ("topic", {"topic": topic["en"], "title": {"en": "", "es": ""}, "number": 2}),
        ("stories", {"title": TITLES, "pages": pages}),
        ("latest", {"number": 2}),
    )
    shown = titles_on(reader, "en")
    assert shown == [f"Day {day}" for day in (4, 1, 2, 0, 5, 3, 6)]


def test_one_arrangement_shows_each_language_its_own_and_nothing_of_the_other(reader, topic):
    both, only = making.post(), story("Only in English", days=1, topic=topic["en"])
    arrange(
        ("lead", {"page": only}),
        ("stories", {"title": TITLES, "pages": [only, both["en"]]}),
        ("text", {"title": TITLES, "text": {"en": "<p>We write.</p>", "es": "<p>Escribimos.</p>"}}),
        ("topic", {"topic": topic["en"], "title": {"en": "", "es": ""}, "number": 3}),
    )
    assert titles_on(reader, "en") == ["Only in English", "Snow on the hill"]
    # The lead is missing here, so the newest one leads; the package has nothing left to show.
    assert titles_on(reader, "es") == ["Nieve en la colina"]
    spanish = reader.get("/es/").content.decode()
    assert "En breve" in spanish
    assert "Escribimos." in spanish
    for words in ("Only in English", "In short", "We write.", "Housing"):
        assert words not in spanish, words


def test_a_chosen_page_is_shown_in_the_readers_language(reader, campaign, topic):
    both = making.post()
    spanish = PostPage.objects.get(pk=both["es"].pk)
    spanish.post_topics = [PostTopic(topic=topic["es"], locale=spanish.locale)]
    making.go_live(spanish)
    arrange(
        ("campaign", {"page": campaign["es"]}),
        ("topic", {"topic": topic["en"], "title": {"en": "", "es": ""}, "number": 3}),
    )
    body = reader.get("/es/").content.decode()
    assert "No toquen nuestras huellas" in body
    assert f'href="{both["es"].url}"' in body
    assert ">Vivienda</a></h2>" in body
    english = reader.get("/en/").content.decode()
    assert "Hands off our fingerprints" in english
    assert "No toquen" not in english


def test_a_campaign_on_the_front_keeps_its_count_fresh(reader, campaign):
    arrange(("campaign", {"page": None}))
    body = reader.get("/es/").content.decode()
    public_id = campaign["es"].petition.public_id
    assert re.search(rf'data-count-url="[^"]*/es/[^"]*{public_id}', body)
    assert re.search(r'<script type="module" src="[^"]*counting', body)


def test_a_section_of_a_topic_that_is_not_in_this_language_is_left_out(reader):
    topic = making.topic("Weather")
    story("Rain", topic=topic)
    arrange(("topic", {"topic": topic, "title": TITLES, "number": 3}))
    assert "In short" in reader.get("/en/").content.decode()
    assert "En breve" not in reader.get("/es/").content.decode()


def test_a_chosen_story_that_is_gone_leaves_its_place_to_the_newest(reader):
    gone, newest = story("Gone", days=1), story("Newest")
    arrange(("lead", {"page": gone}), ("stories", {"title": TITLES, "pages": [gone]}))
    gone.delete()
    assert titles_on(reader, "en") == ["Newest"]
    newest.unpublish()
    assert titles_on(reader, "en") == []


def test_an_arrangement_costs_the_same_whatever_its_size(topic):
    topics = [topic["en"], *(making.topic(f"Topic-{number}") for number in range(3))]
    made = [story(f"Day {day}", days=day, topic=topics[day % 4]) for day in range(12)]
    for post in made[:6]:
        post.hero_image, post.hero_alternative = making.picture(), "Teal"
        making.go_live(post)
    making.campaign(making.petition())
    empty = {"en": "", "es": ""}
    blocks = [
        ("lead", {"page": made[3]}),
        ("campaign", {"page": None}),
        ("topic", {"topic": topics[0], "title": empty, "number": 1}),
        ("topics", None),
        ("subscribe", None),
        ("tip", None),
    ]
    arrange(*blocks)
    few = queries_of("/en/")
    more = [("topic", {"topic": each, "title": empty, "number": 2}) for each in topics[1:]]
    chosen = ("stories", {"title": TITLES, "pages": made[4:8]})
    arrange(*blocks, *more, chosen, ("latest", {"number": 8}))
    assert (few, queries_of("/en/")) == (13, 13)


def test_words_stand_in_both_languages_or_in_none():
    block = HomePage._meta.get_field("front").stream_block.child_blocks["stories"]
    title = block.child_blocks["title"]
    assert title.clean(title.to_python(TITLES))
    assert title.clean(title.to_python({"en": "", "es": ""}))
    with pytest.raises(StructBlockValidationError) as refused:
        title.clean(title.to_python({"en": "In short", "es": " "}))
    assert list(refused.value.block_errors) == ["es"]


def test_the_spanish_front_page_follows_the_original_at_once(reader):
    first, second = making.post(), making.post()
    assert Locale.objects.count() == 2
    arrange(("stories", {"title": TITLES, "pages": [second["en"], first["en"]]}))
    body = reader.get("/es/").content.decode()
    assert body.index(second["es"].url) < body.index(first["es"].url)
    arrange(("stories", {"title": TITLES, "pages": [first["en"]]}))
    body = reader.get("/es/").content.decode()
    assert first["es"].url in body
    assert second["es"].url not in body
