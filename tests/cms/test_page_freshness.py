"""Every address that a publication touches is new within a second: the image's own web server, two
workers with four threads, readers over HTTP, and the cache between them.
"""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPResponse

import pytest
from django.db import connection
from redis import Redis
from wagtail.models import Site

from bench.serving import Web, serving
from cms import kept_pages
from cms.banners import BannerWish, raise_banner
from cms.keeping import forget
from cms.page_cache import HEADER
from dev.databases import address_of
from home.founding import found
from news.models import Author, NewsIndexPage, PostAuthor, PostPage, PostTag, PostTopic, Series
from tests import making

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 64
NEWS = {"en": "The creek rose", "es": "El arroyo creció"}


@pytest.fixture
def web(settings):
    """Readers' web server, before the database and the Redis of this test."""
    settings.PAGE_CACHE_URL = settings.REDIS_URL
    found()
    live = address_of(connection.settings_dict["NAME"], dict(os.environ))
    live |= {"PAGE_CACHE_OF_TESTS": settings.REDIS_URL}
    with serving("hub.wsgi:application", "/healthz", **live) as running:
        yield running


def get(web: Web, path: str) -> HTTPResponse:
    line = HTTPConnection("127.0.0.1", web.port, timeout=30)
    line.request("GET", path, headers={"Host": "testserver"})
    answer = line.getresponse()
    answer.text = answer.read().decode()
    line.close()
    return answer


def crowd(web: Web, path: str) -> tuple[list[str], int]:
    """How each of 64 readers at the same moment got the page, and after how many seconds the last
    one had it.
    """
    barrier = threading.Barrier(CLIENTS)

    def one(_number):
        barrier.wait()
        answer = get(web, path)
        assert answer.status == 200
        return answer.headers[HEADER]

    since = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        got = list(pool.map(one, range(CLIENTS)))
    return got, int(time.monotonic() - since)


def spanish_story() -> PostPage:
    story = PostPage(title="Nieve", slug="nieve-hoy", summary="Nevó.")
    NewsIndexPage.objects.get(locale=making.locale("es")).add_child(instance=story)
    return making.go_live(story)


def filed() -> PostPage:
    """An English story that is filed under everything that has a page."""
    english = making.draft_post()
    subjects = [
        making.topic("Water"),
        Author(name="Rosa", slug="rosa", locale=english.locale),
        Series(name="Floods", slug="floods", locale=english.locale),
    ]
    for each in subjects:
        each.save()
        making.go_live(each)
    topic, author, english.series = subjects
    english.post_topics = [PostTopic(topic=topic, locale=english.locale)]
    english.post_authors = [PostAuthor(author=author, locale=english.locale)]
    english.post_tags = [PostTag(name="Rain", locale=english.locale)]
    return making.go_live(english)


def shown_at(stories: dict) -> dict[str, str]:
    """The addresses of its headline, with the language that it stands there in."""
    index = stories["en"].get_parent().url
    [topic], places = stories["en"].post_topics.all(), ["author/rosa", "series/floods", "tag/rain"]
    paths = {f"{index}{place}/": "en" for place in [f"topic/{topic.topic.slug}", *places]}
    for language, page in stories.items():
        own = [page.url, page.get_parent().url, f"/{language}/", f"/{language}/feed/"]
        paths |= dict.fromkeys(own, language)
    return paths


def all_kept(web: Web, paths) -> None:
    for path in paths:
        get(web, path)
        assert get(web, path).headers[HEADER] == "HIT", path


def test_a_change_is_everywhere_within_a_second_and_a_crowd_causes_one_making(web, settings):
    """One web server for all of it: it takes seconds to start, and the tables to be emptied."""
    check_banner(web, making.post())
    check_publication(web, {"en": filed(), "es": spanish_story()})
    check_version(web, making.post())
    check_address(web, making.post())
    check_crowds(web, settings)


def check_banner(web: Web, pair: dict) -> None:
    """What stands on every page: on all of them, whatever they are."""
    paths = [f"/{code}/" for code in NEWS]
    paths += [path for page in pair.values() for path in (page.url, page.get_parent().url)]
    all_kept(web, paths)
    site = Site.objects.get(is_default_site=True)
    since = time.monotonic()
    raise_banner(site, BannerWish(NEWS), by=making.user("Editors"))
    assert [path for path in paths if NEWS[path[1:3]] not in get(web, path).text] == []
    assert time.monotonic() - since < 1 + len(paths)
    raise_banner(site, BannerWish(NEWS, is_on=False), by=None)


def check_publication(web: Web, stories: dict) -> None:
    """Its page, the listings it stands in, both front pages, feeds and the site map."""
    paths = shown_at(stories)
    all_kept(web, [*paths, "/sitemap.xml"])
    for language, page in stories.items():
        page.refresh_from_db()
        page.title = NEWS[language]
        making.go_live(page)
    since = time.monotonic()
    found_new = {path for path, language in paths.items() if NEWS[language] in get(web, path).text}
    assert found_new == set(paths)
    assert get(web, "/sitemap.xml").headers[HEADER] == "MISS"
    assert (time.monotonic() - since) / len(paths) < 1


def check_address(web: Web, pair: dict) -> None:
    """Nothing stays at the old one, and the sibling's switcher knows the new one."""
    old, english, spanish = pair["en"].url, pair["en"], pair["es"]
    all_kept(web, [old, spanish.url])
    english.refresh_from_db()
    english.slug = "the-creek"
    making.go_live(english)
    moved = get(web, old)
    assert (moved.status, moved.headers["Location"]) == (301, english.url)
    assert f"http://testserver{english.url}" in get(web, spanish.url).text, "the switcher"
    assert get(web, english.url).status == 200


def check_version(web: Web, pair: dict) -> None:
    """A version comes and goes: on its sibling's page and at the courtesy page too."""
    english, spanish = pair["en"], pair["es"]
    courtesy = f"{spanish.get_parent().url}{english.slug}/"
    all_kept(web, [english.url, spanish.url])
    spanish.unpublish()
    assert get(web, spanish.url).status != 200
    assert spanish.url not in get(web, english.url).text
    all_kept(web, [courtesy])
    spanish.refresh_from_db()
    making.go_live(spanish)
    assert spanish.url in get(web, english.url).text
    assert get(web, courtesy).headers["Location"] == spanish.url
    assert get(web, spanish.url).status == 200


def check_crowds(web: Web, settings) -> None:
    """64 readers before a page that is missing, and at the moment at which it has expired."""
    pair, campaign = making.post(), making.campaign(making.petition())
    for path in (pair["en"].url, pair["es"].url, campaign["en"].url, campaign["es"].url, "/es/"):
        is_brief = path in (campaign["en"].url, campaign["es"].url)
        forget([path])
        got, seconds = crowd(web, path)
        most = 1 + seconds * is_brief  # kept for a second
        assert 1 <= got.count("MISS") <= most, f"nothing was kept of {path}"
        grow_old(settings.REDIS_URL, path)
        got, seconds = crowd(web, path)
        most = 1 + seconds * is_brief
        assert 1 <= got.count("MISS") <= most, f"{path} had expired"
        assert "STALE" in got


def grow_old(redis_url: str, path: str) -> None:
    """As if its fresh time had just ended, with half a minute left to show it."""
    redis, name = Redis.from_url(redis_url), f"page:{kept_pages.key_of('http', 'testserver', path)}"
    head, _, body = redis.get(name).partition(b"\n")
    parts = head.split(b'"fresh_until": ')
    rest = parts[1].partition(b",")[2]
    redis.set(name, parts[0] + b'"fresh_until": 0,' + rest + b"\n" + body, ex=30)
