"""Events: told in the reader's language, with a calendar file that holds the same moment."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from icalendar import Calendar

from cms.actors import acting_as
from cms.inviting import EventBlock
from home.translating import translate
from tests import making

pytestmark = pytest.mark.django_db
START = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)  # 6:30 in the evening in Boston
END = datetime(2026, 6, 2, 0, 0, tzinfo=UTC)
EVENT = {
    "name": "Assembly; bring chairs, please",
    "place": "Library",
    "address": "12 Main Street",
    "start": START,
    "end": END,
    "details": "With interpreters",
    "url": "",
}
SPANISH = {
    "Assembly; bring chairs, please": "Asamblea: traigan sillas, por favor",
    "Library": "Biblioteca",
    "12 Main Street": "12 Main Street",
    "With interpreters": "Con interpretación",
}


@pytest.fixture
def invited(db):
    english = making.go_live(making.draft_post(body=[("event", EVENT)]))
    words = making.SPANISH | SPANISH | {english.slug: f"es-{english.slug}"}
    with acting_as("seed"):
        return {"en": english, "es": translate(english, "es", words)}


def address(page, word: str) -> str:
    return f"{page.url}{word}/{page.body[0].id}/"


def test_the_time_of_an_event_is_told_in_the_readers_language(invited, reader):
    english = reader.get(invited["en"].url).content.decode()
    spanish = reader.get(invited["es"].url).content.decode()
    assert "Monday, June 1, 2026, 6:30 p.m." in english
    assert "lunes, 1 de junio de 2026, 18:30" in spanish.lower()
    for body in (english, spanish):
        assert 'datetime="2026-06-01T18:30:00-04:00"' in body
        assert "(EDT)" in body


@pytest.mark.parametrize(
    ("language", "word", "name", "file"),
    [
        ("en", "event", "Assembly; bring chairs, please", "event.ics"),
        ("es", "evento", "Asamblea: traigan sillas, por favor", "evento.ics"),
    ],
)
def test_the_calendar_file_holds_the_event_in_the_readers_language(
    invited, reader, language, word, name, file
):
    page = invited[language]
    assert f'href="{address(page, word)}"' in reader.get(page.url).content.decode()
    answer = reader.get(address(page, word))
    assert answer["Content-Type"] == "text/calendar"
    assert file in answer["Content-Disposition"]
    assert not answer.cookies
    (entry,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert entry["summary"] == name
    assert (entry.start, entry.end) == (START, END)
    assert str(entry.start.tzinfo) == "America/New_York"
    assert entry["url"] == page.full_url


def test_both_languages_put_one_event_into_a_calendar(invited, reader):
    keys = set()
    for language, word in (("en", "event"), ("es", "evento")):
        answer = reader.get(address(invited[language], word))
        (entry,) = Calendar.from_ical(answer.content).walk("VEVENT")
        keys.add(str(entry["uid"]))
    assert len(keys) == 1


def test_a_calendar_answers_only_to_its_languages_word_and_its_own_story(invited, post, reader):
    key = invited["en"].body[0].id
    assert reader.get(address(invited["en"], "evento")).status_code == 404
    assert reader.get(address(invited["es"], "event")).status_code == 404
    assert reader.get(f"{post['en'].url}event/{key}/").status_code == 404
    assert reader.get(f"{invited['en'].url}event/{post['en'].translation_key}/").status_code == 404
    assert reader.get(f"{invited['en'].url}event/junk/").status_code == 404


def test_an_event_that_ends_before_it_begins_is_refused():
    block = EventBlock()
    with pytest.raises(ValidationError):
        block.clean(block.normalize(EVENT | {"end": START}))
    assert block.clean(block.normalize(EVENT))["name"] == EVENT["name"]
