"""The page of the tip line: the same for everybody, and nothing typed is lost on the way."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tips.forms import TEXT_LENGTH
from tips.limiting import MOST_TIPS
from tips.lines import TipLine
from tips.models import Tip

pytestmark = pytest.mark.django_db
TEXT = "The inspector was paid on Fridays."
TYPED = {"text": TEXT, "contact": "Signal @maria.07"}
PAGES = {"en": "/en/tips/", "es": "/es/pistas/"}


@pytest.mark.parametrize("path", PAGES.values())
def test_while_the_line_is_closed_there_is_no_page(reader, path):
    assert reader.get(path).status_code == 404


@pytest.mark.parametrize(
    ("language", "place"), [("en", "Tuesdays, 4 to 6 p.m."), ("es", "Martes, de 4 a 6 p. m.")]
)
def test_safer_ways_stand_before_the_form(desk, reader, language, place):
    body = reader.get(PAGES[language]).content.decode()
    assert body.index("@bahia.42") < body.index(place) < body.index('name="text"')


def test_the_page_is_the_same_for_everybody_and_may_be_kept_and_found(
    desk, reader, settings, django_assert_max_num_queries
):
    reader.get(PAGES["es"])
    with django_assert_max_num_queries(6):
        one = reader.get(PAGES["es"])
    other = reader.get(PAGES["es"])
    assert one.content == other.content
    assert "s-maxage" in one.headers["Cache-Control"]
    assert (one.cookies, "Cookie" in one.headers.get("Vary", "")) == ({}, False)
    body = one.content.decode()
    assert "noindex" not in body
    for language, path in PAGES.items():
        assert f'hreflang="{language}" href="{settings.BASE_URL}{path}"' in body
    assert one.headers["Referrer-Policy"] == "same-origin"


def test_every_link_to_another_site_hides_where_it_was_followed(desk, reader):
    TipLine.objects.update(signal_link="https://signal.me/#p/+16175550100")
    main = reader.get(PAGES["en"]).content.decode().partition("<main")[2].partition("</main>")[0]
    links = re.findall(r"<a [^>]*href=\"https?:[^>]*>", main)
    assert len(links) == 2
    assert all("noreferrer" in link for link in links)
    assert not re.search(r"<(script|img|iframe|form[^>]*action=\"http)", main)


@pytest.mark.parametrize("language", PAGES)
def test_a_tip_is_taken_and_its_code_is_shown_to_its_sender_alone(desk, reader, language):
    answer = reader.post(PAGES[language], TYPED)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (303, "no-store")
    tip = Tip.objects.get()
    assert (tip.language, tip.unsealed("text")) == (language, TEXT)
    assert tip.code not in answer.url
    thanks = reader.get(answer.url)
    body = thanks.content.decode()
    assert tip.spaced_code in body
    assert TEXT not in body
    assert (thanks.headers["Cache-Control"], thanks.cookies) == ("no-store", {})
    assert 'content="noindex"' in body


def test_an_address_of_thanks_that_nobody_made_leads_to_the_page(desk, reader):
    answer = reader.get("/es/pistas/listo/AAAA/")
    assert (answer.status_code, answer.url) == (303, PAGES["es"])


@pytest.mark.parametrize("language", PAGES)
def test_too_long_a_text_is_refused_with_by_how_much_and_comes_back_whole(desk, reader, language):
    text = "ñ" * TEXT_LENGTH + " the end"
    answer = reader.post(PAGES[language], TYPED | {"text": text})
    body = answer.content.decode()
    assert (answer.status_code, answer.headers["Cache-Control"]) == (422, "no-store")
    assert text in body
    assert TYPED["contact"] in body
    assert {"en": "8 characters too long", "es": "8 caracteres"}[language] in body
    assert Tip.objects.count() == 0


def test_nothing_typed_is_asked_for_in_a_sentence(desk, reader):
    answer = reader.post(PAGES["es"], {"text": " \n", "contact": TYPED["contact"]})
    assert answer.status_code == 422
    assert TYPED["contact"] in answer.content.decode()
    assert reader.post(PAGES["es"]).status_code == 422


def test_marks_that_nobody_can_see_do_not_stop_a_tip(desk, reader):
    assert (
        reader.post(PAGES["en"], {"text": "a\0b\x07\r\nc\U0001f469‍\U0001f467"}).status_code == 303
    )
    assert Tip.objects.get().unsealed("text") == "ab\nc\U0001f469‍\U0001f467"


def test_a_file_that_comes_along_never_reaches_the_disk(desk, reader, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")
    photo = SimpleUploadedFile("photo.jpg", b"GPS" * 1_000_000)
    assert reader.post(PAGES["en"], TYPED | {"photo": photo}).status_code == 303
    assert Tip.objects.get().unsealed("text") == TEXT


def test_a_form_on_another_site_sends_nothing(desk, reader):
    answer = reader.post(PAGES["en"], TYPED, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert TEXT in answer.content.decode()
    assert Tip.objects.count() == 0


def test_a_line_closed_meanwhile_gives_back_what_was_typed(desk, reader):
    TipLine.objects.update(is_on=False)
    answer = reader.post(PAGES["es"], TYPED)
    assert answer.status_code == 410
    assert TEXT in answer.content.decode()
    assert Tip.objects.count() == 0


@pytest.mark.parametrize("language", PAGES)
def test_a_network_that_sends_too_many_is_told_and_loses_nothing(desk, reader, language):
    for number in range(MOST_TIPS):
        assert reader.post(PAGES["en"], {"text": f"{number}"}).status_code == 303
    answer = reader.post(PAGES[language], TYPED)
    assert answer.status_code == 429
    assert TEXT in answer.content.decode()
    assert {"en": "not stored", "es": "no se guardó"}[language] in answer.content.decode()
    assert reader.post(PAGES["en"], TYPED, REMOTE_ADDR="198.51.100.7").status_code == 303
    assert Tip.objects.count() == MOST_TIPS + 1


def test_where_nothing_can_be_counted_every_tip_is_taken(desk, reader, settings):
    nowhere = {"LOCATION": "redis://127.0.0.1:1"}
    settings.CACHES = settings.CACHES | {"default": settings.CACHES["default"] | nowhere}
    assert reader.post(PAGES["en"], TYPED).status_code == 303
