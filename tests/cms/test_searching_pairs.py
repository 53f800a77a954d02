"""Every row of tests/cms/search_pairs.py, on a real PostgreSQL."""

import pytest
from django.utils import timezone

from cms.indexing import SearchEntry, write
from cms.questioning import read_question
from cms.searching import Narrowing, search
from tests.cms.search_pairs import table

pytestmark = pytest.mark.django_db
SENTENCES = {"en": "Yesterday they wrote {} on the wall.", "es": "Ayer pusieron {} en la pared."}


def is_found(language: str, said: str, asked: str) -> bool:
    text = SENTENCES[language].format(said)
    entry = SearchEntry(kind="post", key=1, language=language, title="·", text=text)
    entry.date = timezone.now()
    write([entry])
    return not search(read_question(asked), language, Narrowing()).is_empty


@pytest.mark.parametrize("row", table(), ids=lambda row: f"{row.said}-{row.asked}")
def test_words_match_as_readers_of_the_language_expect(row):
    assert is_found(row.language, row.said, row.asked) == row.matches


def test_the_table_is_long_enough_to_mean_something():
    by_language = [[row for row in table() if row.language == code] for code in ("en", "es")]
    assert all(len(rows) >= 50 for rows in by_language)
    assert all(sum(not row.matches for row in rows) >= 10 for rows in by_language)
