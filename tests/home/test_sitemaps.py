"""The maps for search engines: what is live and may be indexed, in both languages, and no more."""

import xml.etree.ElementTree as ET
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.actors import acting_as
from cms.correcting import correct, withdraw_correction
from cms.languages import held_path
from cms.mapping import map_of
from cms.purging import paths_of
from home.models import StandardPage
from news.models import PostTag
from tests import making
from tests.well_shaped import complaints
from tips.lines import TipLine

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
TEXTS = {"en": "Her name is Ana.", "es": "Se llama Ana."}


def read(reader, path: str) -> ET.Element:
    response = reader.get(path)
    assert response.status_code == 200, path
    assert response.headers["Content-Type"].startswith("application/xml")
    return ET.fromstring(response.content)


def entries(reader) -> dict[str, ET.Element]:
    """All that the index leads to, by address."""
    maps = [each.findtext(f"{MAPS}loc") for each in read(reader, "/sitemap.xml")]
    assert [each for each in maps if not each.startswith(SITE)] == []
    urls = [url for each in maps for url in read(reader, each.removeprefix(SITE))]
    found = {url.findtext(f"{MAPS}loc"): url for url in urls}
    assert len(found) == len(urls), "an address twice"
    return found


def changed(entry: ET.Element) -> datetime:
    return datetime.fromisoformat(entry.findtext(f"{MAPS}lastmod"))


def links(entry: ET.Element) -> list[tuple[str, str]]:
    return [(each.get("hreflang"), each.get("href")) for each in entry.iter(LINK)]


def test_every_mapped_address_answers_and_calls_itself_canonical(reader, post, campaign):
    topic = making.topic("Rights")
    found = entries(reader)
    assert {f"{SITE}/en/news/topic/{topic.slug}/", *(each.full_url for each in post.values())} <= {
        *found
    }
    assert sum("integri" in url for url in found) == 2
    for url, entry in found.items():
        body = reader.get(url.removeprefix(SITE)).content.decode()
        assert f'<link rel="canonical" href="{url}">' in body, url
        assert 'content="noindex"' not in body, url
        head = body.partition("</head>")[0]
        assert all(f'hreflang="{code}" href="{href}"' in head for code, href in links(entry)), url


def test_every_map_has_the_shape_that_is_asked_for(reader, post, campaign):
    making.go_live(making.draft_post(title="Snow & <ice>"))
    maps = [each.findtext(f"{MAPS}loc") for each in read(reader, "/sitemap.xml")]
    paths = ["/sitemap.xml", "/news-sitemap.xml", *(each.removeprefix(SITE) for each in maps)]
    assert len(paths) >= 4
    for path in paths:
        assert complaints("sitemaps", reader.get(path).content) == [], path
    broken = reader.get("/news-sitemap.xml").content.replace(b"<news:title>", b"<news:title/><x>")
    assert complaints("sitemaps", broken.replace(b"</news:title>", b"</x>"))


def test_the_tip_line_while_it_is_open_and_what_could_be_taken_are_mapped(reader, db):
    held = {f"{SITE}{held_path(language)}" for language in ("en", "es")}
    tips = {f"{SITE}/en/tips/", f"{SITE}/es/pistas/"}
    assert set(entries(reader)) & (held | tips) == held
    making.user("Tip readers")
    TipLine.objects.create(is_on=True, signal="@bahia.42")
    found = entries(reader)
    assert {*found} >= held | tips
    for url in held | tips:
        assert len(links(found[url])) == 3
        assert (
            f'<link rel="canonical" href="{url}">'
            in reader.get(url.removeprefix(SITE)).content.decode()
        )


def test_versions_name_each_other_and_a_page_alone_names_none(reader, post):
    alone = making.go_live(making.draft_post())
    found = entries(reader)
    english, spanish = post["en"].full_url, post["es"].full_url
    expected = [("en", english), ("es", spanish), ("x-default", english)]
    assert links(found[english]) == links(found[spanish]) == expected
    assert links(found[alone.full_url]) == []


def test_what_is_not_live_or_not_to_be_indexed_is_in_no_map(reader, post, monkeypatch):
    draft = making.draft_post()
    with acting_as("seed"):
        post["es"].unpublish()
    home = post["en"].get_parent().get_parent()
    about = making.go_live(making.standard_page(home))
    found = entries(reader)
    assert not {draft.full_url, post["es"].full_url, f"{SITE}/es/noticias/{post['en'].slug}/"} & {
        *found
    }
    assert about.full_url in found
    monkeypatch.setattr(StandardPage, "is_indexable", False)
    assert about.full_url not in entries(reader)


def test_a_map_says_when_readers_last_got_something_new(reader, post):
    english, index = post["en"], post["en"].get_parent()
    type(english).objects.update(last_published_at=timezone.now() - timedelta(days=9))
    index.refresh_from_db()
    before = changed(entries(reader)[english.full_url])
    made = correct(english, TEXTS, by=making.user("Editors"))
    found = entries(reader)
    for version in post.values():
        assert changed(found[version.full_url]) == made.at.replace(microsecond=0) > before
    withdraw_correction(made, english, by=making.user("Editors"))
    assert changed(entries(reader)[english.full_url]) >= made.at.replace(microsecond=0)
    type(english).objects.update(last_published_at=timezone.now() + timedelta(days=1))
    assert changed(entries(reader)[index.full_url]) > timezone.now()


def test_maps_cost_the_same_whatever_they_list(reader, campaign):
    def costs() -> list[int]:
        counted = []
        for path in ("/sitemap.xml", map_of(0), "/sitemaps/sections.xml", "/news-sitemap.xml"):
            reader.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert reader.get(path).status_code == 200
            counted.append(len(captured))
        return counted

    def fill(number: int) -> None:
        for each in range(number):
            tags = [PostTag(name=f"Snow {each}", locale=making.locale("en"))]
            making.go_live(making.draft_post(post_tags=tags))
            making.topic(f"Rights{each}")

    fill(1)
    few = costs()
    fill(3)
    assert costs() == few
    assert max(few) <= 10, few


@pytest.mark.parametrize("number", ["7000", "49999", "99999999999999999999", "-1", "x"])
def test_a_map_that_lists_nothing_is_not_found(reader, number):
    assert reader.get(f"/sitemaps/pages-{number}.xml").status_code in {302, 404}


def test_the_news_map_has_the_last_two_days_in_the_form_that_is_asked_for(reader, post):
    old = making.draft_post(date=timezone.now() - timedelta(hours=49))
    making.go_live(old)
    making.draft_post()
    urls = list(read(reader, "/news-sitemap.xml"))
    assert [url.tag for url in urls] == [f"{MAPS}url"] * 2
    by_address = {url.findtext(f"{MAPS}loc"): url.find(f"{NEWS}news") for url in urls}
    assert set(by_address) == {page.full_url for page in post.values()}
    for language, page in post.items():
        told = by_address[page.full_url]
        asked = ["publication", "publication_date", "title"]
        assert [each.tag for each in told] == [f"{NEWS}{name}" for name in asked]
        assert told.findtext(f"{NEWS}title") == page.title
        assert told.findtext(f"{NEWS}publication/{NEWS}language") == language
        assert told.findtext(f"{NEWS}publication/{NEWS}name")
        date = datetime.fromisoformat(told.findtext(f"{NEWS}publication_date"))
        assert date == page.date.replace(microsecond=0)


def test_caches_forget_the_maps_that_a_change_touches(post):
    paths = paths_of(post.values())
    pages = [*post.values(), post["en"].get_parent(), post["es"].get_parent()]
    assert {map_of(page.pk) for page in pages} <= set(paths)
    assert {"/sitemap.xml", "/news-sitemap.xml", "/sitemaps/sections.xml"} <= set(paths)
