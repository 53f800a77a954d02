"""The time of a pair: nothing before it, everything at it, and no pair in the way of another."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry
from wagtail_localize.operations import translate_object

from cms import gating, publishing
from cms.actors import acting_as
from cms.models import Pair
from cms.pairs import pair_of
from home.founding import found
from tests import making
from tests.cms.newsdesk import body_of, publish_in_translation_editor, stock_publish
from tests.cms.pairing import (
    edited,
    facts,
    live,
    publish,
    set_gate,
    texts,
    translate_all,
    translation_of,
)

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=3)


@pytest.mark.parametrize("gate", Pair.Gate.values)
def test_nothing_goes_live_before_its_time(drafts, editor, gate):
    pair = set_gate(drafts["en"], gate, embargo_at=timezone.now() + SOON)
    stock_publish(editor, drafts["en"], title="Snow on the hill")
    publish_in_translation_editor(editor, drafts["es"])
    publishing.publish_due()
    assert texts(drafts) == {"en": "", "es": ""}
    Pair.objects.filter(pk=pair.pk).update(embargo_at=timezone.now() - timedelta(seconds=1))
    publishing.publish_due()
    assert all(texts(drafts).values())


def test_a_schedule_on_either_side_is_the_time_of_both(drafts, editor):
    moment = timezone.now() + SOON
    page = live(drafts["en"])
    page.go_live_at = moment
    revision = page.save_revision()
    with pytest.raises(gating.Embargoed):
        publish(revision, editor.user)
    assert pair_of(page).embargo_at == moment
    publish_in_translation_editor(editor, drafts["es"])
    assert texts(drafts) == {"en": "", "es": ""}
    Pair.objects.update(embargo_at=timezone.now() - timedelta(seconds=1))
    assert publishing.publish_due() == 2
    assert all(texts(drafts).values())


def test_a_translation_does_not_inherit_a_schedule(staff):
    english = making.draft_post(go_live_at=timezone.now() + SOON)
    with acting_as("seed"):
        translate_object(english, [making.locale("es")])
    spanish = english.get_translation(making.locale("es"))
    assert spanish.go_live_at is None


def test_one_held_pair_does_not_block_the_next(drafts):
    other = making.draft_post(title="The next in line")
    first, second = edited(drafts["en"], "It snowed."), other.save_revision()
    Pair.objects.update(embargo_at=timezone.now() + SOON, gate=Pair.Gate.ALONE)
    for revision in (first, second):
        with pytest.raises(gating.Embargoed):
            publish(revision)
    Pair.objects.update(embargo_at=timezone.now() - timedelta(seconds=1))
    type(other).objects.filter(pk=drafts["en"].pk).update(locked=True)
    assert publishing.publish_due() == 1
    assert "The next in line" in body_of(live(other))
    assert facts(drafts["en"]).ready_revision == first


def test_a_time_for_both_needs_the_right_for_both(drafts):
    writer = making.user("Translators into English")
    rights = GroupPagePermission.objects.get(
        group__name="Editors", page__locale__language_code="en", permission__codename="publish_page"
    )
    rights.pk, rights.group = None, writer.groups.get()
    rights.save()
    page = live(drafts["en"])
    page.go_live_at = timezone.now() + SOON
    with pytest.raises(gating.TimeOfBoth):
        publish(page.save_revision(), writer)
    assert pair_of(page).embargo_at is None


def waiting_pair():
    """Both drafts are ready, and their time has just come."""
    english = making.draft_post()
    english.save_revision()
    with acting_as("seed"):
        translate_object(english, [making.locale("es")])
    translate_all(english)
    set_gate(english, Pair.Gate.TOGETHER, embargo_at=timezone.now() + SOON)
    spanish = translation_of(english).get_target_instance()
    for deed in (english.get_latest_revision().publish, translation_of(english).save_target):
        with acting_as("seed"), pytest.raises(gating.Embargoed):
            deed()
    Pair.objects.update(embargo_at=timezone.now() - timedelta(seconds=1))
    return {"en": english, "es": spanish}


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_publish_once():
    found()
    pages = waiting_pair()
    barrier = Barrier(2)

    def tick(_index):
        try:
            connection.ensure_connection()
            barrier.wait(timeout=60)
            return publishing.publish_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(tick, range(2)))
    assert sum(counts) == 2
    assert all(texts(pages).values())
    went_live = PageLogEntry.objects.filter(
        action="wagtail.publish", page__in=[p.pk for p in pages.values()]
    )
    assert went_live.count() == 2
