"""Subscribers are told of a story when somebody says so: once, in their language, after a hold."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alerts.models import Notice
from alerts.notifying import (
    AlreadyTold,
    NothingToTell,
    TooLate,
    broadcast_of,
    notice_of,
    notify,
    open_ready,
    take_back,
)
from cms.freshness import judge
from cms.publishing import RightMissing
from outbox.draining import drain
from outbox.gathering import gather_all
from outbox.models import Broadcast, BroadcastState, Message
from supporters.leaving import leave
from supporters.preferring import Preferences, prefer
from tests import making
from tests.alerts.newsreaders import PAST, addressed, delivered, in_spanish, person, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return making.user("Editors")


@pytest.fixture
def pair(db):
    english = story("Snow on the hill")
    return {"en": english, "es": in_spanish(english, "Nieve en la colina")}


def change(page, *, as_change: str, **facts) -> None:
    """Publish a change that its editor called minor, to translate or urgent."""
    for name, value in facts.items():
        setattr(page, name, value)
    revision = page.save_revision()
    judge(revision, as_change)
    with making.acting_as("seed"):
        revision.publish()
    page.refresh_from_db()


def subjects(mails: dict[str, list]) -> dict[str, list[str]]:
    return {name: [str(mail["Subject"]) for mail in each] for name, each in mails.items()}


def test_each_reader_is_told_once_in_their_language(smtp_sink, pair, editor):
    person("ana", "es")
    person("bob", "en")
    notify(pair["en"], by=editor)
    mails = delivered(smtp_sink)
    assert subjects(mails) == {"ana": ["Nieve en la colina"], "bob": ["Snow on the hill"]}
    [mail] = mails["ana"]
    assert mail["Content-Language"] == "es"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/es/suscribirse/un-clic/" in mail["List-Unsubscribe"]
    for part in ("plain", "html"):
        said = mail.get_body((part,)).get_content()
        assert pair["es"].full_url in said
        assert "/es/suscribirse/preferencias/" in said
        assert "hubslot" not in said
    with pytest.raises(AlreadyTold):
        notify(pair["es"], by=editor)


def test_those_of_a_digest_get_no_mail_of_their_own_and_only_the_interested_are_told(pair, editor):
    snow, rain = making.topic("Snow"), making.topic("Rain")
    english = story("More snow", snow)
    person("all")
    person("snow", topics=[snow])
    person("rain", topics=[rain])
    person("daily", rhythm="daily")
    person("weekly", rhythm="weekly", topics=[snow])
    person("paused", paused_until=timezone.now().date() + timedelta(days=3))
    notify(english, by=editor)
    assert addressed() == {"all", "snow"}


def test_nothing_leaves_during_the_hold_and_what_is_taken_back_may_be_told_later(
    smtp_sink, pair, editor
):
    person("bob")
    notice = notify(pair["en"], by=editor)
    gather_all(broadcast_of(notice).pk)
    assert drain() == 0
    take_back(notice, pair["en"], by=editor)
    assert notice_of(notice.translation_key) is None
    assert delivered(smtp_sink) == {}
    with pytest.raises(TooLate):
        take_back(notice, pair["en"], by=editor)
    notify(pair["en"], by=editor)
    assert len(delivered(smtp_sink)["bob"]) == 1


def test_what_was_stopped_on_its_way_is_not_told_again(pair, editor):
    notice = notify(pair["en"], by=editor)
    Notice.objects.update(leaves_at=PAST)
    take_back(notice, pair["en"], by=editor)
    assert broadcast_of(notice).state == BroadcastState.CANCELLED
    with pytest.raises(AlreadyTold):
        notify(pair["en"], by=editor)


def test_a_missing_language_is_held_and_leaves_by_itself_when_it_goes_live(smtp_sink, editor):
    person("ana", "es")
    person("bob", "en")
    english = story("Snow on the hill")
    notify(english, by=editor)
    assert list(delivered(smtp_sink)) == ["bob"]
    in_spanish(english, "Nieve en la colina")
    assert subjects(delivered(smtp_sink))["ana"] == ["Nieve en la colina"]


def test_the_tick_opens_what_a_killed_process_did_not_and_ends_the_waiting(editor):
    english = story("Snow on the hill")
    notice = notify(english, by=editor)
    in_spanish(english, "Nieve en la colina")
    Broadcast.objects.update(languages=["en"])
    open_ready()
    assert broadcast_of(notice).languages == ["en", "es"]
    Notice.objects.update(leaves_at=timezone.now() - timedelta(days=15))
    open_ready()
    open_ready()
    assert broadcast_of(notice).state == BroadcastState.CANCELLED


def test_a_correction_before_it_leaves_is_in_the_mail_and_holds_the_other_language(
    smtp_sink, pair, editor
):
    person("ana", "es")
    person("bob", "en")
    notify(pair["en"], by=editor)
    change(pair["en"], as_change="urgent", title="Snow in the valley")
    assert subjects(delivered(smtp_sink)) == {"bob": ["Snow in the valley"]}
    assert Message.objects.filter(language="es", state="queued").exists()


def test_a_minor_change_makes_no_new_version_and_a_real_one_does(pair, editor):
    notice = notify(pair["en"], by=editor)
    change(pair["en"], as_change="minor", summary="It snowed!")
    assert broadcast_of(notice).version == 1
    change(pair["en"], as_change="translate", summary="It snowed twice.")
    assert broadcast_of(notice).version == 2


def test_a_story_that_is_taken_offline_is_not_mailed(smtp_sink, pair, editor):
    person("bob")
    notify(pair["en"], by=editor)
    with making.acting_as("seed"):
        pair["en"].unpublish()
    assert delivered(smtp_sink) == {}


def test_who_leaves_or_chooses_digests_before_it_leaves_is_spared(smtp_sink, pair, editor):
    gone, daily = person("gone"), person("daily")
    notify(pair["en"], by=editor)
    addressed()
    leave(gone)
    prefer(daily, Preferences("en", "daily"))
    assert delivered(smtp_sink) == {}
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}


def test_a_draft_cannot_be_told_of_nor_by_who_publishes_one_language(pair, editor):
    with pytest.raises(NothingToTell):
        notify(making.draft_post(), by=editor)
    with pytest.raises(RightMissing):
        notify(pair["en"], by=making.user("Translators into Spanish"))
    assert not Notice.objects.exists()
