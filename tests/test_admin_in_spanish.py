"""Editors work in Spanish: what the libraries leave in English on their screens, we fill."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django import forms
from django.apps import apps
from django.contrib.staticfiles import finders
from django.utils import translation
from django.utils.translation import gettext, ngettext
from wagtail.users.models import UserProfile

from dev.bootstrap import ROOT

OURS = ROOT / "locale" / "wagtail" / "es" / "LC_MESSAGES"
OF_THE_ADMIN = ("wagtail", "modelcluster", "taggit")
DOMAINS = ("django", "djangojs")
USTED = re.compile(
    r"\b(introduzca|ingrese|escoja|seleccione|elija|asegúrese|env[ií]e|corrija)\b", re.I
)
FIELDS = (
    *(forms.CharField, forms.ChoiceField, forms.DateField, forms.DateTimeField, forms.EmailField),
    *(forms.FileField, forms.IntegerField, forms.SlugField),
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|<[^>]+>")


def catalogues(domain: str) -> Iterator[tuple[Path, Path]]:
    """English and Spanish of each installed library that draws editors' screens."""
    for config in apps.get_app_configs():
        folder = Path(config.path) / "locale"
        english, spanish = (folder / code / f"LC_MESSAGES/{domain}.po" for code in ("en", "es"))
        if config.name.startswith(OF_THE_ADMIN) and english.exists():
            yield english, spanish


def known(path: Path) -> set[tuple[str | None, str]]:
    if not path.exists():
        return set()
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path)) if entry.translated()}


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_sentence_of_the_admin_is_left_in_english(domain):
    pairs = list(catalogues(domain))
    spoken = known(OURS / f"{domain}.po").union(*(known(spanish) for _english, spanish in pairs))
    said = {
        (entry.msgctxt, entry.msgid)
        for english, _spanish in pairs
        for entry in polib.pofile(str(english))
    }
    assert len(said) > 100
    assert said - spoken == set()


@pytest.mark.parametrize("domain", DOMAINS)
def test_values_and_tags_stand_in_the_spanish_too(domain):
    wrong = []
    for entry in polib.pofile(str(OURS / f"{domain}.po")):
        wanted = entry.msgid_plural or entry.msgid
        said = entry.msgstr_plural.get(1, entry.msgstr)
        if Counter(PLACEHOLDER.findall(wanted)) != Counter(PLACEHOLDER.findall(said)):
            wrong.append(entry.msgid)
    assert wrong == []


def test_no_field_says_usted():
    with translation.override("es"):
        said = [
            str(sentence)
            for field in (each() for each in FIELDS)
            for sentence in (
                *field.error_messages.values(),
                *(validator.message for validator in field.validators),
            )
        ]
    assert len(said) > 20
    assert [sentence for sentence in said if USTED.search(sentence)] == []


def test_the_running_site_speaks_these_sentences():
    with translation.override("es"):
        assert gettext("Reading time") == "Tiempo de lectura"
        singular = "One other user is currently viewing"
        plural = "%(num_user)s other users are currently viewing"
        assert ngettext(singular, plural, 1) == "Otra persona está viendo la página"
        assert ngettext(singular, plural, 3).startswith("%(num_user)s personas")


@pytest.mark.django_db
def test_the_editors_scripts_speak_spanish(staff):
    editor = staff("Editors")
    UserProfile.objects.create(user=editor.user, preferred_language="es")
    page = editor.get("/admin/").content.decode()
    address = re.search(r'src="([^"]*jsi18n[^"]*)"', page)[1]
    said = editor.get(address).content.decode()
    assert r"Fall\u00f3 la conexi\u00f3n." in said
    assert '"Publish in ": "Publicar en "' in said


@pytest.mark.django_db
def test_the_heading_over_the_pieces_is_a_sentence(staff, post):
    """tests/browser/test_newsroom.py sees it in its place."""
    editor = staff("Editors")
    UserProfile.objects.create(user=editor.user, preferred_language="es")
    html = editor.get(f"/admin/pages/{post['es'].pk}/edit/").content.decode()
    assert 'data-translation-heading="Traducción del inglés al español"' in html
    library = finders.find("wagtail_localize/js/wagtail-localize.js")
    theirs = re.compile(r"`\$\{\w\.sourceLocale\.displayName\} to \$\{\w\.locale\.displayName\} ")
    assert theirs.search(Path(library).read_text()), "static/js/translation_heading.js is in vain"
