"""The gate of a pair: who waits for whom, and that what waits goes live by itself.

Each test looks at the bytes that an anonymous reader gets, in both languages.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms import gating, publishing
from cms.actors import acting_as
from cms.freshness import judge
from cms.models import Pair
from cms.overriding import overriding
from cms.sourcing import send_draft
from tests.cms.newsdesk import body_of, publish_in_translation_editor, stock_publish
from tests.cms.pairing import (
    MENDED,
    MENDED_SPANISH,
    edited,
    facts,
    live,
    publish,
    save_target,
    set_gate,
    texts,
    translate_all,
    translation_of,
)

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=3)


def test_the_first_of_two_is_ready_and_waits(drafts, editor):
    told = editor.get(stock_publish(editor, drafts["en"], title="Snow").url).content.decode()
    assert "It is ready and waits for the Spanish version." in told
    assert texts(drafts) == {"en": "", "es": ""}
    assert facts(drafts["en"]).ready_by == editor.user


def test_the_second_brings_both(drafts, editor):
    publish_in_translation_editor(editor, drafts["es"])
    assert texts(drafts) == {"en": "", "es": ""}
    publish(drafts["en"].get_latest_revision(), editor.user)
    assert "It snowed all night." in texts(drafts)["en"]
    assert "Nevó toda la noche." in texts(drafts)["es"]
    assert facts(drafts["es"]).stale_since is None


def test_the_translation_may_be_the_second(drafts, editor):
    with pytest.raises(gating.WaitsForOther):
        publish(drafts["en"].get_latest_revision())
    publish_in_translation_editor(editor, drafts["es"])
    assert "It snowed all night." in texts(drafts)["en"]
    assert "Nevó toda la noche." in texts(drafts)["es"]


def test_both_go_live_in_one_transaction(drafts):
    """The Spanish side is refused at the last moment: the English one has not gone live either."""
    with pytest.raises(gating.WaitsForOther):
        publish(drafts["en"].get_latest_revision())
    with acting_as("seed"):
        translation_of(drafts["en"]).save_target(publish=False)
    spanish = live(drafts["es"])
    Pair.objects.update(embargo_at=timezone.now() + SOON)
    with pytest.raises(gating.Embargoed):
        publish(spanish.get_latest_revision())
    type(spanish).objects.filter(pk=spanish.pk).update(locked=True)
    Pair.objects.update(embargo_at=timezone.now())
    publishing.publish_due()
    assert texts(drafts) == {"en": "", "es": ""}
    assert facts(drafts["en"]).ready_revision is not None
    type(spanish).objects.filter(pk=spanish.pk).update(locked=False)
    assert publishing.publish_due() == 2
    assert all(texts(drafts).values())


def test_an_update_waits_until_its_translation_is_ready_too(post, editor):
    set_gate(post["en"], Pair.Gate.TOGETHER)
    with pytest.raises(gating.WaitsForOther):
        publish(edited(post["en"]))
    assert MENDED not in texts(post)["en"]
    assert (
        translation_of(post["en"]).get_progress()[0] > translation_of(post["en"]).get_progress()[1]
    )
    translate_all(post["en"])
    publish_in_translation_editor(editor, post["es"])
    assert MENDED in texts(post)["en"]
    assert MENDED_SPANISH in texts(post)["es"]
    assert facts(post["es"]).stale_since is None


@pytest.mark.parametrize("change", ["minor", "urgent"])
def test_what_needs_no_translation_first_does_not_wait_for_one(post, change):
    set_gate(post["en"], Pair.Gate.TOGETHER)
    revision = edited(post["en"])
    judge(revision, change)
    publish(revision)
    assert MENDED in texts(post)["en"]


def test_a_translation_may_be_mended_alone(post):
    set_gate(post["en"], Pair.Gate.TOGETHER)
    save_target(post)
    assert facts(post["es"]).ready_revision is None
    assert "Nevó toda la noche." in texts(post)["es"]


def test_original_first_holds_the_translation_until_then(drafts):
    set_gate(drafts["en"], Pair.Gate.SOURCE_FIRST)
    with pytest.raises(gating.WaitsForOriginal):
        save_target(drafts)
    assert texts(drafts) == {"en": "", "es": ""}
    publish(drafts["en"].get_latest_revision())
    assert "It snowed all night." in texts(drafts)["en"]
    assert "Nevó toda la noche." in texts(drafts)["es"]


def test_original_first_does_not_hold_the_original(drafts):
    set_gate(drafts["en"], Pair.Gate.SOURCE_FIRST)
    publish(drafts["en"].get_latest_revision())
    assert texts(drafts)["en"]
    assert not texts(drafts)["es"]


def test_alone_holds_nothing(drafts):
    set_gate(drafts["en"], Pair.Gate.ALONE)
    save_target(drafts)
    assert "Nevó toda la noche." in texts(drafts)["es"]
    assert not texts(drafts)["en"]


@pytest.mark.parametrize("gate", Pair.Gate.values)
def test_a_translation_never_tells_what_its_live_original_does_not_say(post, gate):
    set_gate(post["en"], gate)
    revision = edited(post["en"])
    send_draft(revision)
    translate_all(post["en"])
    with pytest.raises(gating.Held):
        save_target(post)
    assert MENDED_SPANISH not in texts(post)["es"]
    publish(revision)
    assert MENDED in texts(post)["en"]
    assert MENDED_SPANISH in texts(post)["es"]
    assert facts(post["es"]).stale_since is None


def test_an_override_lets_one_side_go_alone_and_is_logged(drafts, editor):
    with acting_as(editor.user), overriding("The court rules in an hour."):
        drafts["en"].get_latest_revision().publish(user=editor.user)
    assert texts(drafts)["en"]
    assert not texts(drafts)["es"]
    entry = PageLogEntry.objects.get(action="cms.override")
    assert entry.user == editor.user
    assert entry.data["reason"] == "The court rules in an hour."
    assert entry.data["kinds"] == ["WaitsForOther"]


def test_no_override_without_a_person(drafts):
    with overriding("The clock says so."), pytest.raises(gating.WaitsForOther):
        publish(drafts["en"].get_latest_revision(), "schedule")


def test_the_page_api_registers_what_waits_and_brings_both(drafts, editor):
    told = []
    with acting_as("seed"):
        translation_of(drafts["en"]).save_target(publish=False)
    for page in drafts.values():
        url = reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"])
        told.append(editor.post(url, "{}", content_type="application/json"))
    assert [answer.status_code for answer in told] == [403, 200]
    assert "waits for the Spanish version" in told[0].json()["error_message"]
    assert all(texts(drafts).values())


def test_bulk_publishing_registers_what_waits(drafts, editor):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    editor.post(f"{url}?id={drafts['en'].pk}", {"include_descendants": ""})
    assert texts(drafts)["en"] == ""
    assert facts(drafts["en"]).ready_by == editor.user


def test_a_translation_whose_original_is_gone_waits_for_nobody(drafts):
    with acting_as("seed"):
        translation_of(drafts["en"]).save_target(publish=False)
    drafts["en"].delete()
    spanish = live(drafts["es"])
    with acting_as("seed"):
        spanish.save_revision().publish()
    assert body_of(live(spanish))
