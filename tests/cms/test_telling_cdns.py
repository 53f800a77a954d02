"""Caches in front are told, over real connections: after the change, outside its request."""

import json

import pytest

from cms.cdns import CLOUDFLARE
from cms.editions import EDITION_PATH
from cms.library import Image
from cms.models import Outdated
from cms.outdating import MOST_TRIES
from cms.purging import paths_of, purge, purge_all
from cms.refreshing import refresh
from cms.taking_pictures_down import take_down_picture
from hub.many_hosts import cdns
from tests import making
from tests.httpsink import http_sink

pytestmark = pytest.mark.django_db
ZONE = "0123456789abcdef"
MADE = b'<?xml version="1.0"?><Invalidation><Id>I1</Id><Status>InProgress</Status></Invalidation>'


@pytest.fixture
def sink():
    with http_sink() as running:
        yield running


@pytest.fixture
def told(settings, monkeypatch):
    """`told("https://…")` is CDN_PURGE."""

    def tell(value: str) -> None:
        monkeypatch.setenv("CDN_PURGE", value)
        settings.WAGTAILFRONTENDCACHE = cdns("CDN_PURGE")

    return tell


def test_each_cache_is_told_of_each_address_and_the_request_waits_for_none(post, sink, told):
    with http_sink() as other:
        told(f"{sink.url},{other.url}")
        purge(paths := paths_of([post["en"]]))
        assert not sink.asked
        assert refresh() == len(paths)
        for cache in (sink, other):
            assert {method for method, *_rest in cache.asked} == {"PURGE"}
            assert sorted(cache.paths) == sorted(paths)
            assert {headers["Host"] for _m, _p, headers, _b in cache.asked} == {"testserver"}


@pytest.mark.parametrize("status", [404, 412])
def test_what_is_not_kept_there_is_forgotten(post, sink, told, status):
    told(sink.url)
    sink.status = status
    purge([post["en"].url])
    assert refresh() == 1


def test_a_cache_that_fails_is_told_again_and_no_address_is_logged(post, sink, told, caplog):
    told(sink.url)
    sink.status = 503
    purge([post["en"].url])
    for _ in range(MOST_TRIES - 1):
        assert refresh() == 0
        Outdated.objects.update(due_at="2026-01-01T00:00Z")
    sink.status = 200
    assert refresh() == 1
    sink.status = 503
    Outdated.objects.update(due_at="2026-01-01T00:00Z", tries=MOST_TRIES - 1)
    assert refresh() == 0
    assert "status 503" in caplog.text
    assert post["en"].slug not in caplog.text


def test_cloudflare_is_told_thirty_at_a_time(sink, told):
    told(f"cloudflare://planted-token@{ZONE}?api={sink.url}")
    sink.body = b'{"success": true}'
    purge([f"/en/news/{number}/" for number in range(35)])
    assert refresh() == 35
    assert set(sink.paths) == {f"/client/v4/zones/{ZONE}/purge_cache"}
    sizes = [len(json.loads(body)["files"]) for _m, _p, _h, body in sink.asked]
    assert sizes == [30, 5]
    assert json.loads(sink.asked[1][3])["files"][0].startswith("http://testserver/en/news/")
    assert {headers["Authorization"] for _m, _p, headers, _b in sink.asked} == {
        "Bearer planted-token"
    }


@pytest.mark.parametrize("body", [b'{"success": false, "errors": []}', b"no JSON", b"[]"])
def test_an_answer_that_does_not_say_so_is_none(sink, told, body, caplog):
    told(f"cloudflare://planted-token@{ZONE}?api={sink.url}")
    sink.body = body
    purge(["/en/"])
    assert refresh() == 0
    assert Outdated.objects.get().tries == 1
    assert "planted-token" not in caplog.text


def test_cloudflare_itself_is_asked_by_tls():
    assert CLOUDFLARE.startswith("https://")


def test_a_banner_makes_a_cloud_forget_all_and_a_plain_cache_the_first_pages(post, sink, told):
    told(sink.url)
    purge_all()
    refresh()
    assert {"/en/", "/es/", post["en"].url} <= set(sink.paths)
    assert EDITION_PATH not in sink.paths
    sink.asked.clear()
    sink.body = b'{"success": true}'
    told(f"cloudflare://planted-token@{ZONE}?api={sink.url}")
    purge_all()
    refresh()
    assert {"purge_everything": True} in [json.loads(body) for _m, _p, _h, body in sink.asked]


def test_amazons_cdn_is_told_of_paths(sink, told, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_CLOUDFRONT", sink.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "planted")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "planted")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    sink.status, sink.body = 201, MADE
    told("cloudfront://E2QWRUHAPOM")
    purge(["/en/news/snow/", "/es/noticias/nieve/"])
    assert refresh() == 2
    (_method, path, _headers, body) = sink.asked[0]
    assert "/distribution/E2QWRUHAPOM/invalidation" in path
    assert b"<Path>/en/news/snow/</Path><Path>/es/noticias/nieve/</Path>" in body
    sink.status, sink.body = 503, b""
    purge(["/en/"])
    assert refresh() == 0


def test_a_picture_taken_down_is_forgotten_by_its_files_too(sink, told):
    told(sink.url)
    picture: Image = making.picture()
    shown = picture.get_rendition("width-40")
    take_down_picture(picture, by=making.user("Editors"), reason="Asked for.")
    refresh()
    assert shown.url in sink.paths
