"""The search's door: whatever is typed gets a calm answer, the same for everyone."""

import re

import pytest
from django.test import Client

from cms.languages import LANGUAGES
from cms.searching import MOST
from dev.bootstrap import ROOT
from home.finding import search_path
from tests import making
from tests.home.test_finding import EN, ES, results

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["", "   ", "-", '"', "¿?", "\0", "-snow", "%", "'; DROP"])
def test_an_empty_question_is_no_error(post, reader, typed):
    for path in (EN, ES):
        assert reader.get(path, {"q": typed}).status_code == 200, path


@pytest.mark.parametrize(
    "typed",
    [
        'snow"',
        "snow\0",
        "snow & | ! ( ) <-> :*",
        "snow\\",
        "snow '\"`$$",
        "ñandú ​snow",
        "❄ snow",
        "snow " + "\u202e",
        "<snow>",
        "%s snow {} %(x)s",
    ],
)
def test_odd_characters_find_what_the_words_find(reader, typed):
    making.go_live(making.draft_post(title="Snow ñandú x s"))
    response = reader.get(EN, {"q": typed})
    assert response.status_code == 200
    assert results(response) == ["Snow ñandú x s"]


def test_bytes_that_are_no_text_are_no_error(reader):
    assert reader.get(f"{EN}?q=%ff%fe%ed%a0%80").status_code == 200


def test_a_question_too_long_is_refused_kindly_and_kept(reader):
    response = reader.get(ES, {"q": "nieve " * 100})
    assert response.status_code == 400
    assert response.headers["Cache-Control"] == "no-store"
    assert "Es demasiado largo para buscarlo." in response.content.decode()
    assert f'value="{("nieve " * 100).strip()}"' in response.content.decode()


@pytest.mark.parametrize("before", ["x", "-1", "²", "9" * 30, "\0", str(MOST), "1.5"])
def test_a_malformed_choice_is_none(post, reader, before):
    asked = {"q": "snow", "before": before, "kind": before, "topic": before}
    assert results(reader.get(EN, asked)) == ["Snow on the hill"]


def test_the_search_is_the_same_for_everyone_and_may_be_cached(post, staff):
    for path, asked in ((EN, "snow"), (ES, "nieve")):
        browser = Client(headers={"Cookie": "sessionid=stale", "Accept-Language": "fr"})
        response = browser.get(path, {"q": asked})
        assert response.content == staff("Editors").get(path, {"q": asked}).content
        assert not response.cookies
        assert not {"Cookie", "Accept-Language"} & set(response.headers.get("Vary", "").split(", "))
        assert "s-maxage" in response.headers["Cache-Control"]


def test_search_engines_are_asked_not_to_keep_results(post, reader):
    body = reader.get(EN, {"q": "snow"}).content.decode()
    assert '<meta name="robots" content="noindex">' in body
    assert 'rel="canonical"' not in body
    assert "hreflang" not in re.search(r"<head>.*</head>", body, re.DOTALL)[0]


def test_the_switcher_leads_to_the_same_question_in_the_other_language(post, reader):
    for path, other in ((EN, ES), (ES, EN)):
        body = reader.get(path, {"q": "casa & blanca", "kind": "post"}).content.decode()
        assert f'href="http://testserver{other}?q=casa+%26+blanca" lang=' in body


def test_the_proxy_keeps_a_page_for_every_search():
    conf = (ROOT / "deploy" / "nginx.conf").read_text()
    for language in LANGUAGES:
        assert search_path(language).strip("/") in conf
