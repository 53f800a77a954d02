"""What each kind of page says about itself to machines, in both languages."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from cms.actors import acting_as
from cms.attributing import credit_translator
from home.models import FollowLink, HomePage
from home.translating import translate
from news.models import NewsIndexPage, Series
from tests import making
from tests.campaigns.test_updates import WORDS, update
from tests.news.test_feed_forms import filed, filing  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
LANGUAGES = ("en", "es")


def graph(path: str) -> dict[str, dict]:
    """The page's nodes by kind."""
    response = Client().get(path)
    assert response.status_code == 200, path
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL
    )
    assert len(found) == 1, path
    told = json.loads(found[0])
    assert told["@context"] == "https://schema.org"
    return {node["@type"]: node for node in told["@graph"]}


def addresses(node) -> Iterator[str]:
    """All that a node leads to on this site."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from [] if name == "@id" else addresses(value)
    elif isinstance(node, list):
        for each in node:
            yield from addresses(each)
    elif str(node).startswith(SITE):
        yield node.replace("{search_term_string}", "snow").removeprefix(SITE)


def answers(path: str) -> bool:
    if path.startswith(settings.MEDIA_URL):
        return (Path(settings.MEDIA_ROOT) / path.removeprefix(settings.MEDIA_URL)).exists()
    if path.startswith(settings.STATIC_URL):
        return bool(finders.find(path.removeprefix(settings.STATIC_URL)))
    return Client().get(path).status_code == 200


def check(path: str, crumbs: list[str] | None = None) -> dict[str, dict]:
    nodes = graph(path)
    assert [each for each in addresses(list(nodes.values())) if not answers(each)] == []
    newsroom = nodes["Organization"]
    assert newsroom["logo"]["url"]
    if crumbs is not None:
        steps = nodes["BreadcrumbList"]["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert [step["name"] for step in steps][1:] == crumbs
        assert [step["item"] for step in (steps[0], steps[-1])] == [SITE + path[:4], SITE + path]
    return nodes


@pytest.fixture
def told(filing):  # noqa: F811
    """A pair below everything, with a picture and a credited translator."""
    series = Series(name="Winters", slug="winters", locale=making.locale("en"))
    series.save()
    making.go_live(series)
    picture = {"hero_image": making.picture(), "hero_alternative": "Teal", "hero_credit": "Ana"}
    post = filed(*filing, series=series, series_part=1, **picture)
    words = making.SPANISH | {post.slug: "nieve", "Teal": "Verde azulado", "Ana": "Ana"}
    with acting_as("seed"):
        translate(series, "es", {"Winters": "Inviernos", "winters": "inviernos"})
        spanish = translate(post, "es", words)
    credit_translator(spanish, "Rosa Peña")
    return {"en": post, "es": spanish}


def test_a_story_names_its_makers_its_place_and_its_other_language(told):
    nodes = {code: check(page.url) for code, page in told.items()}
    news = {code: nodes[code]["NewsArticle"] for code in LANGUAGES}
    for code, article in news.items():
        assert article["inLanguage"] == code
        assert article["publisher"] == {"@id": nodes[code]["Organization"]["@id"]}
        [author] = article["author"]
        assert (author["name"], author["@id"]) == ("Inés", f"{author['url']}#person")
        assert article["image"][0]["creditText"] == "Ana"
        assert article["dateModified"] >= article["datePublished"]
    assert [news[code]["articleSection"] for code in LANGUAGES] == ["Rights", "Derechos"]
    assert [news[code]["isPartOf"]["name"] for code in LANGUAGES] == ["Winters", "Inviernos"]
    assert news["es"]["translator"] == {"@type": "Person", "name": "Rosa Peña"}
    assert news["es"]["translationOfWork"]["@id"] == news["en"]["@id"]
    assert [each["@id"] for each in news["en"]["workTranslation"]] == [news["es"]["@id"]]
    assert not {"translator", "translationOfWork"} & set(news["en"])
    assert "workTranslation" not in news["es"]


def test_a_story_names_no_version_that_is_offline(told):
    with acting_as("seed"):
        told["en"].unpublish()
    article = check(told["es"].url)["NewsArticle"]
    assert not {"translationOfWork", "workTranslation"} & set(article)


def test_an_author_is_a_person_by_the_name_that_stories_use(told, filing):  # noqa: F811
    author = filing[1]
    for index in NewsIndexPage.objects.all():
        version = author.get_translations(inclusive=True).get(locale=index.locale)
        path = version.path_within(index.url, index.locale.language_code)
        nodes = check(path, [index.title, "Inés"])
        assert nodes["Person"]["@id"] == f"{SITE}{path}#person"
        story = graph(told[index.locale.language_code].url)["NewsArticle"]
        assert story["author"][0]["@id"] == nodes["Person"]["@id"]


def test_every_kind_of_page_says_the_way_to_it(told, filing, campaign):  # noqa: F811
    topic = filing[0]
    with acting_as("seed"):
        news = update(campaign)
        news = {"en": news, "es": translate(news, "es", WORDS | {news.slug: "ya-la-tienen"})}
    about = making.go_live(making.standard_page(HomePage.objects.get(locale=making.locale("en"))))
    check(about.url, ["About"])
    for index in NewsIndexPage.objects.all():
        code = index.locale.language_code
        check(told[code].url, [index.title, told[code].title])
        check(index.url, [index.title])
        version = topic.get_translations(inclusive=True).get(locale=index.locale)
        check(version.path_within(index.url, code), [index.title, version.name])
        above = campaign[code].get_parent().title
        nodes = check(campaign[code].url, [above, campaign[code].title])
        assert nodes["WebPage"]["inLanguage"] == code
        nodes = check(news[code].url, [above, campaign[code].title, news[code].title])
        assert nodes["Article"]["isPartOf"]["name"] == campaign[code].title


def test_the_front_page_is_the_site_with_its_search(campaign):
    home = HomePage.objects.get(locale=making.locale("es"))
    FollowLink.objects.create(page=home, label="WhatsApp", url="https://example.org/x")
    for code, search in (("en", "search"), ("es", "buscar")):
        nodes = check(f"/{code}/")
        assert nodes["WebSite"]["inLanguage"] == code
        target = nodes["WebSite"]["potentialAction"]["target"]["urlTemplate"]
        assert target == f"{SITE}/{code}/{search}/?q={{search_term_string}}"
        assert "BreadcrumbList" not in nodes
    assert nodes["Organization"]["sameAs"] == ["https://example.org/x"]


def test_no_name_breaks_out_of_any_graph(filing, campaign):  # noqa: F811
    nasty = "</script><script>alert(1)</script> & \u2028"
    topic, author = filing
    for subject in (topic, author):
        subject.name = nasty
        making.go_live(subject)
    campaign["en"].title = nasty
    making.go_live(campaign["en"])
    index = NewsIndexPage.objects.get(locale=making.locale("en"))
    paths = [each.path_within(index.url, "en") for each in filing] + [campaign["en"].url]
    for path in paths:
        assert "<script>alert" not in Client().get(path).content.decode()
        assert graph(path)["BreadcrumbList"]["itemListElement"][-1]["name"].startswith("</script>")


def test_what_is_not_to_be_listed_says_nothing(told):
    for path in ("/en/search/?q=snow", "/en/nowhere/", "/en/subscribe/"):
        assert "ld+json" not in Client().get(path).content.decode()
