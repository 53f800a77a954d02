"""Freshness: which publication leaves which version behind, and what makes it fresh again."""

import pytest
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail_localize.models import StringTranslation, Translation

from cms.actors import acting_as
from cms.fingerprints import fingerprint
from cms.freshness import judge
from cms.models import Topic, Version
from cms.pairs import pair_of, version_of
from cms.publishing import DraftBehind
from cms.sourcing import send_draft
from home.translating import translate
from tests import making
from tests.cms.newsdesk import body_of
from tests.cms.pairing import (
    MENDED,
    MENDED_SPANISH,
    edited,
    facts,
    live,
    publish,
    translate_all,
    translation_of,
)

pytestmark = pytest.mark.django_db


def judged(page, change, text=MENDED):
    revision = edited(page, text)
    judge(revision, change)
    publish(revision)


def test_a_translation_is_fresh_when_it_goes_live(post):
    assert facts(post["es"]).stale_since is None
    assert facts(post["es"]).reflects == fingerprint(post["en"])


def test_a_change_that_nobody_judged_needs_translation(post):
    publish(edited(post["en"]))
    assert facts(post["es"]).stale_since is not None
    assert facts(post["en"]).stale_since is None


def test_a_minor_change_leaves_nothing_behind(post):
    judged(post["en"], "minor")
    assert facts(post["es"]).stale_since is None
    assert MENDED in body_of(post["en"])


def test_an_urgent_correction_is_marked_so(post):
    judged(post["en"], "urgent")
    assert facts(post["es"]).is_urgent


def test_a_change_without_words_leaves_nothing_behind(post):
    page = live(post["en"])
    page.has_tip_line = False
    publish(page.save_revision())
    assert facts(post["es"]).stale_since is None


def test_the_answer_stands_in_the_history(post):
    judged(post["en"], "minor")
    entry = PageLogEntry.objects.get(action="cms.change")
    assert entry.data == {"change": "minor"}
    assert "Minor change" in str(entry.message)


def test_changing_a_translation_leaves_its_original_alone(post):
    translation = translation_of(post["en"])
    StringTranslation.objects.filter(data="Nevó.").update(data="Nevó mucho.")
    with acting_as("seed"):
        translation.save_target(publish=True)
    assert live(post["es"]).summary == "Nevó mucho."
    assert not Version.objects.exclude(stale_since=None).exists()


def test_translators_see_what_is_new_at_once(post):
    total, done = translation_of(post["en"]).get_progress()
    publish(edited(post["en"]))
    assert translation_of(post["en"]).get_progress() == (total, done - 1)


def test_publishing_the_new_translation_makes_it_fresh(post):
    judged(post["en"], "urgent")
    translate_all(post["en"])
    with acting_as("seed"):
        translation_of(post["en"]).save_target(publish=True)
    assert facts(post["es"]).stale_since is None
    assert not facts(post["es"]).is_urgent
    assert MENDED_SPANISH in body_of(live(post["es"]))


def test_a_draft_made_from_the_old_text_is_not_published_and_stays_behind(post):
    """Its segments were whole when it was made; since then the original has moved on."""
    with acting_as("seed"):
        translation_of(post["en"]).save_target(publish=False)
    old = live(post["es"]).get_latest_revision()
    page = live(post["en"])
    page.body = []
    publish(page.save_revision())
    with pytest.raises(DraftBehind):
        publish(old)
    assert facts(post["es"]).stale_since is not None


def test_a_minor_change_keeps_what_translators_already_have_fresh(post):
    judged(post["en"], "minor")
    with acting_as("seed"):
        translation_of(post["en"]).save_target(publish=True)
    assert facts(post["es"]).stale_since is None


def test_taking_a_change_back_makes_the_translation_fresh_again(post):
    publish(edited(post["en"]))
    publish(edited(post["en"], "It snowed."))
    assert facts(post["es"]).stale_since is None


def test_an_adapted_text_is_fresh_when_its_editor_publishes_it(post):
    Translation.objects.update(enabled=False)
    Version.objects.filter(pk=version_of(post["es"]).pk).update(way=Version.Way.ADAPTED)
    publish(edited(post["en"]))
    assert facts(post["es"]).stale_since is not None
    publish(edited(post["es"], "Nevó de otro modo."))
    assert facts(post["es"]).stale_since is None
    assert facts(post["es"]).reflects == fingerprint(live(post["en"]))


def test_a_topic_is_left_behind_as_a_story_is(db):
    topic = Topic(name="Snow", slug="snow", locale=making.locale("en"))
    topic.save()
    making.go_live(topic)
    with acting_as("seed"):
        spanish = translate(topic, "es", {"Snow": "Nieve", "snow": "nieve"})
    topic.name = "Deep snow"
    making.go_live(topic)
    assert facts(spanish).stale_since is not None
    assert ModelLogEntry.objects.filter(action="cms.change").count() == 1


def test_a_draft_reaches_translators_before_it_is_live(post):
    revision = edited(post["en"])
    assert send_draft(revision)
    strings = translation_of(post["en"]).source.stringsegment_set
    assert strings.filter(string__data=MENDED).exists()
    assert MENDED not in body_of(post["en"])
    assert live(post["en"]).summary == "It snowed."
    assert pair_of(post["en"]).sent_draft == fingerprint(revision.as_object())


def test_a_story_that_nobody_translates_has_no_draft_to_send(db):
    assert not send_draft(edited(making.go_live(making.draft_post())))
