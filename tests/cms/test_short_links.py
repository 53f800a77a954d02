"""A page's short link opens in its own language, whoever follows it, and for ever."""

from itertools import product

import pytest
from django.test import Client

from campaigns.short_links import LENGTH as PETITIONS
from cms import short_links as module
from cms.short_links import ALPHABET, LENGTH, CodesTaken, PageLink, page_link
from tests import making

pytestmark = pytest.mark.django_db


def test_a_link_keeps_its_language_whatever_the_reader_speaks(post):
    for language, reads in product(("en", "es"), ("en", "es", "fr")):
        reader = Client(headers={"Accept-Language": reads, "Cookie": "django_language=en"})
        response = reader.get(page_link(post[language]))
        assert (response.status_code, response.url) == (302, post[language].url)
        assert not response.cookies
        assert "Vary" not in response.headers
    assert PageLink.objects.count() == 2


def test_a_code_belongs_to_a_page_or_to_a_petition_and_never_to_both(post, reader):
    code = page_link(post["es"]).rpartition("/")[2]
    assert len(code) == LENGTH != PETITIONS
    assert set(code) <= set(ALPHABET)
    for typed in (code.upper(), f"{code}/"):
        assert reader.get(f"/s/{typed}").url == post["es"].url


def test_a_link_leads_where_the_page_is_now_or_to_who_says_kindly_that_it_is_gone(post, reader):
    link = page_link(post["es"])
    post["es"].slug = "otra"
    making.go_live(post["es"])
    assert reader.get(link).url == "/es/noticias/otra/"
    post["es"].unpublish()
    assert reader.get(link).url == f"/es/noticias/{post['en'].slug}/"
    post["en"].unpublish()
    assert reader.get(link, headers={"Accept-Language": "es"}).url.startswith("/es/s/")
    assert reader.get("/s/zzzzz").status_code == 302


def test_a_taken_code_is_drawn_anew(post, monkeypatch):
    drawn = iter(["bbbbb", "bbbbb", "ccccc"])
    monkeypatch.setattr(module, "draw", lambda _length: next(drawn))
    assert [page_link(post[each])[-5:] for each in ("en", "es")] == ["bbbbb", "ccccc"]
    monkeypatch.setattr(module, "draw", lambda _length: "bbbbb")
    with pytest.raises(CodesTaken):
        page_link(making.go_live(making.draft_post()))
