"""Telling when: every way to ask, and answers that tell nothing about an address."""

import pytest

from alerts.asking import MOST_A_DAY
from alerts.models import Waiting
from cms.courtesy import missing_version, tell_path
from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
ANA = {"email": "ana@example.org"}


def test_the_form_of_the_courtesy_page_posts_to_the_pinned_address(reader, english, tell):
    body = text_of(reader.get(f"/es/noticias/{english.slug}/"))
    assert f'method="post" action="{tell}"' in body
    assert tell_path(english.translation_key, "es") == tell
    assert tell_path(english.translation_key, "en") == f"/en/tell-me/{english.translation_key}/"


def test_asking_is_answered_in_the_readers_language_and_kept_once(reader, tell):
    response = reader.post(tell, ANA)
    assert (response.status_code, response.url) == (303, f"{tell}listo/")
    assert response.headers["Cache-Control"] == "no-store"
    told = reader.get(response.url)
    assert told.headers["Cache-Control"] == "no-store"
    assert "Te avisaremos" in text_of(told)
    assert "ana@example.org" not in text_of(told)
    assert '<meta name="robots" content="noindex">' in text_of(told)
    assert not response.cookies
    assert not told.cookies
    assert Waiting.objects.count() == 1


def answer_to(reader, tell: str, address: str) -> tuple:
    posted = reader.post(tell, {"email": address})
    told = reader.get(posted.url)
    heads = [sorted(each.headers.items()) for each in (posted, told)]
    return posted.status_code, posted.url, posted.content, told.content, heads


def test_known_unknown_and_too_eager_addresses_get_the_same_answer(reader, tell):
    first = answer_to(reader, tell, "ana@example.org")
    assert answer_to(reader, tell, "ana@example.org") == first
    assert answer_to(reader, tell, "eva@example.org") == first
    for _number in range(MOST_A_DAY):
        other = making.go_live(making.draft_post())
        reader.post(f"/es/avisame/{other.translation_key}/", ANA)
    fresh = making.go_live(making.draft_post())
    known = answer_to(reader, f"/es/avisame/{fresh.translation_key}/", "ana@example.org")
    new = answer_to(reader, f"/es/avisame/{fresh.translation_key}/", "luz@example.org")
    assert known == new


@pytest.mark.parametrize(
    "typed",
    ["", "ana", "ana@", "@example.org", "ana@example", "a b@example.org", "ana\0@example.org"]
    + ["x" * 400 + "@example.org", "<ana@example.org>", "ana@example.org, eva@example.org"],
)
def test_a_malformed_address_comes_back_with_what_was_typed(reader, tell, typed):
    response = reader.post(tell, {"email": typed})
    body = text_of(response)
    assert response.status_code == 422
    assert response.headers["Cache-Control"] == "no-store"
    assert "Revisa lo que escribiste" in body
    assert '<html lang="es">' in body
    if typed:
        assert f'value="{typed}"' in body
    assert not Waiting.objects.exists()


def test_a_form_from_another_site_is_refused_and_nothing_typed_is_lost(reader, tell):
    response = reader.post(tell, ANA, headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 403
    assert 'value="ana@example.org"' in text_of(response)
    assert "Este formulario" in text_of(response)
    assert not Waiting.objects.exists()


def test_a_form_without_a_cookie_or_token_is_enough(client, tell):
    assert client.post(tell, ANA, headers={"Origin": "null"}).status_code == 303


def test_opening_the_address_of_the_form_shows_its_page(reader, english, tell):
    response = reader.get(tell)
    assert (response.status_code, response.url) == (303, f"/es/noticias/{english.slug}/")


@pytest.mark.parametrize("end", ["", "listo/"])
def test_once_it_is_live_every_door_leads_to_it(reader, post, end):
    path = f"/es/avisame/{post['en'].translation_key}/{end}"
    assert reader.get(path).url == post["es"].url
    if not end:
        response = reader.post(path, ANA)
        assert (response.status_code, response.url) == (303, post["es"].url)
        assert not Waiting.objects.exists()


def test_nobody_can_wait_for_what_is_not_there(reader):
    draft = making.draft_post()
    unknown = "7d1bd1d2-2b0a-4d8e-9c53-2f9a2a4d6f10"
    for key in (draft.translation_key, unknown, draft.get_root().translation_key):
        assert reader.post(f"/es/avisame/{key}/", ANA).status_code in {303, 404}
        assert reader.get(f"/es/avisame/{key}/listo/").status_code == 404
    assert reader.post("/es/avisame/not-a-key/", ANA).status_code == 404
    assert not Waiting.objects.exists()


def test_each_language_has_its_own_word(reader, english, tell):
    assert reader.post(tell.replace("avisame", "tell-me"), ANA).status_code == 404
    assert reader.post(tell.replace("/es/", "/en/"), ANA).status_code == 404


def test_what_is_missing_is_found_by_its_pair(english):
    missing = missing_version(english.translation_key, "es")
    assert missing.original == english
    assert missing.url == f"/es/noticias/{english.slug}/"
