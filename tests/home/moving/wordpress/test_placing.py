"""Where old stories stand here, in which state, and whose translation they are."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from alerts.digesting import WEEKLY, news_for
from cms.models import Pair, Topic, Version
from cms.publishing import publish_due
from home.models import HomePage, StandardPage
from news.models import Author, NewsIndexPage, PostPage, PostTag
from outbox.models import Message
from tests.home.moving.wordpress.exports import SITE, item

pytestmark = pytest.mark.django_db
PAIRS = (("snow", "nieve", "es"), ("rain", "lluvia", "en"), ("sun", "sol", "en"))
IN_A_DAY = timezone.now() + timedelta(days=1)
SOON = {
    "post_date": f"{IN_A_DAY:%Y-%m-%d %H:%M:%S}",
    "post_date_gmt": f"{IN_A_DAY:%Y-%m-%d %H:%M:%S}",
}

HEAD_OF_TERMS = (
    "<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>rights</wp:category_nicename>"
    "<wp:category_parent>labor</wp:category_parent></wp:category>"
    "<wp:author><wp:author_login>desk</wp:author_login>"
    "<wp:author_email>ana@example.org</wp:author_email>"
    "<wp:author_display_name>Ana Peña</wp:author_display_name></wp:author>"
)


def on(year: str) -> dict[str, str]:
    return {"post_date_gmt": f"{year}-05-01 14:00:00"}


def language(code: str):
    return ("language", code, code)


def in_set(name: str):
    return ("post_translations", name, name)


def test_states_are_kept_and_what_was_not_public_is_a_draft(old_site, reader):
    old_site.write(
        item(1, status="draft", link=f"{SITE}/?p=1", post_date_gmt="0000-00-00 00:00:00"),
        item(2, status="future", **SOON),
        item(3, status="future"),
        item(4, status="private"),
        item(5, post_password="s3cret-word"),
        item(6, status="pending", title=""),
        item(7, status="trash"),
        item(8, post_type="nav_menu_item"),
    )
    report = old_site.bring()
    states = {each.slug: each.live for each in PostPage.objects.all()}
    assert states == dict.fromkeys([f"story-{number}" for number in range(1, 7)], False)
    for kind in ("private", "password", "waits", "title"):
        assert report.reasons[kind] == 1, kind
    assert (report.counts["left trash"], report.counts["left nav_menu_item"]) == (1, 1)
    assert "s3cret-word" not in (old_site.folder / "report.json").read_text()
    assert reader.get("/2012/05/story-4/").status_code in {302, 404}
    scheduled = PostPage.objects.get(slug="story-2")
    assert abs(scheduled.go_live_at - IN_A_DAY) < timedelta(seconds=2)
    scheduled.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    PostPage.objects.filter(pk=scheduled.pk).update(go_live_at=None)
    assert publish_due() == 1


def check_pair(page, original: str) -> None:
    """Its other version is a text of its own, and not behind."""
    pair = Pair.objects.get(translation_key=page.translation_key)
    free = Version.objects.get(translation_key=pair.translation_key, way="adapted")
    assert (pair.original, free.stale_since) == (original, None)
    assert free.language != original


def test_translations_of_each_other_become_one_pair(old_site, reader):
    """Polylang's terms and WPML's fields. The older version is the original, unless one says."""
    told = {"_hub_original": "en"}
    wpml = {"_wpml_import_translation_group": "77"}
    source = {"_wpml_import_source_language_code": "en"}
    old_site.write(
        item(1, slug="nieve", terms=[language("es"), in_set("pll_4f")], content="Nevó mucho ayer."),
        item(2, slug="snow", terms=[language("en"), in_set("pll_4f")], **on("2013")),
        item(3, slug="rain", metas=wpml | {"_wpml_import_language_code": "en"}),
        item(4, slug="lluvia", metas=wpml | source | {"_wpml_import_language_code": "es_MX"}),
        item(5, slug="alone", terms=[language("en"), in_set("pll_4f")], **on("2014")),
        item(6, slug="neige", terms=[language("fr")]),
        item(7, slug="sol", terms=[language("es"), in_set("pll_9")], metas=told),
        item(8, slug="sun", terms=[language("en"), in_set("pll_9")], metas=told, **on("2013")),
    )
    report = old_site.bring()
    for english, spanish, original in PAIRS:
        pages = [PostPage.objects.get(slug=slug) for slug in (english, spanish)]
        assert [page.locale.language_code for page in pages] == ["en", "es"]
        assert pages[0].translation_key == pages[1].translation_key
        check_pair(pages[0], original)
        shown = reader.get(pages[0].url).content.decode()
        assert pages[1].full_url in shown
    assert (report.reasons["group"], report.counts["left language"]) == (1, 1)
    assert Pair.objects.filter(translation_key=PostPage.objects.get(slug="alone").translation_key)


def test_a_version_that_came_may_be_edited_and_published_here(old_site, staff):
    old_site.write(
        item(1, slug="nieve", terms=[language("es"), in_set("pll_4f")]),
        item(2, slug="snow", terms=[language("en"), in_set("pll_4f")]),
    )
    old_site.bring()
    browser = staff("Editors")
    for page in PostPage.objects.all():
        assert browser.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
        page.title = "Mended"
        page.save_revision(user=browser.user).publish(user=browser.user)
        assert PostPage.objects.get(pk=page.pk).title == "Mended"


def test_terms_and_authors_have_their_pages_in_the_storys_language(old_site, reader):
    rights = [("category", "rights", "Rights &amp; Work"), ("post_tag", "ice", "ICE")]
    spanish = [
        language("es"),
        ("category", "rights-es", "Derechos"),
        ("author", "cap-leo", "Leo Rey"),
    ]
    old_site.write(
        item(1, terms=rights),
        item(2, terms=rights),
        item(3, terms=spanish),
        item(4, creator="someone@example.org"),
        head=HEAD_OF_TERMS,
    )
    old_site.bring()
    names = {(each.name, each.slug, each.locale.language_code) for each in Topic.objects.all()}
    assert names == {("Rights & Work", "rights", "en"), ("Derechos", "rights", "es")}
    assert PostTag.objects.count() == 2
    assert {each.name for each in Author.objects.all()} == {"Ana Peña", "Leo Rey", "The newsroom"}
    assert reader.get("/category/labor/rights/").url == "/en/news/topic/rights/"
    assert reader.get("/tag/ice/").url == "/en/news/tag/ice/"
    assert "Rights &amp; Work" in reader.get("/en/news/topic/rights/").content.decode()
    assert reader.get("/es/noticias/tema/rights/").status_code == 200


def test_addresses_are_kept_unless_they_are_taken(old_site, reader):
    old_site.write(
        item(1, slug="el-a%c3%b1o-nuevo", metas={"_wp_old_slug": "ano"}),
        item(2, slug="about", post_type="page", link=f"{SITE}/us/about/"),
        item(3, slug="about", post_type="page", link=f"{SITE}/them/about/"),
        item(4, slug="search", post_type="page", link=f"{SITE}/search/"),
    )
    report = old_site.bring()
    assert PostPage.objects.get().slug == "el-anio-nuevo"
    assert set(StandardPage.objects.values_list("slug", flat=True)) == {
        "about",
        "about-2",
        "search-2",
    }
    assert report.reasons["slug"] == 2
    assert reader.get("/them/about/").url == "/en/about-2/"
    assert reader.get("/2012/05/el-a%C3%B1o-nuevo/").url == "/en/news/el-anio-nuevo/"
    assert reader.get("/2012/05/ano/").url == "/en/news/el-anio-nuevo/"
    assert reader.get("/?page_id=2").url.startswith("/en/about/")


def test_links_between_stories_lead_to_pages_also_to_those_that_come_later(old_site, reader):
    old_site.write(
        item(
            1, content=f'See <a href="{SITE}/2012/05/story-2/">two</a>, <a href="/?p=2">again</a>.'
        ),
        item(
            2,
            content=f'See <a href="{SITE}/2012/05/story-1/#c">one</a>, <a href="{SITE}/x/">x</a>.',
        ),
    )
    old_site.bring()
    first, second = PostPage.objects.order_by("pk")
    assert reader.get(first.url).content.decode().count(f'href="{second.url}"') == 2
    shown = reader.get(second.url).content.decode()
    assert f'href="{first.url}"' in shown
    assert f'href="{SITE}/x/"' in shown
    assert old_site.bring().counts["same"] == 2


def test_nobody_gets_mail_of_what_came(old_site):
    """Old stories are no news to those who subscribed to news."""
    old_site.write(item(1), item(2))
    old_site.bring()
    now = timezone.now()
    assert not Message.objects.exists()
    assert not news_for(WEEKLY, "en", since=now - timedelta(days=7), until=now).exists()


def test_the_tree_of_pages_is_whole_afterwards(old_site):
    old_site.write(item(1), item(2, post_type="page", slug="about"))
    old_site.bring()
    assert Page.find_problems() == ([], [], [], [], [])
    english = NewsIndexPage.objects.get(locale__language_code="en")
    assert english.numchild == 1
    assert StandardPage.objects.child_of(HomePage.objects.get(locale=english.locale)).count() == 1
