"""What is said of an exposure class beside the form and in the documents is the table in code."""

from pathlib import Path

import pytest
from django.utils import translation

from campaigns.choosing import Offers, preview, told_choices
from campaigns.explaining_exposure import kept, markdown, possible_mails, safety
from campaigns.exposing import RULES, Choices

DOCUMENT = Path(__file__).parents[2] / "docs" / "exposure.md"
RECORD = {"en": "public record", "es": "documento público"}


@pytest.mark.parametrize(("language", "half"), [("en", 0), ("es", 1)])
def test_the_documents_table_is_the_table_in_code(language, half):
    told = DOCUMENT.read_text(encoding="utf-8").split("\n## En español\n")[half]
    with translation.override(language):
        assert [line for line in markdown() if line not in told] == []


@pytest.mark.parametrize("exposure", RULES)
def test_the_sentences_beside_the_form_follow_the_class(exposure):
    rules = RULES[exposure]
    assert len(possible_mails(exposure)) == len(rules.mails)
    assert (
        any("sender and subject" in sentence for sentence in safety(exposure)) is rules.is_neutral
    )
    assert len(kept(exposure)) == (3 if exposure == "sealed" else 4)


def test_the_preview_tells_each_recipient_by_name_and_nothing_that_the_class_forbids():
    for exposure, seen in (("open", "María, Boston"), ("guarded", "María, MA")):
        tables = preview(Offers(exposure, ((7, "Centro"),)), "The Governor")
        assert [table["who"] for table in tables] == [
            *("Readers of this page", "The Governor", "Centro"),
        ]
        assert seen in [receives for _choice, receives in tables[0]["rows"]]
    guarded = str(preview(Offers("guarded", ((7, "Centro"),)), "X"))
    assert "Boston" not in guarded
    sealed = preview(Offers("sealed"), "The Governor")
    assert [receives for _choice, receives in sealed[0]["rows"]] == [
        "nothing of you; you are one in the count"
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_before_confirming_each_choice_is_said_once_more(language):
    chosen = Choices("full", True, (7,), True)
    with translation.override(language):
        told = told_choices("open", chosen, ["Centro"])
        assert len(told) == 5
        assert sum(RECORD[language] in sentence for sentence in told) == 1
        assert sum("Centro" in sentence for sentence in told) == 1
        nothing = told_choices("sealed", Choices("full", False, (7,), True), ["Centro"])
    assert len(nothing) == 1
