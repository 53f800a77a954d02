"""What the segment editor's program puts is cleaned as everywhere else."""

import pytest
from django.test.client import MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.actors import acting_as
from tests import making
from tests.cms.newsdesk import body_of, fill, publish_in_translation_editor

pytestmark = pytest.mark.django_db
BOUNDARY = "BoUnDaRyStRiNg"
LINKED = '<p>The <a href="https://example.org/en/">court</a> ruled.</p>'


@pytest.fixture
def translator(staff):
    return staff("Translators into Spanish")


@pytest.fixture
def linked(db) -> Translation:
    """A live story with a link in its text, and its Spanish draft without a word of Spanish."""
    english = making.go_live(making.draft_post(body=[("paragraph", LINKED)]))
    with acting_as("seed"):
        translate_object(english, [making.locale("es")])
    return Translation.objects.get(source__object_id=english.translation_key)


def put(browser, name: str, translation: Translation, value: str, **facts):
    url = reverse(f"wagtail_localize:{name}", kwargs={"translation_id": translation.pk} | facts)
    data = encode_multipart(BOUNDARY, {"value": value})
    return browser.put(url, data, content_type=MULTIPART_CONTENT)


def put_text(browser, translation, value, field="body"):
    segment = translation.source.stringsegment_set.get(context__path__startswith=field)
    return put(browser, "edit_string_translation", translation, value, string_segment_id=segment.pk)


def put_link(browser, translation, value):
    segment = translation.source.overridablesegment_set.get()
    return put(browser, "edit_override", translation, value, overridable_segment_id=segment.pk)


DIRTY = [
    "El tribunal <!-- secreto --> decidió.",
    "El tribunal <![CDATA[secreto]]> decidió.",
    "El tribunal <?secreto?> decidió.",
    "<script>alert(1)</script>",
    '<b onclick="alert(1)">El tribunal</b>',
    '<a href="javascript:alert(1)">El tribunal</a>',
    '<a id="a9">El tribunal</a> decidió.',
    "nul\0",
    "x" * 20_001,
]
NOWHERE = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "//example.org", "data:text/html,x", ""]
NOWHERE += ["a b", "https://example.org/\0", '/x" onclick="y', "https://example.org/" + "x" * 2_000]
ELSEWHERE = ["/es/", "mailto:corte@example.org", "tel:+16175550100", "#a"]


def test_what_no_other_way_in_keeps_is_not_kept_here(linked, translator):
    for typed in DIRTY:
        answer = put_text(translator, linked, typed)
        assert answer.json()["error"], typed
        assert answer.json()["data"] == typed
        assert not StringTranslation.objects.exists(), typed


def test_a_clean_piece_is_kept_as_its_translators(linked, translator):
    answer = put_text(translator, linked, 'El <a id="a1">tribunal</a> dijo: 5 < 6 & <b>no</b>. ')
    assert (answer.status_code, answer.json()["error"]) == (201, None)
    kept = StringTranslation.objects.get()
    assert kept.data == 'El <a id="a1">tribunal</a> dijo: 5 &lt; 6 &amp; <b>no</b>.'
    assert kept.last_translated_by == translator.user


def test_a_text_too_long_for_its_field_is_told(linked, translator):
    answer = put_text(translator, linked, "x" * 301, field="summary")
    assert "characters fit here" in answer.json()["error"]


def test_saving_a_machines_words_makes_them_a_persons(linked, translator):
    put_text(translator, linked, "El tribunal decidió.")
    StringTranslation.objects.update(translation_type="machine", last_translated_by=None)
    assert put_text(translator, linked, "El tribunal decidió.").status_code == 200
    assert StringTranslation.objects.get().translation_type == "manual"


def test_a_blank_piece_is_taken_back(linked, translator):
    put_text(translator, linked, "El tribunal decidió.")
    assert put_text(translator, linked, "  ").status_code == 200
    assert not StringTranslation.objects.exists()


def test_a_piece_of_another_page_is_not_found(linked, translator, half_translated):
    foreign = half_translated.source.stringsegment_set.first()
    answer = put(
        translator, "edit_string_translation", linked, "Nada", string_segment_id=foreign.pk
    )
    assert answer.status_code == 404


def test_no_link_leads_where_no_editor_lets_it(linked, translator):
    for typed in NOWHERE:
        told = put_link(translator, linked, typed).json()["error"] or ""
        assert "whole web address" in told, typed
        assert not SegmentOverride.objects.exists(), typed


def test_a_link_may_lead_to_the_page_in_ones_language(linked, staff):
    editor = staff("Editors")
    fill(linked)
    put_text(editor, linked, 'El <a id="a1">tribunal</a> decidió.')
    assert put_link(editor, linked, "https://example.org/es/").status_code == 201
    spanish = linked.get_target_instance()
    publish_in_translation_editor(editor, spanish)
    assert 'href="https://example.org/es/"' in body_of(type(spanish).objects.get(pk=spanish.pk))


def test_a_link_in_a_text_may_lead_to_a_mailbox_or_a_telephone(linked, translator):
    for typed in ELSEWHERE:
        assert put_link(translator, linked, typed).status_code in {200, 201}
        assert SegmentOverride.objects.get().data == typed
