"""Editors arrange the front page on its form, in their own language."""

import pytest
from django.urls import reverse

from home.arranging import FrontBlock
from home.models import HomePage
from tests import making

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Lead story", "Chosen stories", "All topics", "Tip line", "WhatsApp channel"]),
        ("es", ["Nota principal", "Notas elegidas", "Todos los temas", "Canal de WhatsApp"]),
    ],
)
def test_an_editor_finds_every_block_in_her_language(staff, language, words):
    editor = making.user("Editors")
    making.speak(editor, language)
    browser = staff("Editors")
    making.sign_in(browser, editor)
    home = HomePage.objects.get(locale=making.locale("en"))
    body = browser.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).content.decode()
    for word in words:
        assert word in body, word


def test_the_arrangement_is_no_text_for_translators():
    """It is shared: the translation of a front page has words of its own, and no blocks."""
    home = HomePage.objects.get(locale=making.locale("en"))
    home.front = [("stories", {"title": {"en": "In short", "es": "En breve"}, "pages": []})]
    fields = {field.field_name: field for field in HomePage.override_translatable_fields}
    assert fields["front"].is_synchronized(home)
    assert not fields["front"].is_overridable(home)


@pytest.mark.parametrize(("language", "title"), [("en", "The title of"), ("es", "El título de")])
def test_each_block_shows_itself_in_her_language_before_she_chooses_it(staff, language, title):
    editor = staff("Editors")
    making.speak(editor.user, language)
    shown = {}
    for name, block in FrontBlock().child_blocks.items():
        assert block.is_previewable, name
        assert block.get_description(), name
        answer = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert answer.status_code == 200, name
        shown[name] = answer.content.decode()
        assert f'<html lang="{language}">' in shown[name], name
        assert 'href="/' not in shown[name].partition("<main")[2], name
    assert all(title in shown[name] for name in ("lead", "stories", "topic", "latest"))
    assert 'class="card' in shown["campaign"]
    assert 'name="email"' in shown["subscribe"]


def test_each_block_has_a_template_and_an_icon():
    for name, block in FrontBlock().child_blocks.items():
        assert block.meta.icon not in {"", "placeholder"}, name
