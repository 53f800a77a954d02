"""Short links open in their own language, whoever follows them, and for ever."""

from itertools import product

import pytest
from django.test import Client

from campaigns import short_links as module
from campaigns.short_links import CodesTaken, ShortLink, short_links
from cms.short_links import ALPHABET
from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db


def test_a_link_keeps_its_language_whatever_the_reader_speaks(campaign):
    for language, reads in product(("en", "es"), ("en", "es", "fr")):
        link = short_links(campaign["en"].petition, language, ["whatsapp"])["whatsapp"]
        reader = Client(headers={"Accept-Language": reads, "Cookie": "django_language=en"})
        response = reader.get(link)
        assert response.status_code == 302
        assert response.url == f"{campaign[language].url}?via=whatsapp"
        assert not response.cookies
        assert "Vary" not in response.headers
        assert "s-maxage=300" in response.headers["Cache-Control"]


def test_there_is_one_link_per_petition_language_and_source(campaign):
    petition = campaign["en"].petition
    first = short_links(petition, "es", ["qr", "copy"])
    assert short_links(petition, "es", ["copy", "qr", "mail"]) | first == short_links(
        petition, "es", ["qr", "copy", "mail"]
    )
    other = short_links(petition, "en", ["qr"])
    another = short_links(making.petition(name="Another"), "es", ["qr"])
    assert len({first["qr"], other["qr"], another["qr"]}) == 3
    assert ShortLink.objects.count() == 5


def test_links_that_are_there_cost_one_query(campaign, django_assert_num_queries):
    petition = campaign["en"].petition
    short_links(petition, "es", ["qr", "copy"])
    with django_assert_num_queries(1):
        short_links(petition, "es", ["qr", "copy"])


def test_a_code_is_short_and_has_nothing_that_looks_like_something_else(campaign, reader):
    link = short_links(campaign["en"].petition, "es", ["qr"])["qr"]
    code = link.rpartition("/")[2]
    assert len(code) == 6
    assert not set(ALPHABET) & set("01ilouae")
    assert set(code) <= set(ALPHABET)
    for typed in (code.upper(), f"{code}/"):
        assert reader.get(f"/s/{typed}").url == f"{campaign['es'].url}?via=qr"


def test_a_taken_code_is_drawn_anew(campaign, monkeypatch):
    petition = campaign["en"].petition
    drawn = iter(["bbbbbb", "bbbbbb", "cccccc"])
    monkeypatch.setattr(module, "draw", lambda _length: next(drawn))
    first, second = (short_links(petition, "es", [way])[way] for way in ("qr", "copy"))
    assert first.endswith("/bbbbbb")
    assert second.endswith("/cccccc")
    monkeypatch.setattr(module, "draw", lambda _length: "bbbbbb")
    with pytest.raises(CodesTaken):
        short_links(petition, "es", ["mail"])


def test_an_unknown_code_is_told_in_the_readers_language(db):
    for reads, sentence in (("es", "Esta página no existe"), ("en", "This page does not exist")):
        reader = Client(headers={"Accept-Language": reads})
        for code in ("zzzzzz", "x", "a" * 400, "%00", "aaaaa%20"):
            response = reader.get(f"/s/{code}", follow=True)
            assert response.status_code == 404
            assert sentence in text_of(response)


def test_where_a_language_is_not_live_it_says_so_in_that_language(campaign, reader):
    link = short_links(campaign["en"].petition, "es", ["qr"])["qr"]
    campaign["es"].unpublish()
    response = reader.get(link, follow=True)
    assert response.redirect_chain[0][0].startswith("/es/campanas/")
    assert response.status_code == 200
    assert '<html lang="es">' in text_of(response)


def test_a_withdrawn_campaign_is_not_found(campaign, reader):
    link = short_links(campaign["en"].petition, "es", ["qr"])["qr"]
    for page in campaign.values():
        page.unpublish()
    assert reader.get(link, follow=True).status_code == 404
