"""How often a page was read, for who may edit it: whole days, and no number of a few."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.models import Reads
from cms.reads import Read
from home.readership import readership
from tests.cms import parityroom as room
from tests.home.test_desk import desk, words

pytestmark = pytest.mark.django_db


def plant(page, *numbers: int, language: str = "en", is_courtesy: bool = False) -> None:
    """So many reads today, yesterday, the day before…"""
    today, key = timezone.localdate(), page.translation_key
    days = {
        Read(key, language, is_courtesy, today - timedelta(days=ago)): number
        for ago, number in enumerate(numbers)
    }
    Reads.objects.add(days)


def seen(browser, page, name: str = "page_reads") -> str:
    response = browser.get(reverse(name, args=[page.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_both_languages_are_shown_by_day_and_today_is_not(post, staff):
    plant(post["en"], 7777, 1200, 4, 30)
    plant(post["en"], 0, 55, language="es")
    browser = staff("Editors")
    UserProfile.objects.create(user=browser.user, preferred_language="es")
    html = seen(browser, post["en"])
    assert "Lo que se leyó" in html
    assert "menos de 5" in html
    assert "7777" not in html
    assert "7.777" not in html
    file = seen(browser, post["es"], "page_reads_file").splitlines()
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert file[1] == f'"{day}","1200","55","<5"'
    assert file[2].endswith(',"<5","<5","<5"')


def test_whoever_may_not_edit_the_page_does_not_see_its_numbers(post, staff):
    browser = staff("Translators into Spanish")
    assert seen(browser, post["es"])
    for name in ("page_reads", "page_reads_file"):
        answer = browser.get(reverse(name, args=[post["en"].pk]))
        assert answer.status_code in (302, 403)


def test_months_that_are_over_are_summed_and_queries_do_not_grow(post):
    plant(post["en"], *[10] * 100)
    plant(post["en"], *[5] * 60, language="es", is_courtesy=True)
    with CaptureQueriesContext(connection) as few:
        facts = readership(post["en"].translation_key)
    assert len(few) == 2
    assert len(facts["days"]) == 30
    assert {line.cells[0] for line in facts["days"]} == {10}
    assert {line.cells[1] for line in facts["days"]} == {None}
    assert {line.missing for line in facts["days"]} == {5}
    last = timezone.localdate().replace(day=1) - timedelta(days=1)
    assert facts["months"][0].cells[0] == 10 * last.day


def test_the_desk_says_how_much_was_read_and_sorts_by_it(staff):
    quiet, busy = room.live("en", "Rain"), room.live("en", "Snow")
    plant(busy, 0, 1200)
    plant(busy, 0, 40, language="es", is_courtesy=True)
    plant(quiet, 0, 3)
    browser = staff("Editors")
    html = words(desk(browser, ordering="-reads", kind="postpage"))
    assert "English: 1,200, 1,200 yesterday" in html
    assert "Español (missing, asked for): 40" in html
    assert "English: fewer than 5" in html
    assert html.index("Snow") < html.index("Rain")
    html = words(desk(browser, ordering="reads", kind="postpage"))
    assert html.index("Rain") < html.index("Snow")
