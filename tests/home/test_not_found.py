"""An address that leads nowhere: said in the language of the address, with something to read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "language", "other"),
    [("/es/noticias/nada/", "es", "en"), ("/en/news/nothing/", "en", "es")],
)
def test_an_unknown_address_offers_the_newest_stories_of_its_language(
    reader, post, path, language, other
):
    response = reader.get(path)
    body = text_of(response)
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"
    assert f'<html lang="{language}">' in body
    assert '<meta name="robots" content="noindex">' in body
    assert f'<a href="{post[language].url}">{post[language].title}</a>' in body
    assert post[other].title not in body
    assert f'href="/{language}/"' in body


def test_a_newsroom_without_stories_says_so_all_the_same(reader):
    body = text_of(reader.get("/es/nada/"))
    assert "Esta página no existe" in body
    assert "Últimas notas" not in body


def test_a_draft_is_not_offered(reader):
    making.draft_post(title="Secret")
    assert "Secret" not in text_of(reader.get("/en/nothing/"))


def queries_of(reader, path: str) -> int:
    reader.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(path).status_code == 404
    return len(captured)


def test_its_queries_do_not_grow_with_the_archive(reader):
    for _number in range(3):
        making.post()
    few = queries_of(reader, "/es/noticias/nada/")
    for _number in range(4):
        making.post()
    assert queries_of(reader, "/es/noticias/nada/") == few <= 24


def test_a_door_without_a_language_still_speaks_both(client):
    body = text_of(client.get("/documents/7/nothing.pdf"))
    assert "This page does not exist" in body
    assert "Esta página no existe" in body


def test_a_page_that_was_taken_off_the_site_is_gone_and_not_unknown(reader, post):
    for language, said in (("en", "It was here once"), ("es", "Estuvo aquí")):
        address = post[language].url
        for each in post.values():
            each.refresh_from_db()
            each.unpublish()
        response = reader.get(address)
        assert response.status_code == 410
        assert response.headers["Cache-Control"] == "no-store"
        assert said in text_of(response)
        elsewhere = address.replace("/news/", "/").replace("/noticias/", "/")
        assert reader.get(elsewhere).status_code == 404


@pytest.mark.parametrize(("language", "said"), [("en", "It was here"), ("es", "Estuvo aquí")])
def test_a_page_that_was_deleted_is_gone_too_with_all_its_addresses(
    reader, post, language, said, django_capture_on_commit_callbacks
):
    page = post[language]
    page.refresh_from_db()
    first, page.slug = page.url, f"{page.slug}-again"
    with django_capture_on_commit_callbacks(execute=True):
        making.go_live(page)
    second = page.url
    assert reader.get(first).status_code == 301
    type(page).objects.get(pk=page.pk).delete()
    for address in (first, second):
        response = reader.get(address)
        assert response.status_code == 410, address
        assert said in text_of(response)


def test_what_stood_below_a_deleted_page_is_gone_and_drafts_were_never_there(reader, campaign):
    index = campaign["en"].get_parent()
    draft = making.draft_post()
    address = campaign["en"].url
    for page in (index, draft):
        type(page).objects.get(pk=page.pk).delete()
    assert reader.get(address).status_code == 410
    assert reader.get(draft.url).status_code == 404


def test_a_draft_was_never_there(reader):
    draft = making.draft_post(title="Secret")
    assert reader.get(draft.url).status_code == 404


@pytest.mark.parametrize("path", ["/en/%00/", "/es/" + "x" * 4000 + "/"])
def test_an_odd_address_is_unknown_and_no_error(reader, path):
    assert reader.get(path).status_code == 404
