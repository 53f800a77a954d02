"""The search page: in each language, for everyone the same, and calm whatever is typed."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.indexing import SearchEntry
from cms.models import Topic
from cms.searching import MOST, PAGE_SIZE
from cms.tending import tend_all
from home.finding import search_path
from news.models import PostTopic
from tests import making

pytestmark = pytest.mark.django_db
EN, ES = "/en/search/", "/es/buscar/"


def main_of(response) -> str:
    return re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]


def results(response) -> list[str]:
    links = re.findall(r'class="result-title"><a href="[^"]+">(.*?)</a>', main_of(response))
    return [re.sub(r"</?mark>", "", link) for link in links]


def fill(number: int, *, topic: Topic | None = None) -> None:
    for index in range(number):
        draft = making.draft_post(title=f"Snow {index}")
        if topic:
            draft.post_topics = [PostTopic(topic=topic, locale=draft.locale)]
        making.go_live(draft)
    tend_all()


@pytest.fixture
def topic():
    made = Topic(name="Weather", slug="weather", locale=making.locale("en"))
    made.save()
    return making.go_live(made)


def test_each_language_has_its_search_and_finds_its_own(post, reader):
    assert (search_path("en"), search_path("es")) == (EN, ES)
    assert results(reader.get(EN, {"q": "snow"})) == ["Snow on the hill"]
    assert results(reader.get(ES, {"q": "nieve"})) == ["Nieve en la colina"]
    assert results(reader.get(ES, {"q": "snow"})) == results(reader.get(EN, {"q": "nieve"})) == []


def test_every_page_leads_to_the_search_of_its_language(post, reader):
    for language, word in (("en", "Search"), ("es", "Buscar")):
        body = reader.get(post[language].url).content.decode()
        assert f'<a class="masthead-search" href="{search_path(language)}"' in body
        assert word in body


@pytest.mark.parametrize("address", [EN, ES])
def test_engines_may_know_the_search_and_never_what_was_searched_for(reader, address):
    told = '<meta name="robots" content="noindex">'
    assert told not in reader.get(address).content.decode()
    assert told in reader.get(f"{address}?q=snow").content.decode()


def test_what_is_found_is_shown_with_its_kind_date_and_marked_words(post, reader):
    tend_all()
    shown = main_of(reader.get(ES, {"q": "NEVAR"}))
    assert "1 resultado de «NEVAR»" in shown
    assert f'<a href="{post["es"].url}">Nieve en la colina</a>' in shown
    assert "<mark>Nevó</mark>." in shown
    assert "Nota" in shown
    assert f'datetime="{post["es"].date.isoformat(timespec="seconds")}"' in shown


def test_what_a_story_says_never_becomes_markup(reader):
    evil = "<script>alert(1)</script><b>snow</b>"
    making.go_live(making.draft_post(title=evil, summary=evil))
    body = reader.get(EN, {"q": f'snow -"{evil}x"'}).content.decode()
    assert "<script>alert" not in body
    assert "<b>" not in body
    assert "&lt;b&gt;<mark>snow</mark>&lt;/b&gt;" in body


def test_topics_and_authors_lead_to_their_pages(topic, reader):
    assert 'href="/en/news/topic/weather/"' in main_of(reader.get(EN, {"q": "weather"}))


def test_results_narrow_down_by_kind_and_topic(topic, campaign, reader):
    fill(2, topic=topic)
    fill(1)
    shown = main_of(reader.get(EN, {"q": "snow or fingerprints"}))
    for name, count in (("Stories", 3), ("Campaigns", 1)):
        assert re.search(rf'{name} <span class="narrow-count">{count}</span>', shown)
    narrowed = reader.get(EN, {"q": "snow or fingerprints", "topic": "weather"})
    assert results(narrowed) == ["Snow 1", "Snow 0"]
    assert 'aria-current="true"' in main_of(narrowed)
    narrowed = reader.get(EN, {"q": "snow or fingerprints", "kind": "campaign"})
    assert results(narrowed) == ["Hands off our fingerprints"]
    narrowed = reader.get(EN, {"q": "snow or fingerprints", "kind": "campaign", "topic": "weather"})
    assert results(narrowed) == []


def test_every_result_is_on_one_page_and_no_page_holds_too_many(reader):
    fill(PAGE_SIZE * 2 + 3)
    path, seen = f"{EN}?q=snow", []
    while path:
        response = reader.get(path)
        assert len(results(response)) <= PAGE_SIZE
        seen += results(response)
        older = re.search(r'rel="next" href="([^"]+)"', main_of(response))
        path = older[1].replace("&amp;", "&") if older else ""
    assert len(seen) == len(set(seen)) == PAGE_SIZE * 2 + 3


def test_words_in_the_title_come_before_words_in_the_text(reader):
    making.go_live(making.draft_post(title="Hail", body=[("paragraph", "<p>Rain fell.</p>")]))
    making.go_live(making.draft_post(title="Rain", body=[("paragraph", "<p>Hail fell.</p>")]))
    assert results(reader.get(EN, {"q": "rain"})) == ["Rain", "Hail"]
    assert results(reader.get(EN, {"q": "hail"})) == ["Hail", "Rain"]


def test_phrases_exclusions_and_alternatives_are_understood(reader):
    making.go_live(making.draft_post(title="White house rally"))
    making.go_live(making.draft_post(title="House of white stone"))
    assert results(reader.get(EN, {"q": '"white house"'})) == ["White house rally"]
    assert results(reader.get(EN, {"q": "house -rally"})) == ["House of white stone"]
    assert len(results(reader.get(EN, {"q": "rally OR stone"}))) == 2


def test_a_typing_error_is_corrected_and_told(post, reader):
    tend_all()
    shown = main_of(reader.get(ES, {"q": "colinna"}))
    assert "Ninguna página dice «colinna». Estos son los resultados de «colina»." in shown
    assert 'href="/es/buscar/?q=%22colinna%22"' in shown
    assert results(reader.get(ES, {"q": '"colinna"'})) == []


def test_no_results_are_answered_with_what_to_do_next(topic, reader):
    shown = main_of(reader.get(EN, {"q": "hippopotamus"}))
    assert "Nothing found for “hippopotamus”" in shown
    assert 'href="http://testserver/es/buscar/?q=hippopotamus"' in shown
    assert 'href="/en/news/topic/weather/"' in shown


def queries_of(asked: dict[str, str]) -> int:
    reader = Client()
    reader.get(EN, asked)
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(EN, asked).status_code == 200
    return len(captured)


BUDGETS = {"found": 12, "narrowed": 12, "corrected": 22, "nothing": 17, "empty": 10}


def test_query_budgets_hold_and_do_not_grow_with_the_archive(topic):
    asked = {
        "found": {"q": "snow"},
        "narrowed": {"q": "snow", "kind": "post", "topic": "weather"},
        "corrected": {"q": "snowng"},
        "nothing": {"q": "hippopotamus"},
        "empty": {},
    }
    fill(2, topic=topic)
    few = {name: queries_of(each) for name, each in asked.items()}
    fill(9, topic=topic)
    many = {name: queries_of(each) for name, each in asked.items()}
    assert few == many
    assert {name: number for name, number in many.items() if number > BUDGETS[name]} == {}


def test_only_the_newest_of_very_many_are_ranked(topic, reader):
    SearchEntry.objects.all().delete()
    making.go_live(topic)
    entry = SearchEntry.objects.get()
    entries = []
    for number in range(MOST + 5):
        entries.append(SearchEntry.objects.get(pk=entry.pk))
        entries[-1].pk, entries[-1].key = None, 1_000 + number
    SearchEntry.objects.bulk_create(entries)
    shown = main_of(reader.get(EN, {"q": "weather"}))
    assert "More than 500 results for “weather”; these are the newest." in shown
    last = reader.get(EN, {"q": "weather", "before": str(MOST - PAGE_SIZE)})
    assert len(results(last)) == PAGE_SIZE
    assert 'rel="next"' not in main_of(last)
