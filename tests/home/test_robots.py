"""What robots are told, and a site that is not to be found."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

pytestmark = pytest.mark.django_db
KEY = re.compile(r"<(?:str|slug):(?:token|word)>")
SAMPLES = (("<uuid:[^>]+>", "00000000-0000-4000-8000-000000000000"), ("<[^>]+>", "abc"))


def rules() -> list[re.Pattern]:
    lines = Client().get("/robots.txt").content.decode().splitlines()
    paths = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    return [re.compile(re.escape(path).replace(r"\*", ".*")) for path in paths]


def is_forbidden(path: str) -> bool:
    return any(rule.match(path) for rule in rules())


def keyed_addresses(resolver=None, root: str = "/") -> list[str]:
    """An example of every public address in which a person's key stands."""
    found = []
    for each in (resolver or get_resolver()).url_patterns:
        route = root + str(each.pattern)
        if isinstance(each, URLResolver):
            found += keyed_addresses(each, route)
        elif isinstance(each, URLPattern) and KEY.search(route):
            for pattern, sample in SAMPLES:
                route = re.sub(pattern, sample, route)
            found.append(route)
    return [path for path in found if path.startswith(("/en/", "/es/"))]


def test_robots_are_kept_from_every_address_with_a_key():
    addresses = keyed_addresses()
    assert len(addresses) > 20
    assert [path for path in addresses if not is_forbidden(path)] == []
    assert is_forbidden("/admin/pages/1/edit/")


def test_robots_may_read_what_readers_may(post, campaign, reader):
    body = reader.get(campaign["es"].url).content.decode()
    cards = re.findall(r'content="http://testserver(/es/tarjeta/[^"]+)"', body)
    assert cards
    paths = ["/en/", "/es/feed/json/", "/sitemap.xml", "/media/x.webp", "/s/abcd", *cards]
    paths += [page[language].url for page in (post, campaign) for language in ("en", "es")]
    paths += [f"/en/sign/{campaign['en'].petition.public_id}/integrity/", "/en/search/"]
    assert [path for path in paths if is_forbidden(path)] == []


def test_robots_hear_of_both_maps(reader):
    lines = reader.get("/robots.txt").content.decode().splitlines()
    maps = [line.removeprefix("Sitemap: ") for line in lines if line.startswith("Sitemap: ")]
    assert maps == ["http://testserver/sitemap.xml", "http://testserver/news-sitemap.xml"]
    assert all(
        reader.get(each.removeprefix("http://testserver")).status_code == 200 for each in maps
    )


def test_a_site_that_is_not_to_be_found_says_so_everywhere(settings, post):
    assert "X-Robots-Tag" not in Client().get(post["en"].url).headers
    settings.SEARCH_ENGINES = False
    for path in (post["en"].url, "/es/feed/", "/sitemap.xml", "/robots.txt", "/en/nowhere/", "/"):
        assert Client().get(path).headers["X-Robots-Tag"] == "noindex, nofollow", path
    assert Client().get("/robots.txt").content.decode() == "User-agent: *\nDisallow:\n"
