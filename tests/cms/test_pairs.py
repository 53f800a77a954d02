"""Pairs: every row has one from birth, and knows which language came first."""

import runpy
from pathlib import Path

import pytest
from django.db import connection

from cms import pairs
from cms.actors import acting_as
from cms.fingerprints import fingerprint
from cms.models import Pair, Topic
from cms.overriding import current_reason, overriding
from cms.pairs import pair_of
from home.translating import translate
from news.models import NewsIndexPage, PostPage
from tests import making

MIGRATION = Path(pairs.__file__).parent / "migrations" / "0004_enrol.py"
pytestmark = pytest.mark.django_db


def spanish_draft() -> PostPage:
    page = PostPage(title="Nieve", slug="nieve", summary="Nevó.", locale=making.locale("es"))
    NewsIndexPage.objects.get(locale=making.locale("es")).add_child(instance=page)
    return page


def test_a_page_written_in_spanish_has_spanish_for_its_original():
    assert pair_of(spanish_draft()).original == "es"


def test_both_versions_share_one_pair_and_keep_its_original(post):
    assert pair_of(post["en"]) == pair_of(post["es"])
    assert pair_of(post["es"]).original == "en"


def test_a_translated_topic_keeps_its_original(db):
    topic = Topic(name="Nieve", slug="nieve", locale=making.locale("es"))
    topic.save()
    making.go_live(topic)
    with acting_as("seed"):
        english = translate(topic, "en", {"Nieve": "Snow", "nieve": "snow"})
    assert pair_of(english).original == "es"


def test_a_copy_begins_a_pair_of_its_own(post):
    with acting_as("seed"):
        copy = post["en"].copy(update_attrs={"slug": "another-story"})
    assert pair_of(copy) != pair_of(post["en"])


def test_rows_from_before_pairs_are_enrolled_by_the_migration(post):
    spanish_first = spanish_draft()
    Pair.objects.all().delete()
    migration = runpy.run_path(str(MIGRATION))
    with connection.schema_editor() as editor:
        migration["enrol_all"](None, editor)
    originals = dict(Pair.objects.values_list("translation_key", "original"))
    assert originals[post["es"].translation_key] == "en"
    assert originals[spanish_first.translation_key] == "es"
    assert len(originals) == Pair.objects.count() > 2


def test_a_fingerprint_tells_texts_apart_and_nothing_else(post):
    english, before = post["en"], fingerprint(post["en"])
    english.has_tip_line = not english.has_tip_line
    assert fingerprint(english) == before
    english.body = [("paragraph", "<p>It snowed all day.</p>")]
    assert fingerprint(english) != before


def test_an_override_has_a_reason_and_an_end():
    with overriding(" The lawyer is waiting. "):
        assert current_reason() == "The lawyer is waiting."
    assert current_reason() == ""
    with pytest.raises(ValueError, match="reason"), overriding("  "):
        pass
