"""Addresses are plain letters, and keep what their words mean."""

import re
import unicodedata

import pytest
from django.contrib.messages import get_messages
from django.test.client import MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils.text import slugify
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.actors import acting_as
from cms.addressing import address_of, slip_in
from cms.models import Topic
from cms.proposing import LETTERS
from home.translating import translate
from news.models import NewsIndexPage, PostPage, PostTag
from tests import making
from tests.cms.newsdesk import fill, form_of

BOUNDARY = "BoUnDaRyStRiNg"


def test_a_tilde_keeps_its_meaning_in_an_address():
    assert address_of("Campaña del año") == "campania-del-anio"
    assert address_of("Inmigración") == "inmigracion"
    assert address_of(unicodedata.normalize("NFD", "Año nuevo")) == "anio-nuevo"


@pytest.mark.parametrize(
    ("address", "title", "read", "better"),
    [
        ("ano-nuevo", "Año nuevo", "ano", "anio-nuevo"),
        ("campana-del-ano", "La campaña del año", "campana", "campania-del-anio"),
        ("hace-tres-anos", "", "anos", "hace-tres-anios"),
        ("papa-vuelve", "Papá vuelve", "papa", ""),
    ],
)
def test_a_word_that_reads_as_another_is_noticed(address, title, read, better):
    slip = slip_in(address, title)
    assert (slip.read, slip.better) == (read, better)
    assert read in str(slip)


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("anio-nuevo", "Año nuevo"),
        ("inmigracion", "Inmigración"),
        ("papa-frita", "Papa frita"),
        ("suenan-campanas", "Suenan campanas"),
        ("", "\0<b>"),
    ],
)
def test_what_keeps_its_meaning_is_let_alone(address, title):
    assert slip_in(address, title) is None


@pytest.fixture
def spanish(db) -> Translation:
    """A live story whose Spanish is whole but for its address."""
    english = making.go_live(making.draft_post())
    with acting_as("seed"):
        translate_object(english, [making.locale("es")])
    translation = Translation.objects.get(source__object_id=english.translation_key)
    fill(translation, leave="slug")
    name_it(translation, "title", "Año nuevo en la colina")
    return translation


def name_it(translation: Translation, path: str, text: str) -> None:
    segment = translation.source.stringsegment_set.get(context__path=path)
    facts = {"context": segment.context, "locale": translation.target_locale}
    StringTranslation.objects.update_or_create(
        translation_of=segment.string, **facts, defaults={"data": text}
    )


def publish(translation: Translation) -> PostPage:
    with acting_as("seed"):
        translation.save_target(publish=True)
    return translation.get_target_instance()


def typed(browser, translation: Translation, text: str) -> dict:
    """What the segment editor shows after this address was typed."""
    segment = translation.source.stringsegment_set.get(context__path="slug")
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    data = encode_multipart(BOUNDARY, {"value": text})
    return browser.put(url, data, content_type=MULTIPART_CONTENT).json()


def test_a_translated_address_keeps_its_tilde(spanish):
    name_it(spanish, "slug", "año-nuevo")
    assert publish(spanish).slug == "anio-nuevo"


def test_an_address_that_readers_have_stays_as_it_is(spanish, reader):
    """One that an earlier rule made of the same words."""
    name_it(spanish, "slug", "ano-nuevo")
    assert publish(spanish).slug == "ano-nuevo"
    name_it(spanish, "slug", "año-nuevo")
    name_it(spanish, "summary", "Nevó otra vez.")
    page = publish(spanish)
    assert page.slug == "ano-nuevo"
    assert reader.get("/es/noticias/ano-nuevo/").status_code == 200


def test_the_segment_editor_says_what_an_address_will_be(spanish, staff):
    translator = staff("Translators into Spanish")
    assert typed(translator, spanish, "año-nuevo")["comment"].endswith(": anio-nuevo")
    assert "Better: anio-nuevo" in typed(translator, spanish, "ano-nuevo")["comment"]
    assert "Translated" in typed(translator, spanish, "anio-nuevo")["comment"]


def test_a_page_without_an_address_gets_one_that_keeps_its_tilde(db):
    page = PostPage(title="Año nuevo", summary="…", locale=making.locale("es"))
    NewsIndexPage.objects.get(locale=making.locale("es")).add_child(instance=page)
    assert page.slug == "anio-nuevo"


@pytest.mark.django_db
def test_a_topics_and_a_tags_address_keep_their_tilde(staff):
    topic = making.topic("Years")
    with acting_as("seed"):
        spanish = translate(topic, "es", {"Years": "Años", topic.slug: "años-duros"})
    assert spanish.slug == "anios-duros"
    story = making.draft_post(post_tags=[PostTag(name="Años", locale=making.locale("en"))])
    assert story.post_tags.get().slug == "anios"
    topic = Topic(name="Años", slug="anos", locale=making.locale("es"))
    topic.save()
    url = reverse("wagtailsnippets_cms_topic:edit", args=[topic.pk])
    assert "Better: anios" in staff("Editors").get(url).content.decode()


@pytest.mark.django_db
def test_the_page_editor_warns_of_a_word_that_reads_as_another(staff):
    editor = staff("Editors")
    page = making.draft_post()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    quiet = editor.get(url).content.decode()
    assert "Better:" not in quiet
    answer = editor.post(url, form_of(page, title="Feliz año", slug="feliz-ano"))
    told = [str(each) for each in get_messages(answer.wsgi_request)]
    assert any("Better: feliz-anio" in each for each in told)
    assert "Better: feliz-anio" in editor.get(url).content.decode()


@pytest.mark.django_db
def test_the_browser_makes_addresses_by_the_same_rule(staff):
    for title in ("Campaña del AÑO", "Pingüino ÁGIL", unicodedata.normalize("NFD", "Año él")):
        made = title
        for letters, plain in LETTERS:
            made = re.sub(letters, plain, made, flags=re.IGNORECASE)
        assert slugify(made) == address_of(title)
    url = reverse("wagtailadmin_pages:edit", args=[making.draft_post().pk])
    field = re.search(r'<input[^>]*name="slug"[^>]*>', staff("Editors").get(url).content.decode())
    assert "data-w-slug-formatters-value" in field[0]
