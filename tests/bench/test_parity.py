"""The benchmark measures the right thing: its newsroom is real, and the desk finds all of it."""

import pytest
from wagtail.models import Revision
from wagtail_localize.models import StringSegment

from bench import newsroom
from bench.measuring import WrongAnswer
from bench.parity import check_counts
from cms.models import Version
from cms.pairs import Pair
from news.models import PostPage

SIZE = 100


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_desk_finds_as_many_of_each_state_as_were_planted(db):
    templates = newsroom.templates()
    newsroom.grow(templates, 1, SIZE)
    check_counts(newsroom.editor(), SIZE)
    check_shares()
    check_one_clone(PostPage.objects.filter(live=True).order_by("pk").last(), templates)
    Version.objects.exclude(stale_since=None).first().delete()
    with pytest.raises(WrongAnswer, match="planted"):
        check_counts(newsroom.editor(), SIZE)


def check_shares():
    """Three in ten are stale, and either language comes first."""
    planted = newsroom.planted(1, SIZE)
    assert sum(planted.values()) == SIZE
    assert planted["stale", True] == 30
    made = Pair.objects.filter(translation_key__in=PostPage.objects.values("translation_key"))
    assert made.filter(original="en").count() == 81
    assert made.filter(original="es").count() == 21


def check_one_clone(page, templates):
    """Its segments and revisions are its own, as many as people's are."""
    assert page.translation_key not in templates.values()
    segments = StringSegment.objects.filter(source__object_id=page.translation_key)
    assert segments.values("string_id", "context_id").distinct().count() >= 20
    revisions = Revision.page_revisions.filter(object_id=str(page.pk))
    assert revisions.count() == newsroom.REVISIONS
    assert page.latest_revision in revisions
    assert page.get_parent().specific.url in page.url
