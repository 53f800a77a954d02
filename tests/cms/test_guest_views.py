"""Guest links at the desk: made, listed and revoked by who may publish in that language."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from wagtail_localize.models import Translation

from cms.admitting import EntryRefused
from cms.guests import guest_url, invite
from cms.models import GuestLink
from news.models import PostPage
from tests import making

pytestmark = pytest.mark.django_db
NAME = "Rosa Peña"


@pytest.fixture
def editor(staff):
    return staff("Editors")


@pytest.fixture
def link(half_translated, editor):
    return invite(half_translated, name=NAME, days=7, by=editor.user)


def test_an_editor_makes_lists_and_revokes_links(half_translated, editor, reader):
    url = reverse("hub_guest_links", args=[half_translated.pk])
    editor.post(url, {"name": NAME, "days": "3"})
    link = GuestLink.objects.get()
    assert link.good_until == datetime.now(UTC).date() + timedelta(days=3)
    page = editor.get(url).content.decode()
    assert guest_url(link) in page
    assert 'value="7"' in page
    editor.post(reverse("hub_guest_revoke", args=[half_translated.pk, link.pk]))
    assert reader.get(guest_url(link)).status_code == 410
    assert guest_url(link) not in editor.get(url).content.decode()


@pytest.mark.parametrize(
    "bad", [{"days": "31"}, {"days": "0"}, {"days": "x"}, {"name": ""}, {"name": "n" * 81}]
)
def test_a_link_for_too_long_or_for_nobody_is_not_made(half_translated, editor, bad):
    url = reverse("hub_guest_links", args=[half_translated.pk])
    response = editor.post(url, {"name": NAME, "days": "7"} | bad)
    assert response.status_code == 422
    assert not GuestLink.objects.exists()


def test_a_translator_makes_and_revokes_no_link(link, half_translated, staff):
    translator = staff("Translators into Spanish")
    with pytest.raises(EntryRefused):
        invite(half_translated, name=NAME, days=7, by=translator.user)
    translator.post(reverse("hub_guest_revoke", args=[half_translated.pk, link.pk]))
    assert GuestLink.objects.get().is_open
    url = reverse("hub_guest_links", args=[half_translated.pk])
    assert guest_url(link) not in translator.get(url).content.decode()


def test_a_link_can_be_revoked_while_the_page_is_locked(link, half_translated, editor):
    spanish = half_translated.get_target_instance()
    PostPage.objects.filter(pk=spanish.pk).update(locked=True, locked_by=making.user("Editors"))
    editor.post(reverse("hub_guest_revoke", args=[half_translated.pk, link.pk]))
    assert not GuestLink.objects.get().is_open


def test_a_link_is_not_revoked_by_way_of_another_page(link, post, editor):
    theirs = Translation.objects.get(source__object_id=post["en"].translation_key)
    response = editor.post(reverse("hub_guest_revoke", args=[theirs.pk, link.pk]))
    assert response.status_code == 404
    assert GuestLink.objects.get().is_open
