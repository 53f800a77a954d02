"""Each language has the pages that people made in it, and no other."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization

from news.models import NewsIndexPage, PostPage
from tests import making
from tests.cms.newsdesk import COURTESY, form_of

pytestmark = pytest.mark.django_db


def make_in_the_admin(browser) -> PostPage:
    """Publish a new English story from the form under the English news."""
    index = NewsIndexPage.objects.get(locale=making.locale("en"))
    url = reverse("wagtailadmin_pages:add", args=["news", "postpage", index.pk])
    blank = PostPage(title="Made with sync on", slug="made-with-sync-on", summary="It snowed.")
    browser.post(url, form_of(blank) | {"action-publish": "action-publish"})
    return PostPage.objects.get(slug=blank.slug)


def test_following_another_language_is_off_and_not_offered(staff):
    assert not LocaleSynchronization.objects.exists()
    url = reverse("wagtaillocales:edit", args=[making.locale("es").pk])
    screen = staff("Administrators", is_superuser=True).get(url).content.decode()
    assert "language_code" in screen
    assert "sync_from" not in screen


def test_where_it_was_switched_on_nothing_is_copied(staff, post):
    spanish = Page.objects.filter(locale=making.locale("es"))
    before = set(spanish.values_list("pk", flat=True))
    LocaleSynchronization.objects.create(locale=making.locale("es"), sync_from=making.locale("en"))
    made = make_in_the_admin(staff("Editors"))
    call_command("sync_locale_trees")
    assert made.live
    assert set(spanish.values_list("pk", flat=True)) == before
    assert not Page.objects.exclude(alias_of=None).exists()
    index = NewsIndexPage.objects.get(locale=making.locale("es"))
    answer = Client().get(f"{index.url}{made.slug}/")
    assert answer.status_code == 404 or COURTESY in [each.name for each in answer.templates]
    assert made.title not in Client().get(index.url).content.decode()
