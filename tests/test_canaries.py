"""A canary goes through every public door, rightly and wrongly; then everything is swept: log,
broker and caches, every column, a dump, files. Once its owner is erased, not even its digest is
found.
"""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import URLPattern, URLResolver, get_resolver

from alerts.sweeping import sweep
from campaigns.erasing import tidy_leavers
from campaigns.keys import indexes_of, open_keys
from outbox.sending import send_due
from supporters.indexing import index_of
from supporters.models import Departure
from tests import making, planting
from tests.sweeping import STEM, address, database, log, name, places, signer

__all__ = ["log"]
STAFF = ("admin/", "documents/", "footnotes/")
PART = re.compile(r"<(?:(\w+):)?\w+>")
PEOPLE = 20


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every route of the site that is no page's and not the staff's."""
    for each in resolver.url_patterns:
        route = before + str(getattr(each.pattern, "_route", "^"))
        if isinstance(each, URLPattern) and "^" not in route:
            yield route
        elif isinstance(each, URLResolver) and not route.startswith(STAFF):
            yield from routes(each, route)


def public_doors() -> list[str]:
    """An address for each route, the petition of this id in it, and the canary wherever a word is
    taken.
    """
    words = {"uuid": str(uuid4()), "int": "1", "slug": STEM, "str": f"{STEM}.{STEM}", None: STEM}
    found = [route for route in routes(get_resolver()) if not route.startswith(STAFF)]
    return ["/" + PART.sub(lambda part: words[part[1]], route) for route in found]


def knock(path: str) -> set[int]:
    """Everything a browser could bring along, and all of it is the canary."""
    typed = making.form(name=name(0), email=address(0), text=name(0), contact=address(0))
    typed |= {"reason": name(0), "code": STEM, "q": name(0), "via": STEM, "deed": STEM}
    facts = {"Referer": f"http://testserver/{STEM}/", "Cookie": f"{STEM}={STEM}"}
    browser = signer(0)
    return {
        browser.get(
            path, {"q": name(0), "email": address(0), "via": STEM}, headers=facts
        ).status_code,
        browser.post(path, typed, headers=facts).status_code,
        browser.post(path, f"{STEM}\0{address(0)}", content_type="application/json").status_code,
    }


def test_no_public_door_is_left_out():
    doors = public_doors()
    assert len(doors) > 70
    for word in (
        "/es/firmar/",
        "/en/sign/",
        "/es/suscribirse/",
        "/en/tips/",
        "/hooks/",
        "/es/avisame/",
    ):
        assert any(door.startswith(word) for door in doors), word


@pytest.mark.django_db
def test_a_canary_at_every_door_is_found_nowhere(log):
    for door in public_doors():
        if door.startswith("/en/"):
            continue  # the same views as the Spanish ones
        assert max(knock(door)) < 500, door
    assert places(log) == {}


def digests(planted: planting.Planted) -> list[str]:
    keys = open_keys(planted.petition.public_id)
    found = []
    for number in range(PEOPLE):
        found += indexes_of(keys, name=name(number), email=address(number))
    return [digest.hex() for digest in found]


@pytest.mark.django_db
def test_once_erased_nobody_is_found_by_name_address_or_digest(smtp_sink, settings, log):
    settings.EMAIL_BACKEND = "outbox.backends.OutboxBackend"
    planted = planting.plant(PEOPLE)
    mine = digests(planted)
    assert any(digest in database().decode() for digest in mine)
    while send_due("tx"):
        pass
    assert places(log) == {}
    planting.erase_everybody(making.user("Tip readers"))
    for tick in (tidy_leavers, sweep):
        tick()
    while send_due("tx"):
        pass
    tidy_leavers()
    assert places(log) == {}
    cache.clear()
    Departure.objects.all().delete()  # the one digest that outlives erasure, and says so
    left = database().decode()
    subscribed = [index_of(address(number)).hex() for number in range(PEOPLE)]
    assert [digest for digest in mine + subscribed if digest in left] == []
