"""Founding is idempotent, and a flushed database is founded again."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Site

from home.founding import found
from home.models import HomePage
from home.roles import ROLES


@pytest.mark.django_db
def test_founding_twice_changes_nothing():
    before = set(Page.objects.values_list("pk", "path", "title", "latest_revision_id"))
    permissions = set(GroupPagePermission.objects.values_list("group", "page", "permission"))
    found()
    assert set(Page.objects.values_list("pk", "path", "title", "latest_revision_id")) == before
    assert (
        set(GroupPagePermission.objects.values_list("group", "page", "permission")) == permissions
    )


@pytest.mark.django_db(transaction=True)
def test_a_flushed_database_has_its_newsroom_again():
    assert HomePage.objects.live().count() == 2
    assert {role.name for role in ROLES} == set(Group.objects.values_list("name", flat=True))


@pytest.mark.django_db
def test_both_languages_have_their_own_front_and_indexes(client):
    for path, title in (("/en/news/", "News"), ("/es/noticias/", "Noticias")):
        assert title in client.get(path).content.decode()


@pytest.mark.django_db
def test_no_role_holds_rights_from_the_root_down():
    assert not GroupPagePermission.objects.filter(page__depth=1).exists()


@pytest.mark.django_db
def test_the_site_is_called_what_base_url_says(settings):
    settings.BASE_URL = "https://news.example.org:8443"
    found()
    site = Site.objects.get()
    assert (site.hostname, site.port) == ("news.example.org", 8443)


@pytest.mark.django_db
def test_what_is_submitted_for_review_goes_to_the_editors():
    (task,) = GroupApprovalTask.objects.filter(active=True)
    assert [group.name for group in task.groups.all()] == ["Editors"]
    assert {page.get_workflow().name for page in HomePage.objects.all()} == {"Review"}
