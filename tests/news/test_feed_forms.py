"""Each feed in its three forms, as programs read them: RSS, Atom and JSON Feed."""

from datetime import timedelta

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.actors import acting_as
from cms.correcting import correct
from cms.developing import develop_due
from cms.models import Topic
from home.translating import translate
from news.models import Author, NewsIndexPage, PostAuthor, PostTopic
from tests import making
from tests.feed_reading import FORMS, items
from tests.well_shaped import complaints

pytestmark = pytest.mark.django_db
TEXTS = {"en": "Her name is Ana.", "es": "Se llama Ana."}


def filed(topic: Topic, author: Author, **facts):
    """A live English story below them."""
    topics = [PostTopic(topic=topic, locale=english())]
    authors = [PostAuthor(author=author, locale=english())]
    facts = {"post_topics": topics, "post_authors": authors} | facts
    return making.go_live(making.draft_post(**facts))


@pytest.fixture
def filing(db) -> tuple[Topic, Author]:
    """A topic and an author, live in both languages."""
    topic, author = making.topic("Rights"), Author(name="Inés", slug="ines", locale=english())
    author.save()
    making.go_live(author)
    with acting_as("seed"):
        translate(topic, "es", {"Rights": "Derechos", topic.slug: "derechos"})
        translate(author, "es", {"Inés": "Inés"})
    return topic, author


@pytest.fixture
def filed_post(filing):
    """A live pair below them, with a picture."""
    earlier = timezone.now() - timedelta(hours=1)  # a form tells whole seconds
    facts = {"hero_image": making.picture(), "hero_alternative": "Teal", "date": earlier}
    post = filed(*filing, **facts)
    words = making.SPANISH | {post.slug: "nieve", "Teal": "Verde azulado"}
    with acting_as("seed"):
        return {"en": post, "es": translate(post, "es", words)}


def english():
    return making.locale("en")


def roots(filing) -> list[str]:
    """Where the RSS of each kind of feed stands, in both languages."""
    found = ["/en/feed/", "/es/feed/"]
    for subject in filing:
        for index in NewsIndexPage.objects.all():
            language = index.locale.language_code
            version = subject.get_translations(inclusive=True).get(locale=index.locale)
            found.append(f"{version.path_within(index.url, language)}feed/")
    return found


def test_every_feed_tells_the_same_story_in_its_three_forms(reader, filing, filed_post):
    told = {"en": ("Snow on the hill", "Rights"), "es": ("Nieve en la colina", "Derechos")}
    for root in roots(filing):
        language = root[1:3]
        title, topic = told[language]
        for form in FORMS:
            [item] = items(reader, root + form)
            assert item["title"] == title
            assert item["link"] == filed_post[language].full_url
            assert item["id"] == f"urn:uuid:{filed_post['en'].translation_key}:{language}"
            assert (item["authors"], item["tags"]) == (["Inés"], [topic])
            assert item["picture"].startswith("http://testserver/media/")
            assert item["updated"] == item["published"]


def test_every_feed_has_the_shape_of_its_form(reader, filing, filed_post):
    correct(filed_post["en"], TEXTS, by=making.user("Editors"))
    for root in roots(filing):
        for shape, form in (("rss", ""), ("atom", "atom/")):
            content = reader.get(root + form).content
            assert complaints(shape, content) == [], root + form
            assert complaints(
                shape,
                content.replace(b"<title>", b"<headline>").replace(b"</title>", b"</headline>"),
            )


def test_each_form_says_its_language_and_its_own_address(reader, filing, filed_post):
    for root in roots(filing):
        language = root[1:3]
        for form in FORMS[:2]:
            feed = feedparser.parse(reader.get(root + form).content).feed
            assert feed.language == language
            selves = [each.href for each in feed.links if each.rel == "self"]
            assert selves == [f"http://testserver{root}{form}"]
            assert reader.get(feed.link).status_code == 200
        told = reader.get(f"{root}json/").json()
        assert (told["language"], told["feed_url"]) == (language, f"http://testserver{root}json/")


def test_a_correction_updates_the_item_in_every_form(reader, filing, filed_post):
    correct(filed_post["en"], TEXTS, by=making.user("Editors"))
    for root in roots(filing):
        for form in FORMS:
            [item] = items(reader, root + form)
            assert TEXTS[root[1:3]] in item["text"]
            assert item["updated"] > item["published"]


def test_no_feed_holds_what_is_offline_or_not_in_its_language(reader, filing, filed_post):
    with acting_as("seed"):
        filed_post["es"].unpublish()
    making.draft_post()
    for root in roots(filing):
        expected = 1 if root.startswith("/en/") else 0
        for form in FORMS:
            assert len(items(reader, root + form)) == expected, root


def test_a_page_names_its_own_feed_and_the_newsrooms(reader, filing, filed_post):
    for root in roots(filing)[2:]:
        body = reader.get(root.removesuffix("feed/")).content.decode()
        for own in (root, f"/{root[1:3]}/feed/"):
            for form in FORMS:
                assert f'href="http://testserver{own}{form}"' in body
    assert "/topic/" not in feed_links(reader.get(filed_post["en"].url).content.decode())


def feed_links(body: str) -> str:
    return "\n".join(line for line in body.splitlines() if "feed/" in line and "<link" in line)


def test_a_form_that_there_is_not_is_not_found(reader, filing, filed_post):
    for root in roots(filing):
        for form in ("rdf/", "atom/json/", "atom%00/"):
            assert reader.get(root + form).status_code == 404


def test_a_control_character_breaks_no_feed(reader, filing):
    filed(*filing, title="Snow\x0b on <the> & hill", summary="It\x1b snowed.")
    for form in FORMS:
        [item] = items(reader, f"/en/feed/{form}")
        assert "It snowed." in item["text"]
        assert "\x0b" not in item["title"]


def test_an_empty_feed_is_the_same_bytes_each_time(reader, filing):
    for root in roots(filing):
        for form in FORMS:
            assert items(reader, root + form) == []
            assert reader.get(root + form).content == reader.get(root + form).content


def test_a_feed_costs_the_same_whatever_its_pictures(reader, filing):
    def costs(stories: int) -> dict[str, int]:
        for _each in range(stories):
            filed(*filing, hero_image=making.picture(), hero_alternative="Teal")
        develop_due()
        return {root: cost(reader, root) for root in roots(filing)[::2]}

    few = costs(1)
    assert costs(3) == few
    assert max(few.values()) <= 20, few


def cost(reader, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        reader.get(path)
    return len(captured)
