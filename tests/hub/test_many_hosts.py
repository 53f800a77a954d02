"""Settings of many hosts: what stands in one line, and nothing new where there is no line."""

import json
import os
import subprocess
import sys

import pytest

from cms.policy import readers_policy
from hub import many_hosts
from hub.celery import app
from tests.hub.test_environment import COMPLETE, ROOT

SAID = (
    "import json; from django.conf import settings as s; from cms.policy import READERS, STAFF; "
    "print(json.dumps([s.STATIC_URL, READERS, STAFF, s.CELERY_BROKER_URL, "
    "s.CELERY_BROKER_TRANSPORT_OPTIONS, s.CACHES['default']['LOCATION']]))"
)


@pytest.fixture
def named(monkeypatch):
    """A setting with this value."""

    def name(value: str) -> str:
        monkeypatch.setenv("TRIED", value)
        return "TRIED"

    return name


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("s3://pics", "https://pics.s3.us-east-1.amazonaws.com"),
        ("s3://pics/hub?region=eu-west-1", "https://pics.s3.eu-west-1.amazonaws.com/hub"),
        ("s3://pics/a/b?endpoint=http://10.0.0.5:9000", "http://10.0.0.5:9000/pics/a/b"),
        (
            "s3://pics/hub?endpoint=https://s3.example.org&address=https://m.example.org/",
            "https://m.example.org",
        ),
    ],
)
def test_readers_find_the_folder_where_it_is_shown(named, value, address):
    assert many_hosts.store(named(value)).address == address


def test_caches_in_front_are_named_in_one_line(named):
    told = many_hosts.cdns(
        named(
            "http://10.0.0.5:6081, cloudflare://to%2Fken@0123456789abcdef,cloudfront://E2QWRUHAPOM"
        )
    )
    assert [each["BACKEND"].rpartition(".")[2] for each in told.values()] == [
        *("PurgedByRequest", "Cloudflare", "Cloudfront")
    ]
    assert told["2"]["BEARER_TOKEN"] == "to/ken"


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda name: many_hosts.broker(name, ""), "planted"),
        (lambda name: many_hosts.broker(name, ""), "sqs://planted"),
        (many_hosts.store, "planted"),
        (many_hosts.store, "s3://planted/?acl=public-read"),
        (many_hosts.store, "s3://planted/../etc"),
        (many_hosts.store, "s3://planted/a?address=javascript:alert(1)"),
        (many_hosts.store, "s3://planted/a?address=https://m.example.org/;script-src"),
        (many_hosts.store, "s3://Planted!"),
        (many_hosts.cdns, "planted"),
        (many_hosts.cdns, "https://cache.example.org, cloudflare://planted"),
        (many_hosts.cdns, "cloudfront://planted@"),
        (many_hosts.cdns, "cloudflare://planted@0123456789abcdef?api=file:///planted"),
    ],
)
def test_a_wrong_line_ends_the_start_and_is_not_repeated(named, read, value):
    with pytest.raises(SystemExit) as end:
        read(named(value))
    assert str(end.value.code).startswith("Hub cannot start: TRIED must ")
    assert "planted" not in str(end.value.code)


def test_without_them_nothing_is_elsewhere(settings):
    assert settings.WAGTAILFRONTENDCACHE == {}
    assert settings.MEDIA_STORE is settings.STATIC_STORE is None
    assert settings.BROKER_URL == settings.REDIS_URL
    assert readers_policy([], [])["img-src"] == ["'self'"]


def test_only_redis_gets_what_only_redis_knows():
    of_redis = many_hosts.broker_options("redis://broker/0")
    assert of_redis["visibility_timeout"] > app.conf.task_time_limit
    assert set(many_hosts.broker_options("amqps://broker/")) == {"max_retries", "connect_timeout"}


def test_bells_may_ring_elsewhere_than_the_cache_and_pages_name_the_store_alone():
    """In a process of its own, as settings are read once."""
    told = {
        "BROKER_URL": "amqp://hub:secret@rabbit.example/hub",
        "MEDIA_STORAGE": "s3://pics/hub?endpoint=https://s3.example.org",
        "STATIC_STORAGE": "s3://static/r?address=https://static.example.org/r",
        "DJANGO_SETTINGS_MODULE": "hub.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", SAID],
        cwd=ROOT,
        env=os.environ | COMPLETE | told,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    static, readers, staff, broker, options, cache = json.loads(done.stdout)
    assert static == "https://static.example.org/r/"
    ours, shown = ["'self'", "https://static.example.org"], "https://s3.example.org"
    assert readers["script-src"] == readers["style-src"] == ours
    assert readers["img-src"] == ["'self'", shown, "https://static.example.org"]
    assert readers["connect-src"] == readers["form-action"] == ["'self'"]
    assert shown in staff["img-src"]
    assert (broker, cache) == (told["BROKER_URL"], COMPLETE["REDIS_URL"])
    assert "visibility_timeout" not in options
