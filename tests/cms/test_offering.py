"""Listings offer translation like the library does, without asking about each page anew."""

import pytest
from django.urls import reverse
from wagtail_localize.models import TranslationSource

from news.models import NewsIndexPage
from tests import making
from tests.cms import parityroom as room

pytestmark = pytest.mark.django_db


def listed(browser) -> str:
    index = NewsIndexPage.objects.get(locale=making.locale("en"))
    return browser.get(reverse("wagtailadmin_explore", args=[index.pk])).content.decode()


def doors_of(page) -> tuple[str, str]:
    """Addresses to translate it and to synchronise its translations."""
    source = TranslationSource.objects.filter(object_id=page.translation_key).first()
    return (
        reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
        reverse("wagtail_localize:update_translations", args=[source.pk if source else 0]),
    )


def test_a_page_in_one_language_may_be_translated_and_a_translated_one_synchronised(staff):
    alone, both = room.live("en", "Alone"), room.live("en", "In both")
    room.sent(both)
    html = listed(staff("Editors"))
    assert [door in html for door in doors_of(alone)] == [True, False]
    assert [door in html for door in doors_of(both)] == [False, True]


def test_who_may_not_submit_is_offered_nothing(staff):
    room.live("en", "Alone")
    both = room.live("en", "In both")
    room.sent(both)
    index = NewsIndexPage.objects.get(locale=making.locale("es"))
    translator = staff("Translators into Spanish")
    html = translator.get(reverse("wagtailadmin_explore", args=[index.pk])).content.decode()
    assert "In both" in html
    assert "/localize/submit/" not in html
    assert "/localize/update/" not in html


def test_the_editor_itself_offers_what_the_library_offers(staff):
    page = room.live("en", "Alone")
    html = staff("Editors").get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert doors_of(page)[0] in html
