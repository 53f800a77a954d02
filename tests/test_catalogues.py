"""Promise 5 in the catalogues: every sentence of the code stands there in both languages, whole."""

import re
from collections import Counter

import polib
import pytest

from dev.bootstrap import ROOT
from dev.extracting import extract_all
from dev.messages import LANGUAGES, catalogue_path, lacks, updated

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdifr]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^>]*>")
PROPER_NAMES = "place"  # a context: Ohio is Ohio
SAME_IN_BOTH = {"%(campaign)s: %(update)s", "Error", "original"}
FORMAL = re.compile(r"\b(usted(es)?|vosotros|vuestr[oa]s?|haga|escriba|firme|confirme)\b", re.I)


@pytest.fixture(scope="module")
def found():
    return extract_all(ROOT)


@pytest.fixture(params=LANGUAGES)
def catalogue(request) -> polib.POFile:
    return polib.pofile(str(catalogue_path(ROOT, request.param)))


@pytest.fixture
def spanish() -> polib.POFile:
    return polib.pofile(str(catalogue_path(ROOT, "es")))


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_nothing_is_fuzzy_empty_or_obsolete(catalogue):
    assert len(catalogue) > 100
    assert [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete] == []
    assert [entry.msgid for entry in catalogue if not all(map(str.strip, forms(entry)))] == []


def test_the_catalogue_holds_what_the_code_says_and_only_that(catalogue, found):
    assert {(entry.msgctxt, entry.msgid) for entry in catalogue} == set(found)
    assert len(catalogue) == len(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_extracting_anew_changes_nothing(language, found):
    path = catalogue_path(ROOT, language)
    fresh = updated(path, found, language)
    assert str(fresh) + "\n" == path.read_text(encoding="utf-8")
    assert lacks(fresh, language) == []


def test_both_languages_name_the_same_values(catalogue):
    for entry in catalogue:
        wanted = Counter(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        assert Counter(PLACEHOLDER.findall(forms(entry)[-1])) == wanted, entry.msgid
        assert all(not Counter(PLACEHOLDER.findall(form)) - wanted for form in forms(entry))


def test_both_languages_have_the_same_markup(catalogue):
    for entry in catalogue:
        for form in forms(entry):
            assert sorted(TAG.findall(form)) == sorted(TAG.findall(entry.msgid)), entry.msgid


def test_every_count_has_both_plural_forms(catalogue):
    assert catalogue.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    counts = [entry for entry in catalogue if entry.msgid_plural]
    assert counts
    for entry in counts:
        assert set(entry.msgstr_plural) == {0, 1}, entry.msgid


def test_spanish_is_not_english_left_standing(spanish):
    words = [entry for entry in spanish if entry.msgctxt != PROPER_NAMES]
    same = {entry.msgid for entry in words if entry.msgid in forms(entry)}
    assert {text for text in same if re.search(r"[a-z]", TAG.sub("", text))} <= SAME_IN_BOTH


def test_spanish_says_tu_to_readers(spanish):
    formal = [form for entry in spanish for form in forms(entry) if FORMAL.search(form)]
    assert formal == []
