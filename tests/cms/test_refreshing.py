"""What the proxy keeps is fetched anew: through a real nginx with the shipped configuration."""

import time

import pytest
from django.db import transaction

from cms.correcting import correct
from cms.fetching import FetchFailed, fetch_anew
from cms.models import Outdated, Topic
from cms.outdating import MOST_TRIES
from cms.purging import paths_beside, paths_of, purge
from cms.refreshing import refresh
from cms.replacing import Removal
from cms.taking_names_down import take_down_name
from dev.nginx import find_nginx
from news.models import Author, PostAuthor, PostTag, PostTopic, Series
from tests import making
from tests.proxy import running_proxy

KEY = "a-key-of-the-tests-0123456789-abcdefgh"
TEXTS = {"en": "Her name is Ana, not Anna.", "es": "Se llama Ana, no Anna."}
NAME = "Rosa Quintanilla"
needs_nginx = pytest.mark.skipif(not find_nginx(), reason="nginx is not here")
pytestmark = pytest.mark.django_db


@pytest.fixture
def told(settings):
    """A proxy that is known to the settings, and does not answer."""
    settings.PROXY_URL, settings.PROXY_REFRESH_KEY = "https://127.0.0.1:1", KEY


@pytest.fixture
def proxy(told, settings, tmp_path, monkeypatch):
    if not find_nginx():
        pytest.skip("nginx is not here")
    with running_proxy(tmp_path, tmp_path / "media", KEY) as running:
        settings.PROXY_URL = running.url
        monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
        yield running


@pytest.fixture
def stories(db):
    """Two live pairs on one topic; the first one has everything a story can be filed under."""
    topic, author = making.topic("Rights"), Author(name=NAME, slug="rosa", locale=en())
    series = Series(name="Snow", slug="snow", locale=en())
    for each in (author, series):
        each.save()
        making.go_live(each)
    made = [filed_under(making.draft_post(), topic, author, series) for _ in range(2)]
    made[0].body = [("paragraph", f"<p>{NAME} saw it snow.</p>")]
    return [making.go_live(each) for each in made]


def en():
    return making.locale("en")


def filed_under(story, topic: Topic, author: Author, series: Series):
    story.post_topics = [PostTopic(topic=topic, locale=story.locale)]
    story.post_authors = [PostAuthor(author=author, locale=story.locale)]
    story.post_tags = [PostTag(name="Snow", locale=story.locale)]
    story.series = series
    story.save()
    return story


def fill(proxy, paths: list[str]) -> None:
    for path in paths:
        proxy.get(path)


def test_a_correction_is_there_at_once_in_both_languages_and_their_feeds(post, proxy):
    paths = [post["en"].url, post["es"].url, "/en/feed/", "/es/feed/", "/sitemap.xml"]
    fill(proxy, paths)
    correct(post["en"], TEXTS, by=making.user("Editors"))
    assert all(proxy.kept(path) for path in paths)
    assert TEXTS["en"] not in proxy.get(post["en"].url).text, "there was nothing to refresh"
    assert refresh() >= len(paths)
    for path in paths[:4]:
        answer = proxy.get(path)
        assert answer.headers["X-Cache"] == "HIT", path
        assert TEXTS[path[1:3]] in answer.text, path


def test_a_name_taken_down_is_gone_from_every_address_that_showed_it(stories, proxy):
    first, second = stories
    topic, author = first.post_topics.get().topic, first.post_authors.get().author
    index = first.get_parent().url
    paths = {first.url, second.url, index, "/en/", "/en/feed/", f"{index}tag/snow/"}
    paths |= {topic.path_within(index, "en"), author.path_within(index, "en")}
    paths |= {first.series.path_within(index, "en")}
    fill(proxy, paths)
    assert [path for path in paths if NAME not in proxy.get(path).text] == []
    take_down_name(
        Removal.of(NAME, {"en": "a neighbor", "es": "una vecina"}),
        by=making.user("Editors"),
        reason="Asked for.",
    )
    refresh()
    assert [path for path in paths if NAME in proxy.get(path).text] == []
    assert all(proxy.kept(path) for path in paths)


def test_a_story_taken_offline_does_not_stay_behind_in_the_cache(post, proxy):
    english, spanish = post["en"], post["es"]
    paths = [english.url, spanish.url, english.get_parent().url]
    fill(proxy, paths)
    spanish.unpublish()
    refresh()
    for _ in range(2):
        assert proxy.get(spanish.url).status == 410
        assert spanish.url not in proxy.get(english.url).text, "the language switcher"
        time.sleep(1.1)  # longer than what took the page's place is kept
    assert "X-Cache" in proxy.get(english.url).headers


def test_the_proxy_takes_no_refresh_without_the_key(post, proxy, settings):
    fill(proxy, [post["en"].url])
    for key in ("", "wrong", KEY.upper(), f"{KEY}x"):
        assert proxy.get(post["en"].url, X_Hub_Refresh=key).headers["X-Cache"] == "HIT"
    settings.PROXY_REFRESH_KEY = KEY.upper()
    with pytest.raises(FetchFailed, match="another key"):
        fetch_anew(post["en"].url)
    assert proxy.get("/en/nowhere/", X_Hub_Refresh=KEY).headers["Cache-Control"] == "no-store"


@needs_nginx
@pytest.mark.parametrize("key", ["", "short", "${PROXY_REFRESH_KEY}"])
def test_a_proxy_without_a_key_serves_and_is_told_nothing(post, tmp_path, key):
    with running_proxy(tmp_path, tmp_path / "media", key) as running:
        fill(running, [post["en"].url])
        for offered in ("", key, "$", "x" * 32):
            answer = running.get(post["en"].url, X_Hub_Refresh=offered)
            assert answer.headers["X-Cache"] == "HIT", offered


def test_a_file_taken_from_the_media_folder_is_gone_at_once(proxy, tmp_path):
    picture = tmp_path / "media" / "images" / "teal.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"teal")
    assert proxy.get("/media/images/teal.png").status == 200
    picture.unlink()
    assert proxy.get("/media/images/teal.png").status == 404


def test_what_cannot_be_named_is_kept_for_a_second_only(post, proxy):
    index = post["en"].get_parent().url
    for path in (f"{index}?before=1-1", "/en/search/?q=snow", "/es/buscar/?q=nieve"):
        assert "s-maxage=1," in proxy.get(path).headers["Cache-Control"], path
    assert "s-maxage=60" in proxy.get(f"{index}?utm_source=mail").headers["Cache-Control"]


@pytest.mark.parametrize("asked", ["%62efore=1-1", "BEFORE=1-1", "before=2-2&before=1-1"])
def test_an_older_page_never_takes_the_place_of_another(post, proxy, asked):
    index = post["en"].get_parent().url
    answer = proxy.get(f"{index}?{asked}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert proxy.get(f"{index}?before=2-2").headers["X-Cache"] == "MISS"
    assert post["en"].title in proxy.get(index).text


def test_without_a_proxy_to_tell_nothing_is_noted(post):
    correct(post["en"], TEXTS, by=making.user("Editors"))
    assert not Outdated.objects.exists()
    assert refresh() == 0


def test_a_proxy_that_does_not_answer_is_asked_again_and_then_named_by_route(post, told, caplog):
    purge(paths_of([post["en"]]))
    noted = Outdated.objects.count()
    for tries in range(1, MOST_TRIES + 1):
        assert refresh() == 0
        assert Outdated.objects.filter(tries=tries).count() == (noted if tries < MOST_TRIES else 0)
        Outdated.objects.update(due_at="2026-01-01T00:00Z")
    assert not Outdated.objects.exists()
    assert "ConnectionRefusedError" in caplog.text
    assert post["en"].slug not in caplog.text


def test_each_address_is_looked_at_twice_and_then_forgotten(post, proxy):
    purge([post["en"].url])
    assert refresh() == 1
    assert refresh() == 0, "the second look is not due yet"
    Outdated.objects.update(due_at="2026-01-01T00:00Z")
    assert refresh() == 1
    assert not Outdated.objects.exists()


def test_a_change_that_is_rolled_back_refreshes_nothing(post, told):
    with transaction.atomic():
        purge([post["en"].url])
        transaction.set_rollback(True)
    assert not Outdated.objects.exists()


def test_a_file_is_no_page_to_refresh(post, told):
    purge([post["en"].url, "/media/images/teal.png"])
    assert [row.path for row in Outdated.objects.all()] == [post["en"].url]


def test_a_missing_version_is_refreshed_where_readers_are_told_of_it(told):
    english = making.go_live(making.draft_post())
    assert f"/es/noticias/{english.slug}/" in paths_of([english])


def test_stories_that_show_a_teaser_are_named(stories):
    first, second = stories
    assert second.url in paths_beside([first])
    assert first.url in paths_beside([first.post_authors.get().author])
