"""One petition in two languages: no address answers in the other one's words, whoever asked first,
and every sentence with a number is right for none, one, two and a million.
"""

import re

import polib
import pytest
from django.utils.translation import ngettext, override

from campaigns.addresses import ask_link_url, count_url, integrity_url, names_url, rights_url
from campaigns.models import Tally
from campaigns.wordings import goal_told, signed
from dev.bootstrap import ROOT
from dev.messages import catalogue_path
from tests.campaigns.reading import text_of

OURS = ("campaigns/", "templates/campaigns/", "templates/components/")
NUMBERS = (0, 1, 2, 10, 1_000_000)
NUMBERED = re.compile(
    r"%\((?:\w*count\w*|counter|number|rows|total|days|delivery|closing|hours|readers|minutes)\)"
)
# Sentences with a number and no noun that bends with it, or whose number is fixed and above one.
UNBENT = {
    "%(days)s after the delivery, or %(longest)s after closing",
    "%(days)s after the outcome was told",
    "%(done)s of %(total)s pieces translated",
    "%(language)s: %(marked)s of %(number)s (%(percent)s %%)",
    "%(number)s or more",
    "%(number)s yesterday",
    (
        "From %(begin)s to %(end)s. The highest bar stands for %(peak)s, all together for "
        "%(total)s. The same numbers are in the table below."
    ),
    "Invalidated now: %(done)s of %(total)s.",
    "Leave out row %(number)s: %(name)s, %(region)s",
    (
        "Names and addresses are erased %(delivery)d days after they were delivered, and "
        "%(closing)d days after the petition closed at the latest."
    ),
    "Please say it in %(count)d characters at most.",
    "Row %(number)s: %(why)s",
    "as the name; the key to them %(days)s",
    "Rows read: %(done)s of %(rows)s",
    "petition-%(number)s.csv",
}


def entries() -> list[polib.POEntry]:
    catalogue = polib.pofile(str(catalogue_path(ROOT, "es")))
    return [e for e in catalogue if any(file.startswith(OURS) for file, _line in e.occurrences)]


def test_every_sentence_with_a_number_has_its_plural():
    single = {e.msgid for e in entries() if not e.msgid_plural and NUMBERED.search(e.msgid)}
    assert single - UNBENT == set()


def test_plurals_are_right_for_none_one_two_and_a_million():
    counted = [entry for entry in entries() if entry.msgid_plural]
    assert len(counted) > 20
    for entry in counted:
        for number in NUMBERS:
            one = number == 1
            with override("en"):
                told = ngettext(entry.msgid, entry.msgid_plural, number)
            assert told == (entry.msgid if one else entry.msgid_plural)
            with override("es"):
                told = ngettext(entry.msgid, entry.msgid_plural, number)
            assert told == entry.msgstr_plural[0 if one else 1]


def test_count_and_goal_are_told_with_their_digits_grouped():
    for language, sentences in {
        "en": ("1 person has signed", "1,000,000 people have signed", "Goal: 1 signature"),
        "es": ("1 persona ha firmado", "1,000,000 personas han firmado", "Meta: 1 firma"),
    }.items():
        with override(language):
            assert (signed(1), signed(1_000_000), goal_told(1)) == sentences
            assert goal_told(1_000_000).endswith(("1,000,000 signatures", "1,000,000 firmas"))


@pytest.mark.django_db
@pytest.mark.parametrize("first", ["en", "es"])
def test_no_address_answers_in_the_words_of_the_other_language(campaign, reader, first):
    """Asked in both orders, twice, with caches as warm as they get."""
    petition = campaign["en"].petition
    Tally.objects.create(petition=petition, language="es", area="MA", count=2)
    words = {"en": ("people have signed", "Hands off"), "es": ("personas han firmado", "No toquen")}
    second = {"en": "es", "es": "en"}[first]
    for language in (first, second, first, second):
        other = {"en": "es", "es": "en"}[language]
        page = campaign[language]
        index = page.get_parent().get_url()
        home = page.get_parent().get_parent().get_url()
        frame = {"en": "/en/frame/", "es": "/es/marco/"}[language] + f"{petition.public_id}/"
        for address in (page.url, index, home, frame, count_url(petition.public_id, language)):
            body = text_of(reader.get(address))
            assert any(word in body for word in words[language]), address
            assert not any(word in body for word in words[other]), address
        for address in (
            integrity_url(petition.public_id, language),
            names_url(petition.public_id, language),
            ask_link_url(petition.public_id, language),
            rights_url(language),
        ):
            response = reader.get(address)
            if response.status_code == 200:
                assert f'<html lang="{language}">' in text_of(response)
                assert not any(word in text_of(response) for word in words[other]), address
