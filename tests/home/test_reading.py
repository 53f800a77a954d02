"""What readers get: two languages, one page for everyone, and few queries for it."""

import re

import pytest
from django.test import Client

from cms.models import Topic
from home.models import HomePage
from news.models import Author, NewsIndexPage, PostAuthor, PostTopic
from tests import making
from tests.home.counting_queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("es", "/es/"),
        ("es-MX,es;q=0.9,en;q=0.8", "/es/"),
        ("en-US,en;q=0.9", "/en/"),
        ("fr", "/en/"),
        ("fr,es;q=0.5", "/es/"),
        ("", "/en/"),
        ("x" * 5_000, "/en/"),
    ],
)
def test_the_root_leads_to_the_readers_language(reader, header, place):
    response = reader.get("/", headers={"Accept-Language": header})
    assert (response.status_code, response.url) == (302, place)
    assert response.headers["Cache-Control"] == "no-store"


def test_an_address_without_a_language_is_asked_for_in_the_readers(reader):
    response = reader.get("/noticias/", headers={"Accept-Language": "es"})
    assert response.url == "/es/noticias/"


def test_a_page_says_its_language_and_where_the_other_is(post, reader):
    for language, other in (("en", "es"), ("es", "en")):
        body = reader.get(post[language].url).content.decode()
        assert f'<html lang="{language}">' in body
        for code in (language, other):
            assert f'hreflang="{code}" href="{post[code].full_url}"' in body
        assert f'hreflang="x-default" href="{post["en"].full_url}"' in body
        assert re.search(rf'<a href="{post[other].full_url}" lang="{other}"', body)


def test_a_story_in_one_language_offers_no_other(reader):
    english = making.go_live(making.draft_post())
    body = reader.get(english.url).content.decode()
    assert 'hreflang="es"' not in body.replace('hreflang="es" href="http://testserver/es/"', "")


def public_paths(post, campaign) -> list[str]:
    pages = [post, campaign]
    return [page[language].url for page in pages for language in ("en", "es")] + [
        "/en/",
        "/es/",
        "/en/news/",
        "/es/noticias/",
        "/en/campaigns/",
        "/es/campanas/",
    ]


def test_public_pages_set_no_cookie_and_vary_on_nothing(post, campaign):
    for path in public_paths(post, campaign):
        browser = Client(headers={"Cookie": "sessionid=stale; django_language=es"})
        response = browser.get(path)
        assert response.status_code == 200, path
        assert not response.cookies, path
        assert "Cookie" not in response.headers.get("Vary", ""), path
        assert "Accept-Language" not in response.headers.get("Vary", ""), path
        assert "s-maxage" in response.headers["Cache-Control"], path


def test_public_pages_are_the_same_for_staff_and_readers(post, campaign, staff, reader):
    editor = staff("Editors")
    for path in public_paths(post, campaign):
        assert editor.get(path).content == reader.get(path).content, path


def test_public_pages_hold_no_inline_script_or_style_and_fetch_nothing_foreign(
    post, campaign, reader
):
    for path in public_paths(post, campaign):
        response = reader.get(path)
        # Structured data is no script: browsers run nothing of this one type.
        body = response.content.decode().replace('<script type="application/ld+json">', "")
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|<style|\son\w+=", body), path
        fetched = re.findall(
            r'<(?:img|script|link rel="(?:stylesheet|icon)")[^>]*"(https?:[^"]+)"', body
        )
        assert not fetched, path
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["Referrer-Policy"] == "same-origin"


def fill_news(number: int) -> None:
    topic = Topic(name="Snow", slug=f"snow-{number}", locale=making.locale("en"))
    author = Author(name="Inés", slug=f"ines-{number}", locale=making.locale("en"))
    for snippet in (topic, author):
        snippet.save()
        making.go_live(snippet)
    for index in range(number):
        post = making.draft_post(title=f"Story {index}")
        post.post_topics = [PostTopic(topic=topic, locale=post.locale)]
        post.post_authors = [PostAuthor(author=author, locale=post.locale)]
        making.go_live(post)


# Every page asks for the banner; a story for its version, pair, corrections, entries and tags too;
# a campaign for its partners, those of them that receive names, its targets, docket, letters,
# history, updates and links to pass on.
BUDGETS = {"home": 13, "index": 12, "topic": 15, "author": 15, "post": 12, "campaign": 14}


def test_query_budgets_hold_and_do_not_grow_with_the_archive(campaign):
    fill_news(2)
    paths = {
        "home": "/en/",
        "index": "/en/news/",
        "topic": "/en/news/topic/snow-2/",
        "author": "/en/news/author/ines-2/",
        "post": NewsIndexPage.objects.get(locale=making.locale("en")).get_children().last().url,
        "campaign": campaign["es"].url,
    }
    few = {name: queries_of(path) for name, path in paths.items()}
    fill_news(5)
    paths |= {"topic": "/en/news/topic/snow-5/", "author": "/en/news/author/ines-5/"}
    many = {name: queries_of(path) for name, path in paths.items()}
    assert few == many
    assert {name: number for name, number in many.items() if number > BUDGETS[name]} == {}


@pytest.mark.parametrize(
    "before", ["", "junk", "1-", "-1", "9" * 40 + "-1", "9" * 17 + "-1", "1-\0"]
)
def test_a_malformed_page_address_shows_the_newest(post, reader, before):
    response = reader.get("/en/news/", {"before": before})
    assert response.status_code == 200
    assert "Snow on the hill" in response.content.decode()


def test_older_stories_are_one_page_further(reader):
    fill_news(14)
    first = reader.get("/en/news/").content.decode()
    older = re.search(r'href="(\?before=[^"]+)"', first)[1]
    second = reader.get("/en/news/" + older).content.decode()
    titles = set(re.findall(r"Story \d+", first)), set(re.findall(r"Story \d+", second))
    assert [len(each) for each in titles] == [12, 2]
    assert not titles[0] & titles[1]
    assert 'rel="canonical" href="http://testserver/en/news/"' in first
    assert '<meta name="robots" content="noindex">' in second
    assert not re.search(r'rel="canonical"|hreflang=|ld\+json', second.partition("</head>")[0])


def test_a_topic_answers_only_to_its_languages_word(reader):
    fill_news(1)
    assert reader.get("/en/news/topic/snow-1/").status_code == 200
    assert reader.get("/en/news/tema/snow-1/").status_code == 404
    assert reader.get("/es/noticias/tema/snow-1/").status_code == 404


def test_errors_speak_the_language_of_the_address(reader):
    assert "This page does not exist" in reader.get("/en/nothing/").content.decode()
    assert "Esta página no existe" in reader.get("/es/nada/").content.decode()


def test_health_is_answered_without_a_session(reader):
    assert reader.get("/healthz").json() == {"status": "ok"}


def test_a_silent_broker_is_told_and_takes_no_host_away(reader, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    response = reader.get("/readyz")
    assert response.status_code == 200
    told = response.json()
    assert (told["status"], told["database"], told["broker"]) == ("degraded", True, False)


def test_the_front_page_features_an_open_campaign(campaign, reader):
    assert HomePage.objects.filter(featured_campaign=None).count() == 2
    assert "No toquen nuestras huellas" in reader.get("/es/").content.decode()
