"""What somebody looks for on the desk is found, and nothing that is not theirs to read."""

import pytest
from wagtail_localize.models import StringSegment, StringTranslation

from news.models import PostPage
from tests import making
from tests.cms import parityroom as room

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return making.user("Editors")


def test_a_search_finds_titles_in_either_language(editor):
    room.written(room.live("en", "Snow on the hill"), "Petición de los años")
    room.live("en", "Buses at night")
    for asked in ("SNOW", "hill snow", "peticion", "Años", "\0snow"):
        assert room.titles(editor, title=asked) == ["Snow on the hill"], asked
    for asked in ("anos", "%", "_", "snow buses", "' OR 1=1 --", "x" * 5_000):
        assert room.titles(editor, title=asked) == [], asked


def test_a_search_tells_nobody_of_a_draft_that_is_not_theirs(editor):
    page = room.draft("en", "Waiting")
    room.sent(page)
    PostPage.objects.filter(pk=page.pk).update(draft_title="Hidden headline")
    translator = making.user("Translators into Spanish")
    assert room.titles(translator, title="waiting") == ["Waiting"]
    assert room.titles(translator, title="hidden") == []
    assert room.titles(editor, title="hidden") == ["Hidden headline"]


def test_mine_is_what_i_began_saved_or_translated(editor):
    translator = making.user("Translators into Spanish")
    begun, saved, sent = (room.live("en", title) for title in ("Begun", "Saved", "Sent"))
    PostPage.objects.filter(pk=begun.pk).update(owner=editor)
    saved.save_revision(user=editor)
    for page in (sent, room.live("en", "Another")):
        room.sent(page)
    segment = StringSegment.objects.filter(source__object_id=sent.translation_key).first()
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=making.locale("es"),
        data="Nieve",
        last_translated_by=translator,
    )
    assert sorted(room.titles(editor, is_mine=True)) == ["Begun", "Saved"]
    assert room.titles(translator, is_mine=True) == ["Sent"]
    assert room.titles(making.user("Editors"), is_mine=True) == []
