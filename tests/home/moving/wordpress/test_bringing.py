"""An old site comes in: what it said, where it stood, and only once."""

import json

import pytest

from cms.models import Image
from news.models import Author, PostPage
from tests.home.moving.wordpress.exports import FIXTURE, OldSite, item
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_site(tmp_path):
    return OldSite(tmp_path)


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


def test_twice_leaves_as_many(old_site):
    file = old_site.write(*[item(number) for number in range(1, 11)])
    assert old_site.bring(file).counts["made"] == 10
    revisions = PostPage.objects.values_list("latest_revision_id", flat=True).order_by("pk")
    before = list(revisions)
    assert old_site.bring(file).counts["same"] == 10
    assert list(revisions.all()) == before
