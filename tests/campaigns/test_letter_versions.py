"""A changed letter: kept, judged once, told in both languages, and readable as it was."""

import pytest
from django.urls import reverse

from campaigns.counting import count
from campaigns.judging_letters import AlreadyJudged, judge_letter
from campaigns.letter_versions import LetterVersion, digest_of
from campaigns.signing import confirm, sign
from cms.telling import TextMissing
from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
NOTE = {"en": "It now asks for a date.", "es": "Ahora pide una fecha."}
NEW = "<p>Dear governor, name a date</p>"


@pytest.fixture
def changed(petition, campaign):
    """One has signed the first letter; then the English one was changed."""
    version = digest_of(campaign["en"].letter)
    sign(petition, making.wish(language="en", letter_version=version))
    confirm(petition.signatures.get())
    count()
    campaign["en"].letter = NEW
    making.go_live(campaign["en"])
    return LetterVersion.objects.get(language="en", is_first=False)


def test_publishing_keeps_a_letter_once_for_each_wording(petition, campaign):
    making.go_live(campaign["en"])
    kept = [(each.language, each.is_first) for each in petition.letters.all()]
    assert sorted(kept) == [("en", True), ("es", True)]


def test_a_material_change_is_told_beside_the_letter_and_the_earlier_one_can_be_read(
    changed, campaign, reader
):
    assert "The letter was changed" not in text_of(reader.get(campaign["en"].url))
    judge_letter(changed, is_material=True, texts=NOTE, by=None)
    page = text_of(reader.get(campaign["en"].url))
    assert "1 person signed the earlier one" in page
    assert NOTE["en"] in page
    first = LetterVersion.objects.get(language="en", is_first=True)
    earlier = reader.get(f"{campaign['en'].url}letter/{first.pk}/")
    assert "<p>Dear governor</p>" in earlier.content.decode()
    assert 'name="robots" content="noindex' in earlier.content.decode()
    assert reader.get(f"{campaign['en'].url}carta/{first.pk}/").status_code == 404
    assert reader.get(f"{campaign['es'].url}carta/{first.pk}/").status_code == 404
    assert reader.get(f"{campaign['en'].url}letter/{'9' * 30}/").status_code == 404


def test_a_material_change_needs_both_notes_and_is_judged_once(changed):
    with pytest.raises(TextMissing):
        judge_letter(changed, is_material=True, texts={"en": NOTE["en"]}, by=None)
    judge_letter(changed, is_material=False, texts={}, by=None)
    with pytest.raises(AlreadyJudged):
        judge_letter(changed, is_material=True, texts=NOTE, by=None)
    changed.refresh_from_db()
    assert changed.is_material is False


def test_publishing_a_changed_letter_in_the_admin_leads_to_the_question(campaign, staff):
    page, browser = campaign["en"], staff("Campaigners")
    page.letter = NEW
    revision = page.save_revision()
    asked = browser.post(reverse("cms_change", args=[revision.pk]), {"change": "translate"})
    version = LetterVersion.objects.get(language="en", is_first=False)
    assert asked.url == reverse("campaigns_letter", args=[version.pk])
    assert version.text == NEW


def test_the_editor_is_asked_once_and_nothing_typed_is_lost(changed, staff):
    browser, url = staff("Campaigners"), reverse("campaigns_letter", args=[changed.pk])
    assert "Does this change" in browser.get(url).content.decode()
    half = browser.post(url, {"change": "material", "text_en": NOTE["en"]})
    assert half.status_code == 422
    assert NOTE["en"] in half.content.decode()
    both = {f"text_{code}": text for code, text in NOTE.items()}
    browser.post(url, {"change": "material"} | both)
    changed.refresh_from_db()
    assert changed.texts == NOTE
    assert "This has been answered" in browser.get(url).content.decode()
