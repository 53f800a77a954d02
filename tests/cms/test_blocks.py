"""Every part of a story is translated: its texts become segments, its facts are carried over."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from cms.actors import acting_as
from cms.blocks import StoryBlock
from cms.fingerprints import fingerprint
from cms.parts import Fact
from home.translating import translate
from tests import making
from tests.cms.stories import FACTS, Sample, document, is_text, leaves

pytestmark = pytest.mark.django_db


def in_spanish(english, sample) -> dict[str, str]:
    """What a translator would write for every text of the sample."""
    source, _made = TranslationSource.update_or_create_from_instance(english)
    texts = StringSegment.objects.filter(source=source).values_list("string__data", flat=True)
    words = {text: text.replace(f"{sample.word} ", "palabra ") for text in texts}
    return words | making.SPANISH | {english.slug: english.slug.replace("snow", "nieve")}


@pytest.fixture
def whole(campaign):
    """A live story of every part in both languages, and the sample it was made of."""
    sample = Sample(campaign["en"])
    english = making.go_live(making.draft_post(body=sample.story()))
    with acting_as("seed"):
        spanish = translate(english, "es", in_spanish(english, sample))
    return sample, english, spanish


def values(page) -> dict[str, object]:
    """Each leaf's value by its place."""

    def walk(block, value, path):
        if isinstance(block, blocks.ListBlock):
            for number, item in enumerate(value, 1):
                yield from walk(block.child_block, item, f"{path}.{number}")
        elif isinstance(block, blocks.BaseStructBlock):
            for name, child in block.child_blocks.items():
                yield from walk(child, value[name], f"{path}.{name}")
        else:
            yield path, str(value) if is_text(block) else block.get_prep_value(value)

    return {
        path: found
        for child in page.body
        for path, found in walk(child.block, child.value, child.block_type)
    }


def test_every_leaf_is_a_text_that_is_translated_or_a_fact_that_is_carried_over():
    for path, block in leaves(StoryBlock()):
        assert is_text(block) or isinstance(block, FACTS), path
        assert not isinstance(block, blocks.RawHTMLBlock), path
        assert type(block).__name__ not in {"TableBlock", "EmbedBlock", "ImageBlock"}, path


def test_every_text_is_a_segment_and_comes_back_in_spanish(whole):
    sample, english, spanish = whole
    texts = [value for value in values(english).values() if sample.word in str(value)]
    assert len(texts) >= sum(is_text(block) for _path, block in leaves(StoryBlock()))
    expected = {
        path: str(value).replace(f"{sample.word} ", "palabra ")
        for path, value in values(english).items()
    }
    assert {path: str(value) for path, value in values(spanish).items()} == expected


def take_facts(page, sample) -> None:
    """Give a page the sample's newer facts; its texts stay."""
    fresh = StoryBlock().normalize(sample.story())
    for old, new in zip(page.body, fresh, strict=True):
        if isinstance(old.block, blocks.BaseStructBlock):
            for name, child in old.block.child_blocks.items():
                if isinstance(child, FACTS):
                    old.value[name] = new.value[name]


def test_facts_follow_the_original_when_it_is_sent_again(whole):
    sample, english, spanish = whole
    sample.facts |= {
        blocks.URLBlock: "https://vimeo.com/654321",
        blocks.DateTimeBlock: datetime(2026, 7, 2, 1, 0, tzinfo=UTC),
        DocumentChooserBlock: document(),
        Fact: "(857) 555-0199",
    }
    take_facts(english, sample)
    making.go_live(english)
    TranslationSource.update_or_create_from_instance(english)
    translation = Translation.objects.get(source__object_id=english.translation_key)
    with acting_as("seed"):
        translation.save_target(publish=True)
    spanish.refresh_from_db()
    told = values(spanish)
    assert told["event.start"] == sample.facts[blocks.DateTimeBlock]
    assert told["call_office.phone"] == "(857) 555-0199"
    assert told["embed.url"] == "https://vimeo.com/654321"
    assert told["document.document"] == sample.facts[DocumentChooserBlock].pk
    assert told["event.name"] == "palabra event.name"


def test_both_languages_show_every_part(whole, reader):
    sample, english, spanish = whole
    for page, word, foreign in ((english, "text", "palabra"), (spanish, "palabra", "text")):
        body = reader.get(page.url).content.decode()
        for path, block in leaves(StoryBlock()):
            if is_text(block):
                assert f"{word} {path.replace('*', '1')}" in body, path
        assert f"{foreign} " not in body.partition("<article")[2].partition("</article>")[0]


def body_without(name: str, *parts: str):
    """A story whose stored JSON lacks a sub-field, as if the field were newer than the story."""
    stream = StoryBlock()
    value = {part: f"text {part}" for part in parts}
    return stream.to_python(
        [{"type": name, "id": "0f1e2d3c-0000-4000-8000-000000000000", "value": value}]
    )


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("quote", "text"),
        ("event", "name"),
        ("embed", "title"),
        ("document", "title"),
        ("call_office", "office"),
        ("petition_elsewhere", "text"),
        ("gallery", "title"),
    ],
)
def test_a_story_older_than_a_sub_field_is_submitted_fingerprinted_and_shown(name, kept, reader):
    english = making.draft_post(body=body_without(name, kept))
    english.refresh_from_db()
    making.go_live(english)
    assert fingerprint(english) == fingerprint(english)
    with acting_as("seed"):
        translate_object(english, [making.locale("es")])
    body = reader.get(english.url).content.decode()
    assert "None" not in body
    assert reader.get(english.url).status_code == 200


def test_a_removed_last_part_is_removed_in_the_other_language_too(whole):
    _sample, english, spanish = whole
    english.body = []
    making.go_live(english)
    TranslationSource.update_or_create_from_instance(english)
    with acting_as("seed"):
        Translation.objects.get(source__object_id=english.translation_key).save_target(publish=True)
    spanish.refresh_from_db()
    assert len(spanish.body) == 0


def test_a_link_to_a_story_leads_to_the_readers_language(post):
    link = f'<p>It snowed <a linktype="page" id="{post["en"].pk}">before</a>.</p>'
    english = making.go_live(making.draft_post(body=[("paragraph", link)]))
    words = making.SPANISH | {
        english.slug: f"es-{english.slug}",
        'It snowed <a id="a1">before</a>.': 'Ya <a id="a1">había nevado</a>.',
    }
    with acting_as("seed"):
        spanish = translate(english, "es", words)
    for page, language in ((english, "en"), (spanish, "es")):
        told = Client().get(page.url).content.decode()
        assert f'href="{post[language].url}">' in told.partition('class="prose"')[2]


def test_a_call_to_sign_leads_to_the_readers_language(whole, campaign, reader):
    _sample, english, spanish = whole
    for page, language in ((english, "en"), (spanish, "es")):
        told = reader.get(page.url).content.decode()
        assert f'href="{campaign[language].url}?via=p{page.pk}"' in told


def test_many_pictures_cost_no_more_queries_than_few(campaign):
    sample = Sample(campaign["en"])
    item = sample.value(StoryBlock().child_blocks["image"], "image")
    numbers = []
    for count in (2, 9):
        gallery = ("gallery", {"title": "One day", "pictures": [item] * count})
        english = making.go_live(making.draft_post(body=[gallery, ("image", item)]))
        Client().get(english.url)
        numbers.append(queries_of(english.url))
    assert numbers[0] == numbers[1]


def queries_of(path: str) -> int:

    with CaptureQueriesContext(connection) as captured:
        assert Client().get(path).status_code == 200
    return len(captured)


def test_every_part_shows_itself_in_the_editors_language(staff):
    editor = staff("Editors")
    UserProfile.objects.create(user=editor.user, preferred_language="es")
    for name, block in StoryBlock().child_blocks.items():
        assert block.is_previewable, name
        assert block.meta.group, name
        assert block.get_description(), name
        answer = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert answer.status_code == 200, name
        assert '<html lang="es">' in answer.content.decode(), name
