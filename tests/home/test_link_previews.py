"""What a messenger reads of a shared link: without JavaScript, from the first 300 kB of the page,
with the picture fetched and measured.
"""

import io
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.test import Client
from PIL import Image as Pillow

from campaigns.models import CampaignUpdatePage
from cms.actors import acting_as
from home.models import HomePage
from home.translating import translate
from news.models import Author, PostAuthor, PostTopic
from tests import making
from tests.cms.newsdesk import COURTESY

pytestmark = pytest.mark.django_db
READ = 300_000  # bytes that crawlers read of a page
WHATSAPP = 250_000  # bytes of a picture
SITE = "http://testserver"


class Metas(HTMLParser):
    """Every `<meta>` of a page by its property or name, in order, and its canonical address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.canonical = ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        facts = dict(attrs)
        if tag == "meta":
            name = facts.get("property") or facts.get("name") or ""
            self.found.setdefault(name, []).append(facts.get("content") or "")
        if tag == "link" and facts.get("rel") == "canonical":
            self.canonical = facts["href"]

    def one(self, name: str) -> str:
        (value,) = self.found[name]
        return value


def crawled(path: str) -> Metas:
    answer = Client(headers={"User-Agent": "WhatsApp/2.23"}).get(path)
    assert answer.status_code == 200, path
    parser = Metas()
    parser.feed(answer.content[:READ].decode(errors="ignore"))
    return parser


def measured(url: str) -> tuple[int, int, int]:
    """Bytes, width and height of a picture that is JPEG."""
    assert url.startswith(f"{SITE}/")
    answer = Client(headers={"User-Agent": "WhatsApp/2.23"}).get(urlsplit(url).path)
    assert answer.headers["Content-Type"] == "image/jpeg"
    shown = Pillow.open(io.BytesIO(answer.content))
    assert shown.format == "JPEG"
    return len(answer.content), *shown.size


@pytest.fixture
def story(monkeypatch) -> dict:
    """A pair with topic, author and picture."""
    monkeypatch.setattr(making, "SPANISH", making.SPANISH | {"A crowd": "Una multitud"})
    image = making.picture()
    post = making.post(hero_image=image, hero_alternative="A crowd")
    for language, name in (("en", "Weather"), ("es", "Clima")):
        page, locale = post[language], making.locale(language)
        topic = making.topic(name)
        author = Author(name=f"Inés {language}", slug=f"ines-{language}", locale=locale)
        author.save()
        making.go_live(author)
        type(topic).objects.filter(pk=topic.pk).update(locale=locale)
        page.post_topics.all().delete()
        PostTopic.objects.create(page=page, topic=topic, locale=locale)
        PostAuthor.objects.create(page=page, author=author, locale=locale)
    return post


@pytest.fixture
def pages(story, campaign) -> dict[str, dict[str, str]]:
    """The address of each kind of page, by language."""
    homes = {code: HomePage.objects.get(locale=making.locale(code)) for code in ("en", "es")}
    about = making.standard_page(homes["en"], body=[("paragraph", "<p>It snowed all night.</p>")])
    making.go_live(about)
    update = CampaignUpdatePage(title="Snow on the hill", slug="u", summary="It snowed.")
    campaign["en"].add_child(instance=update)
    making.go_live(update)
    words = making.SPANISH | {about.slug: "acerca", "About": "Acerca de", "u": "n"}
    with acting_as("seed"):
        others = {"about": translate(about, "es", words), "update": translate(update, "es", words)}
    found = {"about": {"en": about}, "update": {"en": update}}
    for kind, page in others.items():
        found[kind]["es"] = page
    urls = {kind: {code: page.url for code, page in each.items()} for kind, each in found.items()}
    news = {"en": "/en/news/", "es": "/es/noticias/"}
    first = {code: story[code].post_topics.get().topic for code in story}
    return urls | {
        "home": {code: f"/{code}/" for code in homes},
        "story": {code: page.url for code, page in story.items()},
        "campaign": {code: page.url for code, page in campaign.items()},
        "campaigns": {"en": "/en/campaigns/", "es": "/es/campanas/"},
        "news": news,
        "topic": {code: first[code].path_within(news[code], code) for code in first},
        "author": {"en": "/en/news/author/ines-en/", "es": "/es/noticias/autoria/ines-es/"},
    }


def test_every_kind_of_page_shows_a_whole_card_in_its_language(pages):
    for kind, urls in pages.items():
        for language, path in urls.items():
            metas, where = crawled(path), f"{kind} in {language}"
            assert metas.one("og:url") == metas.canonical == f"{SITE}{path}", where
            assert metas.one("og:locale") == f"{language}_US", where
            for name in ("og:title", "og:description", "og:site_name", "og:image:alt"):
                assert metas.one(name).strip(), (where, name)
            assert metas.one("twitter:card") == "summary_large_image"
            assert metas.one("twitter:image") == metas.one("og:image")
            size, width, height = measured(metas.one("og:image"))
            assert size < WHATSAPP, where
            assert (metas.one("og:image:width"), metas.one("og:image:height")) == (
                str(width),
                str(height),
            )
            assert (width, height) == (1200, 630)
            assert metas.one("og:image:type") == "image/jpeg"
            assert f"/{language}/" in metas.one("og:image"), where


def test_both_languages_of_a_pair_name_each_other_and_a_lone_page_names_none(pages, story):
    for kind in ("home", "story", "campaign", "about", "update", "news", "campaigns"):
        for language, other in (("en", "es"), ("es", "en")):
            metas = crawled(pages[kind][language])
            assert metas.found["og:locale:alternate"] == [f"{other}_US"], kind
    lone = making.go_live(making.draft_post())
    assert "og:locale:alternate" not in crawled(lone.url).found
    # Nobody has described it: it begins to speak for itself.
    assert crawled(pages["about"]["es"]).one("og:description") == "Nevó toda la noche."


def test_a_story_says_when_it_came_out_by_whom_and_on_what(pages, story):
    for language, topic in (("en", "Weather"), ("es", "Clima")):
        metas = crawled(pages["story"][language])
        assert metas.one("og:type") == "article"
        assert metas.one("og:title") == story[language].title
        assert metas.one("article:section") == topic
        assert metas.one("author") == f"Inés {language}"
        assert metas.one("article:author") == SITE + pages["author"][language]
        for name in ("published_time", "modified_time"):
            moment = metas.one(f"article:{name}")
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d", moment)
    assert "A crowd" in crawled(pages["story"]["en"]).one("og:image:alt")
    assert "Una multitud" in crawled(pages["story"]["es"]).one("og:image:alt")
    assert crawled(pages["update"]["es"]).one("og:type") == "article"
    for kind in ("home", "campaign", "about", "topic"):
        assert crawled(pages[kind]["es"]).one("og:type") == "website"


def test_pages_that_must_not_be_found_have_no_card(campaign, reader):
    lone = making.go_live(making.draft_post())
    courtesy = f"/es/noticias/{lone.slug}/"
    assert COURTESY in [each.name for each in reader.get(courtesy).templates]
    for path in (courtesy, "/en/search/?q=snow", "/es/buscar/?q=nieve", "/es/suscribirse/listo/"):
        parser = Metas()
        parser.feed(reader.get(path).content.decode())
        assert parser.found["robots"] == ["noindex"], path
        assert [name for name in parser.found if name.startswith(("og:", "twitter:"))] == [], path
