"""An old site comes in: what it said, where it stood, and only once."""

import json
from contextlib import contextmanager

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.signals import page_published

from cms.models import Image
from home.models import Arrival
from news.models import Author, PostPage
from tests import making
from tests.home.moving.wordpress.exports import FIXTURE, item
from users.models import User

pytestmark = pytest.mark.django_db


def body_of(reader, path: str) -> str:
    response = reader.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def test_a_story_comes_with_its_credit_its_category_and_its_old_address(old_site, reader):
    """The shape of a real export of 2010, in other words."""
    old_site.upload("2011/03/steps.jpg")
    report = old_site.bring(FIXTURE)
    post = PostPage.objects.get()
    assert post.url == "/en/news/branch-library-vote/"
    for old in ("/2011/03/14/branch-library-vote/", "/2011/03/14/branch-library-vote", "/?p=31"):
        response = reader.get(old)
        assert (response.status_code, response.url.partition("?")[0]) == (301, post.url), old
    assert reader.get("/category/city-hall/").url == "/en/news/topic/city-hall/"
    shown = body_of(reader, post.url)
    assert "Rosa Quispe" in shown
    assert "/en/news/topic/city-hall/" in shown
    assert "Readers on the steps of the branch library" in shown
    assert "close &amp; sell" in shown
    assert post.hero_credit == Image.objects.get().credit == "Rosa Quispe"
    assert post.first_published_at.isoformat() == "2011-03-14T17:05:00+00:00"
    assert [row.author.name for row in post.post_authors.all()] == ["The Desk"]
    assert (report.counts["comments"], report.counts["open_comments"]) == (1, 0)
    assert dict(report.reasons) == {"comments": 1}


def test_nobody_and_no_address_of_anybody_comes_along(old_site):
    users = User.objects.count()
    old_site.bring(FIXTURE)
    told = (old_site.folder / "report.json").read_text() + (
        old_site.folder / "report.txt"
    ).read_text()
    assert User.objects.count() == users
    assert "@" not in told
    assert not [each for each in Author.objects.all() if "@" in each.name + each.slug]


def test_without_its_file_a_picture_leaves_its_words_and_a_line_in_the_report(old_site):
    report = old_site.bring(FIXTURE, uploads=False)
    post = PostPage.objects.get()
    assert post.live
    assert (post.hero_image, post.hero_credit) == (None, "Rosa Quispe")
    assert post.hero_alternative == "Readers on the steps of the branch library"
    assert report.reasons["picture"] == 1
    line = json.loads((old_site.folder / "report.json").read_text())["lines"][0]
    old_site.upload("2011/03/steps.jpg")
    report = old_site.bring(FIXTURE)
    assert report.counts["mended"] == 1
    assert PostPage.objects.get().hero_image == Image.objects.get()
    assert line["id"] == 31


def test_notes_stand_at_the_foot_again(old_site, reader):
    key, lost = (f"0f1e2d3c-0000-4000-8000-00000000000{number}" for number in (1, 2))
    mark = f'<sup data-fn="{key}" class="fn"><a href="#{key}" id="{key}-link">1</a></sup>'
    told = [{"id": key, "content": "The <em>almanac</em>."}, {"id": lost, "content": "Nowhere."}]
    content = f"<!-- wp:paragraph -->\n<p>It snowed{mark}.</p>\n<!-- /wp:paragraph -->"
    metas = {"footnotes": json.dumps(told)}
    old_site.write(item(1, content=f"{content}\n<!-- wp:footnotes /-->", metas=metas))
    report = old_site.bring()
    shown = reader.get(PostPage.objects.get().url).content.decode()
    assert "The <i>almanac</i>." in shown
    assert shown.count('role="doc-noteref"') == 1
    assert report.reasons == {"footnote": 1}
    assert old_site.bring().counts["same"] == 1


def test_twice_leaves_as_many(old_site):
    file = old_site.write(*[item(number) for number in range(1, 11)])
    assert old_site.bring(file).counts["made"] == 10
    revisions = PostPage.objects.values_list("latest_revision_id", flat=True).order_by("pk")
    before = list(revisions)
    assert old_site.bring(file).counts["same"] == 10
    assert list(revisions.all()) == before


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_thousand_twice_leave_a_thousand(old_site):
    """Minutes: a thousand stories are published one by one."""
    file = old_site.write(*[item(number) for number in range(1, 1001)])
    assert old_site.bring(file).counts["made"] == 1000
    assert old_site.bring(file).counts["same"] == 1000
    assert PostPage.objects.live().count() == 1000


def test_a_run_that_was_killed_goes_on(old_site):
    """A transaction for each story: the one in which it died is as if it had not begun."""
    file = old_site.write(*[item(number) for number in range(1, 5)])
    with pytest.raises(KeyboardInterrupt), dying_in(PostPage, after=3):
        old_site.bring(file)
    assert PostPage.objects.count() == 2
    report = old_site.bring(file)
    assert (report.counts["same"], report.counts["made"]) == (2, 2)
    assert PostPage.objects.live().count() == 4


def test_a_dry_run_writes_its_report_and_nothing_else(old_site):
    old_site.upload("2011/03/steps.jpg")
    models = PostPage, Image, Author, Arrival, Redirect
    before = [model.objects.count() for model in models]
    report = old_site.bring(FIXTURE, is_dry=True)
    assert report.counts["stories"] == 1
    assert report.reasons == {"comments": 1}
    assert [model.objects.count() for model in models] == before


def test_what_was_worked_on_here_is_left_and_what_was_deleted_stays_away(old_site):
    file = old_site.write(*[item(number) for number in range(1, 4)])
    old_site.bring(file)
    edited, deleted, offline = PostPage.objects.order_by("pk")
    edited.title = "Mended by hand"
    making.go_live(edited)
    deleted.delete()
    offline.unpublish()
    news = [item(number, content="Another text.") for number in range(1, 4)]
    report = old_site.bring(old_site.write(*news))
    assert (report.reasons["edited"], report.reasons["deleted"]) == (2, 1)
    assert [(each.title, each.live) for each in PostPage.objects.order_by("pk")] == [
        ("Mended by hand", True),
        ("Story 3", False),
    ]


@contextmanager
def dying_in(model, *, after: int):
    """The process ends while the row of this number is being published."""
    seen = []

    def die(sender, instance, **kwargs):
        seen.append(instance.pk)
        if len(seen) == after:
            raise KeyboardInterrupt

    page_published.connect(die, sender=model, weak=False)
    try:
        yield
    finally:
        page_published.disconnect(die, sender=model)
