"""Promise 5 where a translation is missing: never a 404, and every word says its language."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail_localize.operations import translate_object

from campaigns.models import CampaignIndexPage, CampaignPage
from cms.actors import acting_as
from home.models import HomePage, StandardPage
from home.translating import translate
from news.models import NewsIndexPage, PostPage
from tests import making
from tests.campaigns.reading import text_of
from tests.cms.languages_said import LanguagesOfText, languages_of

pytestmark = pytest.mark.django_db
NOTE = "Nevó tanto que cerraron las escuelas."


def spanish_post() -> PostPage:
    post = PostPage(
        title="Nieve en la colina",
        slug="nieve-en-la-colina",
        summary="Nevó.",
        body=[("paragraph", "<p>Nevó toda la noche.</p>")],
        locale=making.locale("es"),
    )
    NewsIndexPage.objects.get(locale=making.locale("es")).add_child(instance=post)
    return making.go_live(post)


def campaign_in_english(petition) -> CampaignPage:
    facts = {"title": "Hands off", "slug": "hands-off", "summary": "Ask.", "letter": "<p>Dear</p>"}
    page = CampaignPage(petition=petition, **facts)
    CampaignIndexPage.objects.get(locale=making.locale("en")).add_child(instance=page)
    return making.go_live(page)


@pytest.fixture
def english(db) -> PostPage:
    """A live story without a Spanish version."""
    return making.go_live(making.draft_post())


@pytest.fixture
def address(english) -> str:
    return f"/es/noticias/{english.slug}/"


def test_a_missing_language_is_answered_kindly_and_not_indexed(reader, english, address):
    response = reader.get(address)
    body = text_of(response)
    assert response.status_code == 200
    assert response.headers["Content-Language"] == "es"
    assert "s-maxage" in response.headers["Cache-Control"]
    assert not response.cookies
    assert '<html lang="es">' in body
    assert '<meta name="robots" content="noindex">' in body
    assert 'rel="canonical"' not in body
    assert "<h1>Esta nota todavía no está en español</h1>" in body
    link = f'<a href="{english.full_url}" hreflang="en" lang="en">{english.title}</a>'
    assert link in body


def test_no_unmarked_english_under_lang_es(reader, english, address):
    body = text_of(reader.get(address))
    for words in (english.title, english.summary):
        assert languages_of(body, words) == {"en"}
    said = " ".join(said for language, said in LanguagesOfText(body).said if language == "es")
    assert not re.search(r"\b(the|this|read|story|tell|yet|and|you)\b", said, re.I)
    assert "It snowed all night" not in body


def test_spanish_comes_first_as_well(reader):
    spanish = spanish_post()
    response = reader.get("/en/news/nieve-en-la-colina/")
    body = text_of(response)
    assert response.status_code == 200
    assert '<html lang="en">' in body
    assert "This story is not in English yet" in body
    assert f'<a href="{spanish.full_url}" hreflang="es" lang="es">Nieve en la colina</a>' in body
    for words in ("Nieve en la colina", "Nevó."):
        assert languages_of(body, words) == {"es"}


def test_a_campaign_and_a_standard_page_are_answered_for_too(reader, petition):
    campaign_in_english(petition)
    body = text_of(reader.get("/es/campanas/hands-off/"))
    assert "Esta petición todavía no está en español" in body
    assert languages_of(body, "Hands off") == {"en"}
    page = StandardPage(title="How we work", slug="how-we-work")
    HomePage.objects.get(locale=making.locale("en")).add_child(instance=page)
    making.go_live(page)
    body = text_of(reader.get("/es/how-we-work/"))
    assert "Esta página todavía no está en español" in body
    assert languages_of(body, "How we work") == {"en"}


def test_an_editors_short_summary_stands_in_the_readers_language(reader, english, address):
    english.courtesy_summary = NOTE
    making.go_live(english)
    body = text_of(reader.get(address))
    assert languages_of(body, NOTE) == {"es"}
    assert english.summary not in body
    assert languages_of(body, english.title) == {"en"}


def test_a_short_summary_is_not_shown_to_those_who_need_another_language(reader, english):
    """The translation carries a copy of it, in its own language."""
    english.courtesy_summary = NOTE
    making.go_live(english)
    with acting_as("seed"):
        spanish = translate(english, "es", making.SPANISH | {english.slug: "nieve-sola"})
        english.unpublish()
    assert spanish.courtesy_summary == NOTE
    body = text_of(reader.get("/en/news/nieve-sola/"))
    assert "This story is not in English yet" in body
    assert NOTE not in body


def test_once_it_is_translated_the_address_leads_there_for_good(reader, post):
    for language, path in (("es", "/es/noticias/"), ("en", "/en/news/")):
        other = post["en" if language == "es" else "es"]
        response = reader.get(f"{path}{other.slug}/")
        assert (response.status_code, response.url) == (301, post[language].url)


def test_a_link_still_leads_there_when_the_original_was_taken_offline(reader, post):
    with acting_as("seed"):
        post["en"].unpublish()
    response = reader.get(f"/es/noticias/{post['en'].slug}/")
    assert (response.status_code, response.url) == (301, post["es"].url)


def test_a_page_of_the_language_itself_wins(reader, english, address):
    own = spanish_post()
    own.slug = english.slug
    making.go_live(own)
    body = text_of(reader.get(address))
    assert "<h1>Nieve en la colina</h1>" in body


def test_what_was_never_published_is_not_told_of(reader):
    draft = making.draft_post()
    assert reader.get(f"/es/noticias/{draft.slug}/").status_code == 404
    assert reader.get("/es/noticias/no-such-story/").status_code == 404
    assert reader.get("/es/noticias/no/such/story/").status_code == 404


def test_a_draft_translation_does_not_leak(reader, english, address):
    with acting_as("seed"):
        translate_object(english, [making.locale("es")])
    draft = PostPage.objects.get(locale=making.locale("es"))
    draft.title, draft.summary = "Borrador secreto", "Nadie debe leer esto."
    draft.save_revision()
    draft.save()
    response = reader.get(f"/es/noticias/{draft.slug}/")
    assert response.status_code == 200
    assert "secreto" not in text_of(response)
    assert "Nadie debe leer" not in text_of(response)
    assert "todavía no está en español" in text_of(response)


def test_a_story_taken_offline_has_no_courtesy_page(reader, english, address):
    with acting_as("seed"):
        english.unpublish()
    assert reader.get(address).status_code == 404
    assert reader.get(english.url).status_code == 410


def test_a_garbled_address_is_no_error(reader, address):
    assert reader.get(address, {"x": "\0", "before": "junk"}).status_code == 200
    assert reader.get(address.rstrip("/")).url == address
    assert reader.get(f"/es/noticias/{'x' * 400}/").status_code == 404
    assert reader.get("/es/noticias/%00/").status_code == 404
    assert reader.head(address).status_code == 200


def test_the_switcher_offers_it_and_search_engines_are_not_told(reader, english, address):
    body = reader.get(english.url).content.decode()
    link = rf'<a href="http://testserver{address}" lang="es"\s+>Español</a>'
    assert re.search(link, body)
    assert '<link rel="alternate" hreflang="es"' not in body
    assert f'<link rel="alternate" hreflang="en" href="{english.full_url}">' in body


def test_the_switcher_leads_back_to_the_original(reader, english, address):
    body = reader.get(address).content.decode()
    assert re.search(rf'<a href="{english.full_url}" lang="en"\s+hreflang="en">English</a>', body)
    assert 'rel="alternate" hreflang' not in body


def test_a_story_in_both_languages_offers_nothing_more(reader, post):
    body = reader.get(post["en"].url).content.decode()
    assert "/es/noticias/snow" not in body


def test_newest_stories_of_the_readers_language_stand_below(reader, address, post):
    body = text_of(reader.get(address))
    assert "Lo más nuevo en español" in body
    assert post["es"].title in body
    assert languages_of(body, post["es"].title) == {"es"}


def queries_of(reader, path: str) -> int:
    reader.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(path).status_code == 200
    return len(captured)


def test_queries_are_few_and_do_not_grow_with_the_archive(reader, english, address):
    both = making.post()
    plain = queries_of(reader, both["en"].url)
    alone, courtesy = queries_of(reader, english.url), queries_of(reader, address)
    for _number in range(5):
        making.post()
    assert queries_of(reader, english.url) == alone <= plain + 1
    assert queries_of(reader, address) == courtesy <= 25
