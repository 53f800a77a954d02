"""The benchmark measures the right thing: every answer holds as many stories as were planted."""

import pytest
from django.test import Client

from bench.measuring import WrongAnswer
from bench.searching import QUESTIONS, asking, grow
from cms.indexing import SearchEntry

SIZE = 100


def test_each_question_finds_as_many_stories_as_were_planted(db):
    grow(1, SIZE)
    browser = Client()
    for what in QUESTIONS:
        asking(browser, what, SIZE)()
    SearchEntry.objects.filter(text__contains="heliotrope").first().delete()
    with pytest.raises(WrongAnswer, match="not 2"):
        asking(browser, "a rare word", SIZE)()
