"""The parity desk, its panel and the marks in listings: what staff see, and at what price."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from alerts.asking import ask
from home.desk import ParityDesk
from news.models import NewsIndexPage, PostPage
from tests import making
from tests.cms import parityroom as room

pytestmark = pytest.mark.django_db


def desk(browser, **asked) -> str:
    response = browser.get(reverse("parity_desk"), asked)
    assert response.status_code == 200
    return response.content.decode()


def first_screen(browser) -> str:
    return browser.get(reverse("wagtailadmin_home")).content.decode()


def explored(browser, language: str = "en", **asked) -> str:
    index = NewsIndexPage.objects.get(locale=making.locale(language))
    response = browser.get(reverse("wagtailadmin_explore", args=[index.pk]), asked)
    return response.content.decode()


def words(html: str) -> str:
    """Without markup and with single spaces, as it is read."""
    text = re.sub(r"<[^>]*>", "", html)
    return " ".join(text.replace("\xa0", " ").split())


def in_spanish(browser):
    UserProfile.objects.create(user=browser.user, preferred_language="es")
    return browser


def test_the_desk_says_what_lags_and_by_how_long(staff):
    page = room.live("en", "Snow on the hill", hours=5)
    html = desk(staff("Editors"))
    assert "Español: missing" in words(html)
    assert "5 hours" in words(html)
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[page.pk])}"' in html


def test_the_desk_speaks_the_language_of_whoever_looks(staff):
    room.live("en", "Snow on the hill", hours=50)
    html = words(desk(in_spanish(staff("Editors"))))
    assert "Español: falta" in html
    assert "2 días" in html


def test_an_urgent_correction_is_said_in_words(staff):
    page = room.live("en", "Snow")
    room.made_stale(room.written(page, "Nieve"), is_urgent=True)
    assert "Español: stale · urgent" in words(desk(staff("Editors")))


def test_what_has_just_begun_to_lag_is_said_kindly(staff):
    room.live("en", "Snow on the hill", hours=0)
    html = words(desk(staff("Editors")))
    assert "just now" in html
    assert not re.search(r"\b0 minutes", html)
    assert "hace un momento" in words(desk(in_spanish(staff("Editors"))))


@pytest.mark.parametrize("address", ["parity_desk", "parity_desk_results"])
def test_a_translator_reads_no_title_of_a_draft_that_is_not_theirs(staff, address):
    room.draft("en", "Secret headline")
    room.sent(room.live("en", "Waiting"))
    body = staff("Translators into Spanish").get(reverse(address)).content.decode()
    assert "Waiting" in body
    assert "Secret headline" not in body
    assert "Secret headline" in desk(staff("Editors"))


def test_the_library_report_that_names_every_draft_leads_to_the_desk(staff):
    room.sent(room.draft("en", "Secret headline"))
    translator = staff("Translators into Spanish")
    for name in ("translations_report", "translations_report_results"):
        response = translator.get(reverse(f"wagtail_localize:{name}"))
        assert (response.status_code, response.url) == (302, reverse("parity_desk"))
    assert reverse("wagtail_localize:translations_report") not in first_screen(translator)


def test_readers_and_strangers_find_no_desk(reader):
    response = reader.get(reverse("parity_desk"))
    assert response.status_code == 302
    assert "/login/" in response.url


def test_filters_narrow_the_desk(staff):
    editor = staff("Editors")
    room.live("en", "English alone")
    room.live("es", "Spanish alone")
    html = desk(editor, language="en", owed="yes", state="missing", kind="postpage")
    assert "Spanish alone" in html
    assert "English alone" not in html


def test_the_desk_is_searched_and_narrowed_to_ones_own(staff):
    """tests/cms/test_narrowing.py says what is found."""
    editor = staff("Editors")
    for title in ("Snow on the hill", "Snow at night", "Buses"):
        room.live("en", title)
    PostPage.objects.filter(title="Snow at night").update(owner=editor.user)
    assert "Snow at night" in desk(editor, q="snow", mine="yes")
    assert "Snow on the hill" not in desk(editor, q="snow", mine="yes")
    assert "Buses" not in desk(editor, q="snow")
    assert "Nothing here is what you look for." in words(desk(editor, q="elephant"))


@pytest.mark.parametrize(
    "asked",
    [
        {"state": "junk"},
        {"mine": "no"},
        {"q": "\0"},
        {"language": "fr\0"},
        {"kind": "x" * 5_000},
        {"owed": "' OR 1=1 --"},
        {"ordering": "changed_at; DROP TABLE"},
        {"p": "-1"},
        {"p": "9" * 40},
        {"export": "csv"},
    ],
)
def test_a_malformed_wish_shows_the_desk(staff, asked):
    room.live("en", "Snow on the hill")
    assert "Snow on the hill" in desk(staff("Editors"), **asked)


def test_the_desk_sorts_by_its_headings(staff):
    editor = staff("Editors")
    room.live("en", "Alfa", hours=1)
    room.live("en", "Beta", hours=9)
    for order, first in {"title": "Alfa", "-title": "Beta", "-behind": "Beta"}.items():
        html = desk(editor, ordering=order, kind="postpage")
        assert (html.index("Alfa") < html.index("Beta")) == (first == "Alfa"), order


def test_long_desks_come_in_pages(staff, monkeypatch):
    monkeypatch.setattr(ParityDesk, "paginate_by", 3)
    editor = staff("Editors")
    for number in range(5):
        room.live("en", f"Snow number {number}", hours=10 - number)
    first, second = desk(editor, owed="yes"), desk(editor, owed="yes", p=2)
    assert "Snow number 2" in first
    assert "Snow number 3" not in first
    assert "Snow number 3" in second
    assert "Snow number 2" not in second


def test_the_first_screen_says_what_each_languages_readers_are_missing(staff):
    room.live("en", "English alone", hours=5)
    room.live("es", "Spanish alone", hours=5)
    html = first_screen(staff("Editors"))
    spanish, english = html.split("What English readers are missing right now")
    assert "What Spanish readers are missing right now" in spanish
    assert "English alone" in spanish.split("What Spanish readers")[1]
    assert "Spanish alone" in english
    assert "?language=es&amp;owed=yes&amp;state=missing" in spanish
    assert "missing: 1" in words(english)
    assert "pieces translated" not in html


def test_the_first_screen_shows_what_changed_since_it_was_translated(staff):
    page = room.live("en", "Snow on the hill", hours=50)
    room.made_stale(room.written(page, "Nieve"), is_urgent=True)
    response = staff("Editors").get(reverse("wagtailadmin_home"))
    assert response.status_code == 200
    assert "Snow on the hill" in response.content.decode().split("What Spanish readers")[1]


def test_the_first_screen_is_quiet_for_who_may_edit_nothing(staff):
    room.live("en", "English alone", hours=5)
    assert "readers are missing" not in first_screen(staff("Administrators"))


def test_listing_and_search_mark_each_page(staff):
    editor = staff("Editors")
    room.live("en", "Snow alone", hours=5)
    room.written(room.live("en", "Snow in both"), "Nieve")
    listed = words(explored(editor))
    assert "Español: missing · 5 hours" in listed
    assert "Español: current" in listed
    found = editor.get(reverse("wagtailadmin_pages:search"), {"q": "alone"}).content.decode()
    assert "Español: missing · 5 hours" in words(found)


def test_the_desk_says_how_many_readers_wait(staff):
    page = room.live("en", "Snow alone", hours=5)
    for name in ("maria", "luz"):
        ask(page.translation_key, language="es", address=f"{name}@example.org")
    assert "2 readers wait for it" in words(desk(staff("Editors")))


def fill(number: int) -> None:
    """Pairs in every state, one after the other."""
    for index in range(number):
        page = room.live("en", f"Snow {number} {index}")
        if index % 4 == 1:
            room.sent(page)
        elif index % 4 > 1:
            other = room.written(page, f"Nieve {number} {index}")
            if index % 4 == 3:
                room.made_stale(other)


def queries_of(see, *arguments, **asked) -> int:
    see(*arguments, **asked)
    with CaptureQueriesContext(connection) as captured:
        see(*arguments, **asked)
    return len(captured)


def test_desk_panel_and_listing_cost_the_same_at_8_and_at_20_pairs(staff):
    editor = staff("Editors")
    screens = {"desk": desk, "panel": first_screen, "listing": explored}
    fill(8)
    few = {name: queries_of(see, editor) for name, see in screens.items()}
    fill(12)
    many = {name: queries_of(see, editor) for name, see in screens.items()}
    assert few == many
    assert many["desk"] <= 19
    assert queries_of(desk, editor, mine="yes", q="snow") <= many["desk"]


def test_the_root_has_no_mark_and_does_no_harm(staff):
    admin = staff("Editors")
    get_user_model().objects.filter(pk=admin.user.pk).update(is_superuser=True)
    root = Page.get_first_root_node()
    response = admin.get(reverse("wagtailadmin_explore", args=[root.pk]))
    assert response.status_code == 200
