"""The crawl: every address below /admin/ against who has nothing, and who has a password alone."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.admindocs.views import simplify_regex
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from tests import making
from tests.users.people import FACTORS, LOGIN, browser, give_password, person

pytestmark = pytest.mark.django_db
UUID = "00000000-0000-4000-8000-000000000000"
SAMPLES = {"uuid": UUID, "int": "1"}
MOST = 5_000  # addresses; the admin has several hundred


def route_of(each: URLPattern | URLResolver) -> str:
    """An address that this pattern takes, or one like it."""
    pattern = each.pattern
    said = str(pattern) if isinstance(pattern, RoutePattern) else simplify_regex(str(pattern))[1:]
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1], "1"), said)


def addresses(patterns: list, before: str = "/") -> Iterator[str]:
    for each in patterns:
        here = before + route_of(each)
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, here)
        else:
            yield here


@pytest.fixture(scope="module")
def admin() -> list[str]:
    found = {each for each in addresses(get_resolver().url_patterns) if each.startswith("/admin/")}
    assert len(found) > 400
    return sorted(found)


def is_answered(response: HttpResponse) -> bool:
    """Neither led to the way in nor told that there is nothing."""
    status = response.status_code
    if status in {301, 302}:
        return not response.headers["Location"].partition("?")[0].endswith((LOGIN, FACTORS))
    return status not in {403, 404}


def test_nobody_reaches_anything_but_the_way_in(admin):
    stranger = browser()
    reached = [each for each in admin if is_answered(stranger.get(each))]
    assert reached == [LOGIN]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_password_alone_reaches_nothing_but_the_setting_up(admin, method):
    half = browser()
    give_password(half, person("Administrators", has_app=False, is_superuser=True))
    paths = [each for each in admin if "/logout/" not in each]
    reached = [each for each in paths if is_answered(getattr(half, method)(each))]
    assert reached == [FACTORS, f"{FACTORS}app/", f"{FACTORS}passkey/"]


def test_outside_the_admin_a_password_alone_is_nobody(settings):
    half, whole = browser(), browser()
    give_password(half, person(has_app=False))
    making.sign_in(whole, person())
    seen = [each.get("/footnotes/footnotes_modal/").status_code for each in (half, whole)]
    assert seen == [302, 200]


def test_a_script_of_the_admin_is_told_that_its_person_is_gone():
    headers = {"X-Requested-With": "XMLHttpRequest"}
    assert browser().get("/admin/pages/", headers=headers).status_code == 403
