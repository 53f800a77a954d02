"""A page that somebody restricted is refused kindly, and no door of the admin restricts one."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
TOLD = {"en": "You cannot see this page", "es": "No puedes ver esta página"}


@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_a_restricted_page_is_refused_in_the_readers_language(kind, post, reader):
    for language, page in post.items():
        row = PageViewRestriction(page=page.get_parent(), restriction_type=kind, password="word")
        row.save()
        row.groups.set(Group.objects.all()[:1])
        answer = reader.get(page.url)
        assert answer.status_code == 403
        assert TOLD[language] in text_of(answer)
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "no-store"


def test_no_door_restricts_a_page(post):
    boss = Client()
    making.sign_in(boss, get_user_model().objects.create_superuser("boss"))
    for page in (Page.objects.get(depth=1), post["en"].get_parent(), post["es"]):
        for kind in ("password", "login"):
            sent = {"restriction_type": kind, "password": "word"}
            boss.post(f"/admin/pages/{page.pk}/privacy/", sent)
    assert not PageViewRestriction.objects.exists()


def test_wagtails_own_log_in_for_readers_is_not_there(reader):
    for address in ("/en/_util/login/", "/es/_util/authenticate_with_password/1/1/"):
        assert reader.get(address).status_code == 404
        assert reader.post(address, {"username": "a", "password": "b"}).status_code == 404


@pytest.mark.parametrize("kind", ["password", "login"])
def test_a_document_for_some_asks_who_it_is(kind, reader):
    document = Document.objects.create(title="A", file=ContentFile(b"x", "a.txt"))
    root = Collection.get_first_root_node()
    row = CollectionViewRestriction.objects.create(
        collection=root, restriction_type=kind, password="word"
    )
    answer = reader.get(document.url)
    if kind == "login":
        assert answer.url.startswith("/admin/login/?next=")
    else:
        assert 'type="password"' in text_of(answer)
        sent = {"password": "word", "return_url": "//evil.example/"}
        passed = reader.post(f"/documents/authenticate_with_password/{row.pk}/", sent)
        assert "evil" not in passed.url
        assert reader.get(document.url).status_code == 200
