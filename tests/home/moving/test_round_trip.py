"""A newsroom leaves, another one that is empty takes it in, and nothing is missing."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail_localize.models import TranslationSource

from cms.models import Correction, Image, LiveEntry, Pair, Topic, Version
from home.models import StandardPage
from home.moving.export.leaving import Wish, export_site
from home.seeding import seed
from news.models import Author, PostPage, Series
from tests.home.moving.checking import differences
from tests.home.moving.newsroom import newsroom

pytestmark = pytest.mark.django_db
PAIRED = (PostPage, StandardPage, Topic, Author, Series)
OTHERS = (TranslationSource, Redirect, Correction, LiveEntry, Image, get_document_model())


def empty() -> None:
    """As a newsroom begins: its front pages and indexes, and the campaigns."""
    gone = [each for model in PAIRED for each in model.objects.all()]
    keys = [each.translation_key for each in gone]
    for each in gone:
        each.delete()
    for model in (Pair, Version):
        model.objects.filter(translation_key__in=keys).delete()
    for model in OTHERS:
        model.objects.all().delete()


def check_there_and_back(folder) -> None:
    export_site(folder / "out", Wish())
    file, uploads = folder / "out" / "site.xml", folder / "out" / "uploads"
    empty()
    assert differences(file, uploads)
    options = {"uploads": uploads, "report": folder / "report.json", "say_in": "en"}
    call_command("import_wordpress", str(file), stdout=StringIO(), **options)
    assert "\n".join(differences(file, uploads)) == ""


def test_what_leaves_one_newsroom_is_whole_in_the_next(tmp_path):
    """Every part of a story in both languages, drafts, times, notes, pictures and old addresses."""
    newsroom()
    check_there_and_back(tmp_path)


@pytest.mark.slow
def test_the_demo_newsroom_leaves_and_comes_back(tmp_path):
    list(seed())
    check_there_and_back(tmp_path)
