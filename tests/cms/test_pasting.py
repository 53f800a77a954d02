"""A whole text is pasted, shared out, checked, and kept only when confirmed."""

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.actors import acting_as
from news.models import PostPage
from tests import making

pytestmark = pytest.mark.django_db
BODY = [
    ("heading", "In the morning"),
    ("paragraph", '<p>A <a href="https://example.org/">report</a> says it <b>snowed</b>.</p>'),
]
PASTED = "Nieve en la colina\n\nNevó.\n\nPor la mañana\n\nUn informe dice que nevó <todo>.\n"


@pytest.fixture
def translation(db):
    english = making.go_live(making.draft_post(body=BODY))
    with acting_as("seed"):
        translate_object(english, [making.locale("es")])
    return Translation.objects.get(source__object_id=english.translation_key)


@pytest.fixture
def browser(staff):
    return staff("Translators into Spanish")


def url(translation) -> str:
    return reverse("hub_paste", args=[translation.pk])


def pieces(translation) -> dict[str, int]:
    segments = translation.source.stringsegment_set.select_related("string")
    return {segment.string.data: segment.pk for segment in segments}


def test_pasting_shows_each_piece_beside_its_text_and_keeps_nothing_yet(translation, browser):
    page = browser.post(url(translation), {"text": PASTED}).content.decode()
    for piece in ("Nieve en la colina", "Nevó.", "Por la mañana"):
        assert f">\n{piece}</textarea>" in page
    assert not StringTranslation.objects.exists()


def test_a_piece_that_lost_its_links_says_so_and_offers_them(translation, browser):
    page = browser.post(url(translation), {"text": PASTED}).content.decode()
    assert page.count("the pasted text lost") == 1
    assert "A &lt;a id=&quot;a1&quot;&gt;report&lt;/a&gt; says" in page
    assert "Un informe dice que nevó &amp;lt;todo&amp;gt;." in page


def test_what_is_confirmed_is_kept_and_credited(translation, browser):
    pks = pieces(translation)
    linked = next(pk for text, pk in pks.items() if "report" in text)
    data = {
        "keep": "1",
        f"t-{pks['Snow on the hill']}": "Nieve en la colina & más",
        f"t-{linked}": 'Un <a id="a1">informe</a> lo <b>dice</b>.',
        f"t-{pks['It snowed.']}": "  ",
    }
    assert browser.post(url(translation), data).status_code == 302
    kept = {each.translation_of.data: each for each in StringTranslation.objects.all()}
    assert set(kept) == {"Snow on the hill", next(t for t in pks if "report" in t)}
    assert kept["Snow on the hill"].data == "Nieve en la colina &amp; más"
    assert kept["Snow on the hill"].last_translated_by == browser.user
    assert kept["Snow on the hill"].translation_type == "manual"
    with acting_as("seed"):
        translation.save_target(publish=False)
    spanish = PostPage.objects.get(pk=translation.get_target_instance().pk)
    assert spanish.title == "Nieve en la colina & más"
    assert '<a href="https://example.org/">informe</a>' in str(spanish.body)


@pytest.mark.parametrize(
    "broken",
    [
        "<script>alert(1)</script>",
        '<a id="a9">informe</a>',
        '<a href="https://evil.example/">x</a>',
        "<b onclick=x>y</b>",
        "a <!--><img src=x>--> b",
        "x\0y",
        "a" * 20_001,
    ],
)
def test_broken_markup_is_never_written_and_what_was_typed_stays(translation, browser, broken):
    pks = pieces(translation)
    linked = next(pk for text, pk in pks.items() if "report" in text)
    data = {"keep": "1", f"t-{linked}": broken, f"t-{pks['It snowed.']}": "Nevó."}
    response = browser.post(url(translation), data)
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    assert [each.data for each in StringTranslation.objects.all()] == ["Nevó."]


def test_a_title_that_does_not_fit_is_refused_by_its_length(translation, browser):
    pk = pieces(translation)["Snow on the hill"]
    response = browser.post(url(translation), {"keep": "1", f"t-{pk}": "n" * 256})
    assert "255 characters fit here" in response.content.decode()


@pytest.mark.parametrize("text", ["", " \n ", "\0", "x\n" * 700])
def test_a_text_that_cannot_be_shared_out_is_explained_and_stays(translation, browser, text):
    response = browser.post(url(translation), {"text": text})
    assert response.status_code == 422
    assert "help-critical" in response.content.decode()
    assert text.strip(" \n\0")[:9] in response.content.decode()


def test_the_slug_and_the_words_of_pictures_are_left_alone(translation, browser):
    page = browser.post(url(translation), {"text": PASTED}).content.decode()
    slug = next(pk for text, pk in pieces(translation).items() if text.startswith("snow-"))
    assert f't-{slug}"' not in page


def test_a_translator_of_the_other_language_cannot_open_it(translation, staff):
    response = staff("Translators into English").get(url(translation))
    assert response.status_code in {302, 403}


def test_a_page_locked_by_somebody_else_takes_no_text(translation, browser):
    spanish = translation.get_target_instance()
    PostPage.objects.filter(pk=spanish.pk).update(locked=True, locked_by=making.user("Editors"))
    data = {"keep": "1", f"t-{pieces(translation)['It snowed.']}": "Nevó."}
    browser.post(url(translation), data)
    assert not StringTranslation.objects.exists()


def test_names_of_fields_that_are_not_ours_are_ignored(translation, browser):
    data = {"keep": "1", "t-": "x", "t-²": "x", "t-" + "9" * 40: "x", "t--1": "x"}
    assert browser.post(url(translation), data).status_code == 302
