"""Extraction finds what Django finds; the catalogues keep what translators wrote."""

import polib
import pytest

from dev.catalogues import compile_catalogues
from dev.extracting import extract_all
from dev.messages import catalogue_path, fill, lacks, updated

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy

def told(count):
    person = ngettext("%(n)d person", "%(n)d people", count)
    # Translators: shown under the button
    return _("Sign now"), _("Dear %(name)s"), person

MONTH = pgettext_lazy("month", "May")
"""
TEMPLATE = """{% load i18n %}
  {% translate "Sign now" %}
{% blocktranslate trimmed count n=count %}
    {{ n }} name
  {% plural %}
    {{ n }} names, 100%
{% endblocktranslate %}
"""


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "campaigns").mkdir()
    (tmp_path / "campaigns" / "signing.py").write_text(PYTHON)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    return tmp_path


def test_python_and_templates_give_their_messages(tree):
    found = extract_all(tree)
    assert set(found) == {
        (None, "Sign now"),
        (None, "Dear %(name)s"),
        (None, "%(n)d person"),
        ("month", "May"),
        (None, "%(n)s name"),
    }
    assert found[None, "%(n)s name"].plural == "%(n)s names, 100%%"
    shared = found[None, "Sign now"]
    assert shared.places == {"campaigns/signing.py", "templates/page.html"}
    assert shared.comments == ["Translators: shown under the button"]


def test_a_new_catalogue_lacks_spanish_and_has_english(tree):
    found = extract_all(tree)
    english = updated(catalogue_path(tree, "en"), found, "en")
    spanish = updated(catalogue_path(tree, "es"), found, "es")
    assert lacks(english, "en") == []
    assert len(lacks(spanish, "es")) == 5


def test_translations_are_kept_and_what_is_gone_is_dropped(tree):
    path = catalogue_path(tree, "es")
    path.parent.mkdir(parents=True)
    before = polib.POFile()
    before.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    before.append(polib.POEntry(msgid="May", msgctxt="month", msgstr="mayo"))
    before.append(polib.POEntry(msgid="gone", msgstr="ido"))
    before.append(polib.POEntry(msgid="Sign now", msgstr="Firma", flags=["fuzzy"]))
    before.save(str(path))
    spanish = updated(path, extract_all(tree), "es")
    assert spanish.find("May", msgctxt="month").msgstr == "mayo"
    assert spanish.find("gone") is None
    assert spanish.find("Sign now").msgstr == ""


def test_news_from_json_fills_and_is_checked(tree):
    spanish = updated(catalogue_path(tree, "es"), extract_all(tree), "es")
    problems = fill(
        spanish,
        {
            "month\x04May": "mayo",
            "%(n)d person": ["una persona", "%(n)d personas"],
            "%(n)s name": "nombre",
            "Sign now": "Firma ya",
            "Dear %(name)s": "Hola, %(nombre)s",
            "nowhere": "en ninguna parte",
        },
    )
    assert problems == ["“%(n)s name” needs two forms", "no message “nowhere” in the code"]
    assert lacks(spanish, "es") == [
        "es: “%(n)s name” is not translated",
        "es: “Dear %(name)s” names other values than its translation",
    ]


def test_compiling_writes_what_changed_and_only_that(tree):
    path = catalogue_path(tree, "es")
    path.parent.mkdir(parents=True)
    updated(path, extract_all(tree), "es").save(str(path))
    assert compile_catalogues(tree / "locale") == 1
    assert compile_catalogues(tree / "locale") == 0
    assert path.with_suffix(".mo").stat().st_size > 0
