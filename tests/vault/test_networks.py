"""A network tag tells neighbors of one day apart, and leads nobody back to an address."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory

from vault import networks
from vault.networks import network_tag, sender_address

HOME, NEIGHBOR = "203.0.113.7", "203.0.113.8"
DEAD = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    """The keys this process remembers; `keys.clear()` makes it another process."""
    remembered = {}
    monkeypatch.setattr(networks, "_key_of_day", remembered)
    return remembered


def request_from(address: str, **headers):
    return RequestFactory().post("/", REMOTE_ADDR=address, **headers)


def tag(address: str) -> bytes:
    return network_tag(request_from(address))[0]


def test_one_network_has_one_tag_a_day():
    assert tag(HOME) == tag(HOME) != tag(NEIGHBOR)
    assert len(tag(HOME)) == 8
    assert network_tag(request_from(HOME))[1] == datetime.now(UTC).date()


def test_an_ipv6_household_is_one_network():
    assert tag("2001:db8:0:1::1") == tag("2001:db8:0:1:ffff::9")
    assert tag("2001:db8:0:1::1") != tag("2001:db8:0:2::1")


@pytest.mark.parametrize("address", ["", "unknown", "203.0.113.7:80", "not an address", "\0"])
def test_what_is_no_address_is_one_network_of_its_own(address):
    assert tag(address) == tag("nonsense") != tag(HOME)


def test_the_next_day_the_same_network_has_another_tag_and_the_key_is_forgotten(keys):
    today = tag(HOME)
    (old_key,) = keys.values()
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1)):
        assert tag(HOME) != today
    assert old_key not in keys.values()
    assert len(keys) == 1


def test_two_processes_of_one_day_agree(keys):
    mine = tag(HOME)
    keys.clear()
    assert tag(HOME) == mine


def test_the_tag_cannot_be_made_again_without_the_days_key(keys):
    mine = tag(HOME)
    keys.clear()
    cache.clear()
    assert tag(HOME) != mine


def test_without_a_cache_a_process_goes_by_a_key_of_its_own(keys, settings):
    backend = settings.CACHES["default"]["BACKEND"]
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": DEAD}}
    mine = tag(HOME)
    assert tag(HOME) == mine
    keys.clear()
    assert tag(HOME) != mine


@pytest.mark.parametrize(
    ("hops", "forwarded", "believed"),
    [
        (0, NEIGHBOR, HOME),
        (1, NEIGHBOR, NEIGHBOR),
        (1, f"198.51.100.1, {NEIGHBOR}", NEIGHBOR),
        (2, f"198.51.100.1, {NEIGHBOR} , 192.0.2.1", NEIGHBOR),
        (2, NEIGHBOR, NEIGHBOR),
        (1, "", ""),
    ],
)
def test_only_our_own_proxies_are_believed(settings, hops, forwarded, believed):
    settings.TRUSTED_PROXY_HOPS = hops
    request = request_from(HOME, headers={"X-Forwarded-For": forwarded})
    assert sender_address(request) == believed
