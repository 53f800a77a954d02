"""The pages on privacy and accessibility: drafts in both languages for a newsroom of its own."""

import pytest
from django.core.management import call_command

from home.models import StandardPage
from home.standing import OF_ANY_NEWSROOM
from tests import making
from tests.home.test_desk import words
from tests.home.test_giving import PATHS

pytestmark = pytest.mark.django_db


def test_a_newsroom_gets_both_pages_in_both_languages_as_drafts_and_once(reader):
    for _ in range(2):
        call_command("draft_standing_pages")
    made = {page.slug: page for page in StandardPage.objects.all()}
    slugs = {slug for each in OF_ANY_NEWSROOM for slug in (each.slug_en, each.slug_es)}
    assert set(made) == slugs == {"privacy", "privacidad", "accessibility", "accesibilidad"}
    assert not any(page.live for page in made.values())
    assert reader.get("/en/accessibility/").status_code == 404
    making.go_live(made["accessibility"])
    making.go_live(made["accesibilidad"])
    html = reader.get("/es/accesibilidad/").content.decode()
    assert "Pautas de Accesibilidad" in html
    assert f'href="{PATHS["es"]}"' in html
    assert "Último cambio:" in words(html)
    assert 'href="/en/accessibility/"' in html or "/en/accessibility/" in html
