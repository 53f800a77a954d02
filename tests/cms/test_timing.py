"""Minutes to read: counted from the words that readers see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.blocks import StoryBlock
from cms.timing import reading_minutes, words_in
from tests import making

WORDS = " ".join(["winter"] * 440)


def story(*parts):
    return StoryBlock().to_python([{"type": kind, "value": value} for kind, value in parts])


def test_a_story_takes_its_words_and_none_of_its_markup():
    body = story(("heading", "Two words"), ("paragraph", f"<p>{WORDS}</p><p>and<br/>more</p>"))
    assert words_in(body.stream_block, list(body.raw_data)) == 444
    assert reading_minutes(body) == 2


def test_an_empty_story_takes_a_minute():
    assert reading_minutes(story()) == reading_minutes(story(("paragraph", ""))) == 1


def test_addresses_numbers_and_unseen_words_are_not_read():
    gallery = {"title": "One day", "pictures": [{"image": 7, "alternative": WORDS, "caption": "x"}]}
    elsewhere = {"text": "Ask", "organization": "Us", "url": "https://petition.example.org/a b"}
    body = story(("gallery", gallery), ("petition_elsewhere", elsewhere))
    assert words_in(body.stream_block, list(body.raw_data)) == 2 + 1 + 2


@pytest.mark.django_db
def test_counting_a_story_fetches_nothing(campaign):
    call = {"text": "Sign it.", "page": campaign["en"]}
    post = making.go_live(making.draft_post(body=[("campaign_call", call)]))
    fresh = type(post).objects.get(pk=post.pk)
    with CaptureQueriesContext(connection) as captured:
        assert fresh.reading_minutes() == 1
    assert len(captured) == 0
