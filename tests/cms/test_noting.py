"""Notes: numbered in the order of reading, linked both ways, translated like any text."""

import re
from uuid import UUID

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail_footnotes.models import Footnote

from cms.actors import acting_as
from home.translating import translate
from tests import making

pytestmark = pytest.mark.django_db
FIRST, SECOND = "0f1e2d3c-0000-4000-8000-000000000001", "0f1e2d3c-0000-4000-8000-000000000002"


def mark(key: str) -> str:
    return f'<a id="{key}" linktype="footnote">[{key[:6]}]</a>'


@pytest.fixture
def noted(db):
    text = f"<p>Snow fell{mark(SECOND)} twice{mark(FIRST)}, and again{mark(SECOND)}.</p>"
    english = making.draft_post(body=[("paragraph", text)])
    english.footnotes = [
        Footnote(uuid=UUID(key), text=f"<p>{told}</p>", locale=english.locale)
        for key, told in ((FIRST, "The almanac."), (SECOND, "The weather office."))
    ]
    english.save()
    making.go_live(english)
    anchors = '<a id="a1">[0f1e2d]</a>', '<a id="a2">[0f1e2d]</a>', '<a id="a3">[0f1e2d]</a>'
    source = "Snow fell{} twice{}, and again{}.".format(*anchors)
    target = "Nevó{} dos veces{}, y otra más{}.".format(*anchors)
    words = making.SPANISH | {
        english.slug: f"es-{english.slug}",
        source: target,
        "<p>The almanac.</p>": "<p>El almanaque.</p>",
        "The almanac.": "El almanaque.",
        "The weather office.": "La oficina del tiempo.",
    }
    with acting_as("seed"):
        return {"en": english, "es": translate(english, "es", words)}


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "The weather office.", "The almanac."),
        ("es", "La oficina del tiempo.", "El almanaque."),
    ],
)
def test_notes_are_numbered_as_they_are_read_and_translated(noted, reader, language, first, second):
    body = reader.get(noted[language].url).content.decode()
    assert re.findall(r'href="#note-(\d)" id="([\w-]+)"', body) == [
        ("1", "note-1-from-1"),
        ("2", "note-2-from-1"),
        ("1", "note-1-from-2"),
    ]
    notes = body.partition('role="doc-endnotes"')[2].partition("</section>")[0]
    assert notes.index(first) < notes.index(second)
    assert re.findall(r'href="#([\w-]+)"', notes) == [
        "note-1-from-1",
        "note-1-from-2",
        "note-2-from-1",
    ]
    assert "[0f1e2d]" not in body
    assert "style=" not in notes


def test_a_reference_without_its_note_leaves_no_trace(noted, reader):
    english = noted["en"]
    english.footnotes = []
    making.go_live(english)
    body = reader.get(english.url).content.decode()
    assert "Snow fell twice, and again." in body
    assert "doc-endnotes" not in body


def test_the_editor_keeps_references_as_it_found_them():
    converter = ContentstateConverter(features=["link", "footnotes"])
    stored = f"<p>Snow{mark(FIRST)} fell.</p>"
    kept = converter.to_database_format(converter.from_database_format(stored))
    assert f'id="{FIRST}"' in kept
    assert 'linktype="footnote"' in kept


def test_the_choice_of_notes_is_for_staff_and_in_their_language(staff, reader):
    place = "/footnotes/footnotes_modal/"
    assert reader.get(place).status_code == 302
    assert "Notes of this page" in staff("Editors").get(place).content.decode()
