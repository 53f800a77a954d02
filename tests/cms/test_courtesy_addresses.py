"""An address that changed leads on: the page's own, and that of its courtesy page."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from cms.actors import acting_as
from news.models import PostPage
from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(db) -> PostPage:
    """A live story without a Spanish version."""
    return making.go_live(making.draft_post())


@pytest.fixture
def address(english) -> str:
    return f"/es/noticias/{english.slug}/"


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """`rename(page, slug)` publishes it at another address."""

    def publish(page, slug: str) -> None:
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            making.go_live(page)

    return publish


def test_an_old_courtesy_address_leads_on(reader, english, address, rename):
    rename(english, "first-new-name")
    rename(english, "second-new-name")
    for old in (address, "/es/noticias/first-new-name/"):
        response = reader.get(old)
        assert (response.status_code, response.url) == (301, "/es/noticias/second-new-name/")
    assert reader.get("/es/noticias/second-new-name/").status_code == 200
    rename(english, "first-new-name")
    assert reader.get("/es/noticias/first-new-name/").status_code == 200
    assert reader.get(address).url == "/es/noticias/first-new-name/"


def test_an_old_courtesy_address_leads_to_the_version_that_there_is(reader, post, rename):
    old = f"/es/noticias/{post['en'].slug}/"
    rename(post["en"], "new-name")
    response = reader.get(old)
    assert (response.status_code, response.url) == (301, post["es"].url)


def test_a_page_offline_is_at_no_old_address_either(reader, english, address, rename):
    rename(english, "new-name")
    with acting_as("seed"):
        english.unpublish()
    assert reader.get(address).status_code == 404


def test_an_old_address_leads_on_in_its_own_language_only(reader, post, rename):
    english, spanish = post["en"].url, post["es"].url
    rename(post["en"], "new-name")
    response = reader.get(english)
    assert (response.status_code, response.url) == (301, "/en/news/new-name/")
    assert reader.get(spanish).status_code == 200
    assert reader.get("/es/noticias/new-name/").url == spanish
    of_the_pair = Redirect.objects.filter(redirect_page__in=[each.pk for each in post.values()])
    redirects = of_the_pair.values_list("old_path", "redirect_page_id")
    assert list(redirects) == [(english.rstrip("/"), post["en"].pk)]


def test_an_address_that_another_story_has_now_is_its_own(reader, english, address, rename):
    rename(english, "new-name")
    making.go_live(making.draft_post(slug=address.split("/")[-2], title="Another story"))
    response = reader.get(address)
    assert response.status_code == 200
    assert "Another story" in text_of(response)


@pytest.mark.parametrize("slug", ["%00", "a%00b", "x" * 3_000, "%F0%9F%98%80", "a%3Fb"])
def test_no_address_breaks_it(reader, english, slug):
    assert reader.get(f"/es/noticias/{slug}/").status_code == 404
