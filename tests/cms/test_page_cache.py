"""Readers' pages out of Redis: what is kept, for whom, and what a change does to it."""

import socket
import time

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from redis import Redis

from cms import kept_pages
from cms.correcting import correct
from cms.keeping import forget
from cms.models import Outdated
from cms.page_cache import HEADER, PageCacheMiddleware
from cms.purging import purge
from cms.refreshing import refresh
from tests import making

LONG = "max-age=0, s-maxage=60, stale-while-revalidate=60"
KEY = "a-key-of-the-tests-0123456789-abcdefgh"
TEXTS = {"en": "Her name is Ana, not Anna.", "es": "Se llama Ana, no Anna."}
NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def kept(settings, monkeypatch):
    """The Redis of the cache; nothing in it."""
    settings.PAGE_CACHE_URL = settings.REDIS_URL
    monkeypatch.setattr(kept_pages._Quiet, "until", 0.0)
    return Redis.from_url(settings.REDIS_URL)


def served(answer, **facts):
    """The cache in front of this answer, as a function of path and facts of the request."""
    cache = PageCacheMiddleware(answer)

    def ask(path="/en/x/", method="get", **more):
        return cache(getattr(RequestFactory(), method)(path, **{"HTTP_HOST": "testserver"} | more))

    return ask


def told(text="said", control=LONG, **facts):
    return HttpResponse(text, headers={"Cache-Control": control} | facts)


def counting(control=LONG, **facts):
    """Answers that say how many there were."""
    made = []

    def answer(request):
        made.append(request)
        return told(f"{len(made)}", control, **facts)

    return answer, made


@pytest.mark.django_db
def test_a_page_that_is_kept_asks_the_database_nothing_and_is_the_same(post, campaign, reader):
    for path in (post["en"].url, post["es"].url, campaign["es"].url, "/es/", "/en/search/?q=snow"):
        first = reader.get(path)
        with CaptureQueriesContext(connection) as asked:
            second = reader.get(path)
        assert (first.headers[HEADER], second.headers[HEADER]) == ("MISS", "HIT"), path
        assert len(asked) == 0, path
        assert first.content == second.content, path
        other = dict(first.headers) | {HEADER: "HIT"}
        assert dict(second.headers) == other, path
        assert not second.cookies


@pytest.mark.django_db
def test_head_is_answered_out_of_the_page_and_a_known_page_by_304(post, reader):
    path = post["en"].url
    whole = reader.get(path)
    head = reader.head(path)
    assert (head.headers[HEADER], head.content) == ("HIT", b"")
    assert head.headers["Content-Length"] == str(len(whole.content))
    known = reader.get(path, headers={"If-None-Match": f"W/{whole.headers['ETag']}"})
    assert (known.status_code, known.content) == (304, b"")
    assert known.headers["Cache-Control"] == whole.headers["Cache-Control"]


def test_what_is_somebodys_or_wrong_is_never_kept():
    with_cookie = told()
    with_cookie.set_cookie("seen", "1")
    for response in (
        with_cookie,
        told(Vary="Cookie"),
        told(control="no-store"),
        told(control="max-age=0, s-maxage=0"),
        HttpResponse("gone", status=404, headers={"Cache-Control": LONG}),
        HttpResponse(status=301, headers={"Cache-Control": LONG, "Location": "/en/"}),
    ):
        ask = served(lambda request, response=response: response)
        path = f"/en/{id(response)}/"
        assert [ask(path).headers[HEADER], ask(path).headers.get(HEADER)] == ["PASS", "PASS"]


@pytest.mark.parametrize(
    ("path", "method", "facts"),
    [
        ("/en/x/", "post", {}),
        ("/admin/", "get", {}),
        ("/healthz", "get", {}),
        ("/en/x/", "get", {"HTTP_HOST": "other.example"}),
        ("/en/x/?%62efore=1-1", "get", {}),
    ],
)
def test_what_is_not_a_readers_page_passes_by(path, method, facts):
    answer, made = counting()
    ask = served(answer)
    assert [ask(path, method, **facts).content for _ in range(2)] == [b"1", b"2"]


def test_a_page_is_its_path_and_the_arguments_that_change_it():
    ask = served(counting()[0])
    paths = ["/en/x/", "/en/x/?utm_source=mail", "/en/x/?before=2-2", "/es/x/"]
    paths += ["/en/search/?q=snow", "/en/search/?q=nieve", "/en/x/?q=snow"]
    assert [ask(path).content for path in paths] == [b"1", b"1", b"2", b"3", b"4", b"5", b"1"]


def test_redis_never_reads_what_somebody_asked_for(kept):
    served(counting()[0])("/en/search/?q=asylum", HTTP_USER_AGENT="Ana")
    names = b" ".join(kept.keys("*"))
    assert b"page:" in names
    assert b"asylum" not in names
    assert b"search" not in names


def test_what_was_being_made_before_a_change_is_not_kept_after_it(kept):
    said = ["old"]

    def answer(request):
        text = said[0]
        if text == "old":
            said[0] = "new"
            forget(["/en/x/"])
        return told(text)

    ask = served(answer)
    with_change = ask()
    assert (with_change.content, ask().content, ask().headers[HEADER]) == (b"old", b"new", "HIT")


def test_what_is_made_while_redis_forgets_everything_is_not_kept(kept):
    def answer(request):
        kept.flushdb()
        return told()

    ask = served(answer)
    assert [ask().headers[HEADER] for _ in range(2)] == ["MISS", "MISS"]


@pytest.mark.django_db
def test_a_correction_is_on_both_pages_at_once(post, reader, django_capture_on_commit_callbacks):
    paths = [post["en"].url, post["es"].url, "/en/feed/", "/es/feed/", "/sitemap.xml"]
    before = {path: reader.get(path).headers["ETag"] for path in paths}
    with django_capture_on_commit_callbacks(execute=True):
        correct(post["en"], TEXTS, by=making.user("Editors"))
        assert reader.get(paths[0]).headers[HEADER] == "HIT", "it is not committed"
    for path in paths[:4]:
        answer = reader.get(path)
        assert answer.headers["ETag"] != before[path], path
        assert TEXTS[path[1:3]] in answer.content.decode(), path


@pytest.mark.django_db
def test_an_old_address_is_forgotten_too(post, reader, django_capture_on_commit_callbacks):
    english, old = post["en"], post["en"].url
    reader.get(old)
    with django_capture_on_commit_callbacks(execute=True):
        english.slug = "elsewhere"
        making.go_live(english)
    moved = reader.get(old)
    assert (moved.status_code, moved.headers.get("Location")) == (301, english.url)


def test_a_refresh_takes_the_place_of_what_is_kept(settings):
    settings.PROXY_REFRESH_KEY = KEY
    ask = served(counting()[0])
    found = [ask(), ask(HTTP_X_HUB_REFRESH=KEY), ask(HTTP_X_HUB_REFRESH="x"), ask()]
    assert [each.content for each in found] == [b"1", b"2", b"2", b"2"]


def test_an_error_does_not_take_the_place_of_an_ageing_page(kept):
    ask = served(lambda request: told(control="s-maxage=1, stale-while-revalidate=9"))
    ask()
    time.sleep(1.1)
    broken = served(lambda request: HttpResponse(status=500))
    assert broken().status_code == 500
    assert ask().headers[HEADER] == "MISS", "the next one makes it at once"


@pytest.mark.django_db
def test_pages_are_made_while_redis_is_down(settings, post, reader, caplog):
    settings.PAGE_CACHE_URL = NOWHERE
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": NOWHERE}}
    for _ in range(3):
        answer = reader.get(post["en"].url)
        assert (answer.status_code, answer.headers[HEADER]) == (200, "MISS")
    assert caplog.text.count("pages are made without their cache") == 1
    assert post["en"].slug not in caplog.text


def test_a_redis_that_never_answers_costs_a_moment_once(settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.PAGE_CACHE_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        ask, begun = served(counting()[0]), time.monotonic()
        assert [ask().content for _ in range(20)][-1] == b"20"
        assert time.monotonic() - begun < 1


@pytest.mark.django_db
def test_what_redis_could_not_be_told_is_told_later(
    settings, kept, django_capture_on_commit_callbacks
):
    ask = served(counting()[0])
    ask()
    settings.PAGE_CACHE_URL = NOWHERE
    with django_capture_on_commit_callbacks(execute=True):
        purge(["/en/x/"])
    assert refresh() == 0
    assert Outdated.objects.get().tries == 1
    settings.PAGE_CACHE_URL = settings.REDIS_URL
    Outdated.objects.update(due_at="2026-01-01T00:00Z")
    assert refresh() == 1
    assert ask().content == b"2"


def test_what_another_release_wrote_is_made_anew(kept):
    ask = served(counting()[0])
    ask()
    [name] = kept.keys("page:*")
    kept.set(name, b'{"status": 200}\nold')
    assert ask().content == b"2"
