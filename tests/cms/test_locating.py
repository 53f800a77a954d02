"""The page of an address: what Wagtail itself would find, in fewer queries."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from cms.languages import language_of_path
from cms.locating import _chain, _routed
from tests import making

pytestmark = pytest.mark.django_db


def found_by_us(path: str):
    language, rest = language_of_path(path), path.split("/")[2:-1]
    chain = _chain(language, rest)
    found = _routed(RequestFactory().get(path), chain, rest) if chain else None
    return told(found) or found_by_wagtail(path)


def found_by_wagtail(path: str):
    request = RequestFactory().get(path)
    with translation.override(language_of_path(path)):
        return told(Page.route_for_request(request, path[4:]))


def told(result):
    if result is None:
        return None
    page, args, kwargs = result
    names = [getattr(each, "__name__", each) for each in args]
    return type(page), page.pk, page.locale.language_code, names, kwargs


def test_an_address_leads_where_wagtail_would_lead(post, campaign):
    english, topic = post["en"], making.topic("Snow")
    draft = making.draft_post()
    below = making.standard_page(english.get_parent().get_parent())
    paths = [
        *("/en/", "/es/", "/en/news/", "/es/noticias/", english.url, post["es"].url),
        *(campaign["en"].url, campaign["es"].url, f"/en/news/topic/{topic.slug}/"),
        *("/en/nothing/", "/en/news/nothing/", "/en/news/nothing/at/all/"),
        *(f"/en/news/{draft.slug}/", f"/en/{below.slug}/", f"/es/noticias/{english.slug}/"),
        *(f"{english.url}event/{english.translation_key}/", f"{campaign['en'].url}updates/"),
    ]
    assert {path: found_by_us(path) for path in paths} == {
        path: found_by_wagtail(path) for path in paths
    }


def test_what_lies_below_a_restricted_page_is_known_as_restricted(post):
    index = post["en"].get_parent()
    made = PageViewRestriction.objects.create(page=index, restriction_type="login")
    for path, restrictions in ((post["en"].url, [made]), (post["es"].url, [])):
        parts = path.split("/")[2:-1]
        chain = _chain(language_of_path(path), parts)
        page = _routed(RequestFactory().get(path), chain, parts).page
        assert list(page.get_view_restrictions()) == restrictions


def test_a_front_page_that_is_offline_leaves_the_address_to_wagtail(post):
    Page.objects.filter(url_path=post["es"].get_parent().get_parent().url_path).update(live=False)
    assert _chain("es", ["noticias"]) == []
