"""The frame of a page says what the page is, in its language, and costs nothing until asked."""

import pytest
from django.db import connection
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from cms.languages import held_path
from cms.reading import Head, set_head
from home.framing import Frame, framed
from home.models import HomePage
from tests.making import locale

SITE = "http://testserver"
BOTH = [
    {"language": "es", "url": f"{SITE}/es/nota/", "label": "Español", "is_current": True},
    {"language": "en", "url": f"{SITE}/en/story/", "label": "English", "is_current": False},
]
ONLY_SPANISH = BOTH[:1]
FRAME_QUERIES = 3  # the site; the front page with its links; name, logo and banner


def frame(path: str, head: Head | None = None) -> Frame:
    request = RequestFactory().get(path)
    if head is not None:
        set_head(request, head)
    return Frame(request)


@pytest.fixture
def front(db) -> HomePage:
    """The Spanish front page."""
    return HomePage.objects.get(locale=locale("es"))


def test_a_page_that_asks_for_nothing_costs_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        request = RequestFactory().get("/es/")
        Template("nothing").render(RequestContext(request, framed(request)))


def test_a_whole_frame_costs_a_constant_number_of_queries(front):
    Site.clear_site_root_paths_cache()
    with CaptureQueriesContext(connection) as first:
        whole(frame("/es/"))
    for index in range(3):
        front.follow_links.create(label=f"Sigue {index}", url="https://social.example")
    with CaptureQueriesContext(connection) as more:
        whole(frame("/es/"))
    assert len(more) <= len(first)
    assert len(more) <= FRAME_QUERIES


def whole(built: Frame) -> None:
    names = ("title", "tagline", "navigation", "footer_links", "tip", "follow", "alternates")
    for name in (*names, "banner", "logo", "icons", "channel"):
        getattr(built, name)


def test_the_query_of_an_address_is_not_canonical():
    built = frame("/es/nota/?utm_source=x", Head("Nota", alternates=BOTH))
    assert built.canonical_url == f"{SITE}/es/nota/"
    assert built.language == "es"


def test_an_older_page_of_a_listing_is_followed_and_not_listed(db):
    built = frame("/es/noticias/?before=1-1", Head("Noticias", alternates=BOTH, is_listed=False))
    assert (built.canonical_url, built.x_default_url, built.structured) == ("", "", "")
    assert built.subscribe["has_form"], "it is a page like any other to readers"


@pytest.mark.parametrize("head", [None, Head("Gracias", is_indexable=False)])
def test_what_must_not_be_indexed_has_no_canonical_address(head, db):
    built = frame("/es/firmar/x/", head)
    assert not built.is_indexable
    assert built.canonical_url == ""
    assert built.x_default_url == ""


def test_the_default_version_is_english_where_there_is_one():
    assert frame("/es/nota/", Head("Nota", alternates=BOTH)).x_default_url == BOTH[1]["url"]
    assert frame("/es/nota/", Head("Nota", alternates=ONLY_SPANISH)).x_default_url == BOTH[0]["url"]


def test_a_page_without_versions_leads_to_the_front_pages():
    alternates = frame("/es/firmar/x/", Head("Gracias", is_indexable=False)).alternates
    assert [(each["url"], each["is_current"]) for each in alternates] == [
        (f"{SITE}/en/", False),
        (f"{SITE}/es/", True),
    ]


def test_the_title_names_the_page_and_then_the_newsroom(db):
    Site.objects.update(site_name="Redacción")
    assert frame("/es/nota/", Head("Nota")).title == "Nota · Redacción"
    assert frame("/es/", Head("Portada")).title == "Redacción"
    assert frame("/es/nota/", Head("")).title == "Redacción"
    Site.objects.update(site_name="")
    assert frame("/es/", Head("Portada")).title == "Hub"


def test_navigation_and_footer_speak_the_readers_language(front):
    news = front.get_children().live().get(slug="noticias")
    news.show_in_menus = True
    news.save(update_fields=["show_in_menus"])
    built = frame("/es/noticias/nota/")
    here = [entry for entry in built.navigation if entry["is_current"]]
    assert [entry["label"] for entry in here] == [news.title]
    assert all(entry["url"].startswith("/es/") for entry in built.navigation + built.footer_links)
    assert not {entry["label"] for entry in built.footer_links} & {news.title}


def test_a_page_that_is_not_live_is_linked_nowhere(front):
    front.get_children().update(live=False)
    built = frame("/es/")
    assert built.navigation == []
    assert [each["url"] for each in built.footer_links] == [held_path("es")]


def test_the_tip_line_is_shown_once_it_has_an_address(front):
    HomePage.objects.filter(pk=front.pk).update(tip_address="")
    assert frame("/es/").tip is None
    HomePage.objects.filter(pk=front.pk).update(
        tip_address="pistas@example.org", tip_title="Pistas"
    )
    tip = frame("/es/").tip
    assert (tip["title"], tip["url"]) == ("Pistas", "mailto:pistas@example.org")


def test_a_newsroom_without_a_front_page_still_has_a_frame(front):
    HomePage.objects.update(live=False)
    built = frame("/es/", Head("Nota"))
    assert built.home is None
    assert built.tagline == ""
    assert built.name in built.description
    assert built.navigation == built.follow == []
    assert built.tip is None
