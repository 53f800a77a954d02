"""The breaking banner: on every page, in the reader's language, and gone by itself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from cms.banners import Banner, BannerWish, EndsBeforeItBegins, raise_banner
from cms.telling import TextMissing, TextTooLong
from tests import making

pytestmark = pytest.mark.django_db
TEXTS = {"en": "The vote is tonight.", "es": "La votación es esta noche."}


@pytest.fixture
def raised(db):
    """`raised(ends_at=…)` puts the site's banner up."""
    by = making.user("Editors")

    def put_up(**facts) -> Banner:
        return raise_banner(Site.objects.get(), BannerWish(texts=TEXTS, **facts), by=by)

    return put_up


def front(language: str) -> str:
    return Client().get(f"/{language}/").content.decode()


def test_each_reader_is_told_in_their_own_language(raised, campaign, post):
    raised()
    for language, other in (("en", "es"), ("es", "en")):
        for path in (f"/{language}/", campaign[language].url, post[language].url):
            body = Client().get(path).content.decode()
            assert TEXTS[language] in body
            assert TEXTS[other] not in body


def test_an_error_page_shows_it_too(raised):
    raised()
    assert TEXTS["es"] in Client().get("/es/nada/").content.decode()


def test_a_banner_that_is_off_ended_or_has_not_begun_is_not_shown(raised):
    now, hour = timezone.now(), timedelta(hours=1)
    for facts in ({"is_on": False}, {"ends_at": now}, {"begins_at": now + hour}):
        raised(**facts)
        assert TEXTS["en"] not in front("en"), facts
    raised(begins_at=now - hour, ends_at=now + hour)
    assert TEXTS["en"] in front("en")
    assert Banner.objects.count() == 1


def test_it_leads_to_the_page_in_the_readers_language(raised, post):
    raised(page=post["en"])
    assert f'<a href="{post["es"].url}">{TEXTS["es"]}</a>' in front("es")
    assert f'<a href="{post["en"].url}">{TEXTS["en"]}</a>' in front("en")


def test_it_leads_nowhere_in_a_language_that_the_page_lacks(raised):
    english = making.go_live(making.draft_post())
    raised(page=english)
    assert TEXTS["es"] in front("es")
    assert f">{TEXTS['es']}</a>" not in front("es")


def test_a_banner_needs_both_languages_and_an_order_of_times(raised):
    site, by, now = Site.objects.get(), making.user("Editors"), timezone.now()
    for texts, refusal in (
        ({"en": "Only English"}, TextMissing),
        ({"en": "x" * 141, "es": "x"}, TextTooLong),
    ):
        with pytest.raises(refusal):
            raise_banner(site, BannerWish(texts=texts), by=by)
    with pytest.raises(EndsBeforeItBegins):
        raised(begins_at=now, ends_at=now)


def test_a_banner_costs_readers_one_query_and_one_more_when_it_leads_somewhere(raised, post):
    def cost() -> int:
        front("en")
        with CaptureQueriesContext(connection) as captured:
            front("en")
        return len(captured)

    without = cost()
    raised()
    assert cost() == without
    raised(page=post["en"])
    assert cost() == without + 1
