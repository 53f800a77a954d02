"""Times are doors too: who may not publish schedules and expires nothing, and gaps are held."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.models import StringTranslation

from cms.actors import acting_as
from cms.tasks import publish_due
from news.models import PostPage
from tests import making
from tests.cms.newsdesk import body_of, fill, form_of, start_review

pytestmark = pytest.mark.django_db
TRANSLATORS = "Translators into Spanish"


def fresh(page) -> PostPage:
    return PostPage.objects.get(pk=page.pk)


def test_a_translator_schedules_nothing(post, staff):
    """A page written by hand opens in the stock editor, which takes times from anybody's form."""
    spanish = post["es"]
    making.by_hand(spanish)
    soon = (timezone.now() - timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M")
    facts = {"title": "Programada", "go_live_at": soon, "action-publish": "action-publish"}
    edit = reverse("wagtailadmin_pages:edit", args=[spanish.pk])
    staff(TRANSLATORS).post(edit, form_of(spanish, **facts))
    assert not spanish.revisions.exclude(approved_go_live_at=None).exists()
    publish_due()
    assert "Programada" not in body_of(fresh(spanish))


def test_a_translator_expires_nothing(post, staff):
    spanish = post["es"]
    making.by_hand(spanish)
    past = (timezone.now() - timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M")
    edit = reverse("wagtailadmin_pages:edit", args=[spanish.pk])
    staff(TRANSLATORS).post(edit, form_of(spanish, expire_at=past))
    publish_due()
    assert "Nieve en la colina" in body_of(fresh(spanish))


def test_scheduling_under_a_review_is_refused(post, staff):
    english, editor = post["en"], staff("Editors")
    start_review(english, editor.user)
    later = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    facts = {"go_live_at": later, "action-publish": "action-publish"}
    edit = reverse("wagtailadmin_pages:edit", args=[english.pk])
    editor.post(edit, form_of(english, **facts))
    assert not english.revisions.exclude(approved_go_live_at=None).exists()


def test_what_is_scheduled_and_grows_a_gap_is_held(half_translated):
    """It was whole when it was scheduled; then the source grew."""
    fill(half_translated)
    spanish = half_translated.get_target_instance()
    with acting_as("seed"):
        half_translated.save_target(publish=False)
    revision = fresh(spanish).get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    StringTranslation.objects.filter(data="Nevó toda la noche.").delete()
    publish_due()
    assert body_of(fresh(spanish)) == ""
    assert spanish.revisions.exclude(approved_go_live_at=None).exists()


def test_a_translator_unschedules_nothing(post, staff):
    spanish = post["es"]
    revision = spanish.save_revision()
    revision.approved_go_live_at = timezone.now() + timedelta(days=1)
    revision.save()
    url = reverse("wagtailadmin_pages:revisions_unschedule", args=[spanish.pk, revision.pk])
    staff(TRANSLATORS).post(url)
    revision.refresh_from_db()
    assert revision.approved_go_live_at is not None
