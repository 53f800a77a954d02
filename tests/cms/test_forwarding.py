"""One address per page: old ones lead on, odd spellings too, and none leads in circles."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site
from wagtail_localize.models import StringTranslation

from cms.actors import acting_as
from cms.models import Outdated
from home.translating import translate
from news.models import Author
from tests import making
from tests.cms.newsdesk import form_of, publish_in_translation_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`committed(deed)` does it, and what waits for its commit."""

    def commit(deed):
        with django_capture_on_commit_callbacks(execute=True):
            return deed()

    return commit


@pytest.fixture
def rename(committed):
    """`rename(subject, slug)` publishes it at another address."""

    def publish(subject, slug: str) -> None:
        subject.slug = slug
        committed(lambda: making.go_live(subject))

    return publish


def leads(reader, path: str) -> str:
    """Where one step from this address leads; that step is the only one."""
    response = reader.get(path)
    assert response.status_code == 301, (path, response.status_code)
    assert reader.get(response.url).status_code == 200, response.url
    return response.url


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_address_leads_to_the_newest_in_one_step(reader, post, rename, language):
    page = post[language]
    first = page.url
    rename(page, "second")
    second = page.url
    rename(page, "third")
    assert leads(reader, first) == leads(reader, second) == page.url
    assert leads(reader, f"{first}?via=p7") == f"{page.url}?via=p7"


def test_a_page_that_comes_back_leads_to_itself_no_more(reader, post, rename):
    page, first = post["en"], post["en"].url
    rename(page, "second")
    second = page.url
    rename(page, first.split("/")[-2])
    assert reader.get(first).status_code == 200
    assert leads(reader, second) == first
    with acting_as("seed"):
        page.unpublish()
    for path in (first, second):
        assert reader.get(path).status_code in {404, 410}, "not in circles"


def test_a_page_published_at_an_old_address_wins(reader, post, rename):
    first = post["en"].url
    rename(post["en"], "second")
    other = making.go_live(making.draft_post(slug=first.split("/")[-2]))
    assert other.url == first
    assert reader.get(first).status_code == 200


def test_both_editors_leave_redirects(staff, reader, post, committed):
    editor, english, spanish = staff("Editors"), post["en"], post["es"]
    old = {code: page.url for code, page in post.items()}
    url = reverse("wagtailadmin_pages:edit", args=[english.pk])
    form = form_of(english, title="Much snow", slug="stock")
    question = editor.post(url, form | {"action-publish": "action-publish"}).url
    committed(lambda: editor.post(question, {"change": "minor"}))
    assert leads(reader, old["en"]) == "/en/news/stock/"
    slug = StringTranslation.objects.get(
        locale=spanish.locale, context__path="slug", context__object_id=spanish.translation_key
    )
    slug.data = "piezas"
    slug.save()
    committed(lambda: publish_in_translation_editor(editor, spanish))
    assert leads(reader, old["es"]) == "/es/noticias/piezas/"


def test_what_stands_below_a_page_moves_with_it(reader, campaign, post, rename):
    index = post["es"].get_parent().specific
    topic = making.topic("Rights")
    with acting_as("seed"):
        topic = translate(topic, "es", {"Rights": "Derechos", topic.slug: "derechos"})
    left = campaign["es"].url
    rename(campaign["es"], "otra")
    for part in ("", "feed/", "novedades/", "feed/atom/"):
        assert leads(reader, left + part) == f"{campaign['es'].url}{part}"
    rename(index, "notas")
    below = ("", "tema/derechos/", "tema/derechos/feed/json/", f"{post['es'].slug}/")
    for path in below:
        assert leads(reader, f"/es/noticias/{path}") == f"/es/notas/{path}"


def test_a_topic_and_an_author_lead_on_in_their_language(reader, rename):
    author = Author(name="Inés", slug="ines", locale=making.locale("en"))
    author.save()
    making.go_live(author)
    for subject, word in ((making.topic("Rights"), "topic"), (author, "author")):
        root, first = f"/en/news/{word}/", subject.slug
        rename(subject, "second")
        rename(subject, "third")
        for path in ("", "feed/", "feed/json/"):
            for old in (first, "second"):
                assert leads(reader, f"{root}{old}/{path}") == f"{root}third/{path}"
        rename(subject, first)
        assert reader.get(f"{root}{first}/").status_code == 200
        assert leads(reader, f"{root}third/") == f"{root}{first}/"
        assert reader.get(f"/es/noticias/{word}/third/").status_code == 404


def test_a_draft_of_a_topic_moves_nothing(reader):
    topic = making.topic("Rights")
    old, topic.slug = topic.slug, "draft"
    known = Redirect.objects.count()
    topic.save_revision()
    assert reader.get(f"/en/news/topic/{old}/").status_code == 200
    assert Redirect.objects.count() == known


def test_redirects_by_hand_lead_to_their_end_and_never_in_circles(reader, post):
    site = Site.objects.get()

    def redirect(old: str, new) -> None:
        Redirect.add_redirect(old, redirect_to=new, site=site)

    redirect("/en/a", "/en/b/")
    redirect("/en/b", "http://testserver/en/c/")
    redirect("/en/c", post["en"])
    assert leads(reader, "/en/a/") == leads(reader, "/en/b/") == post["en"].url
    redirect("/en/x", "/en/y/")
    redirect("/en/y", "/en/x/")
    redirect("/en/self", "/en/self/")
    for path in ("/en/x/", "/en/y/", "/en/self/"):
        assert reader.get(path).status_code == 404, path
    redirect("/en/Old-Site.html", post["en"])
    assert leads(reader, "/en/Old-Site.html") == post["en"].url
    redirect("/en/away", "https://example.org/x")
    assert reader.get("/en/away/").url == "https://example.org/x"


def test_an_odd_spelling_leads_to_the_address(reader, post):
    url = post["es"].url
    odd = [url.rstrip("/"), url.upper(), url.replace("/es/", "/ES/"), url.replace("/n", "//n")]
    odd += [
        f"{url}index.html",
        f"{url}index",
        f"/%2F{url[1:]}",
        url.replace("noticias", "Noticias"),
    ]
    for path in odd:
        assert leads(reader, path) == url, path
    assert leads(reader, "/EN") == leads(reader, "/%2Fen%2F/") == "/en/"
    assert leads(reader, f"{url.upper()}?utm_source=x") == f"{url}?utm_source=x"


@pytest.mark.parametrize("path", ["/%2Fexample.org/", "/en/%2Fexample.org/", "/%2Fa/%2Fen/"])
def test_no_spelling_leads_to_another_site(reader, path):
    response = reader.get(path)
    assert response.status_code in {302, 404}
    assert not getattr(response, "url", "/").startswith("//")


@pytest.mark.parametrize("path", ["A%00B/", "X" * 3_000 + "/", "%FF%FE/", "A/?a=%00", "A%5C/"])
def test_no_spelling_breaks_it(reader, path):
    assert reader.get(f"/en/{path}").status_code == 404


def test_caches_forget_the_address_that_a_topic_left(settings, rename):
    settings.PROXY_URL, settings.PROXY_REFRESH_KEY = "https://127.0.0.1:1", "k" * 40
    topic = making.topic("Rights")
    left = topic.path_within("/en/news/", "en")
    Outdated.objects.all().delete()
    rename(topic, "elsewhere")
    told = set(Outdated.objects.values_list("path", flat=True))
    assert {left, f"{left}feed/", f"{left}feed/json/"} <= told
