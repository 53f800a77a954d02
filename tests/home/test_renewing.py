"""What stands on every page is new on all pages at once, in both languages, whoever keeps them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from cms.banners import BannerWish, raise_banner
from cms.editions import EDITION_PATH, HEADER, Edition
from cms.models import Banner, Outdated
from cms.page_cache import HEADER as FOUND
from cms.purging import purge
from cms.refreshing import refresh
from dev.nginx import find_nginx
from home.models import FollowLink, HomePage, Identity
from home.renewing import renew
from tests import making
from tests.proxy import running_proxy

pytestmark = pytest.mark.django_db
KEY = "a-key-of-the-tests-0123456789-abcdefgh"
TEXTS = {"en": "The bridge is closed", "es": "El puente está cerrado"}


@pytest.fixture
def told(settings):
    """A proxy that is known to the settings, and does not answer; it knows all there is."""
    settings.PROXY_URL, settings.PROXY_REFRESH_KEY = "https://127.0.0.1:1", KEY


@pytest.fixture
def proxy(told, settings, tmp_path, monkeypatch):
    if not find_nginx():
        pytest.skip("nginx is not here")
    with running_proxy(tmp_path, tmp_path / "media", KEY) as running:
        settings.PROXY_URL = running.url
        monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
        yield running


@pytest.fixture
def paths(post, campaign):
    """Pages of every kind of cache lifetime, and what is no page."""
    pages = [*post.values(), *campaign.values()]
    doors = ["/en/search/?q=snow", "/en/what-we-could-be-forced-to-give/", "/es/suscribirse/"]
    return ["/en/", "/es/", "/en/news/", "/es/noticias/", *(page.url for page in pages), *doors]


def site() -> Site:
    return Site.objects.get(is_default_site=True)


def warn(**facts) -> Banner:
    return raise_banner(site(), BannerWish(TEXTS, **facts), by=making.user("Editors"))


def missing(proxy, paths) -> list[str]:
    return [path for path in paths if TEXTS[path[1:3]] not in proxy.get(path).text]


def test_a_banner_is_first_and_then_on_every_page_that_the_proxy_had(proxy, paths):
    renew()
    refresh()
    Outdated.objects.all().delete()
    for path in paths:
        proxy.get(path)
    purge(paths)
    warn()
    assert {"/en/news/", "/es/noticias/"} <= {*missing(proxy, paths)}, "nothing was kept"
    assert renew()
    assert Outdated.objects.claim()[0].path == EDITION_PATH
    Outdated.objects.exclude(path=EDITION_PATH).delete()
    Outdated.objects.update(due_at=timezone.now())
    assert refresh() == 1, "one address for all pages"
    assert missing(proxy, paths) == []
    Outdated.objects.update(due_at=timezone.now())
    refresh()
    assert proxy.kept("/es/noticias/"), "the second look makes nothing anew"


def test_pages_are_served_though_nobody_says_the_edition(proxy, post):
    Edition.objects.all().delete()
    assert proxy.get("/_edition/").headers[HEADER] == "0"
    assert proxy.get(post["en"].url).status == 200
    assert proxy.get("/en/nowhere/").status == 404
    assert proxy.get(post["es"].url, Host="elsewhere.example").status == 400


def test_a_banner_is_in_our_own_cache_for_nobody(
    settings, reader, paths, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_URL = settings.REDIS_URL
    renew()
    for path in paths[:6]:
        reader.get(path)
        assert reader.get(path).headers[FOUND] == "HIT", path
    with django_capture_on_commit_callbacks(execute=True):
        warn()
    for path in paths[:6]:
        answer = reader.get(path)
        assert answer.headers[FOUND] == "MISS", path
        assert TEXTS[path[1:3]] in answer.content.decode(), path


def turns(deed) -> bool:
    """Whether caches are told, as the tick would tell them."""
    renew()
    deed()
    return renew()


def test_each_thing_that_stands_everywhere_is_seen_and_nothing_else(told, post):
    home = HomePage.objects.get(locale=making.locale("es"))
    about = making.standard_page(home)

    def follow():
        FollowLink.objects.create(page=home, label="Boletín", url="https://example.org/b")

    def name():
        Site.objects.update(site_name="Bahía Plural")

    def logo():
        facts = {"logo": making.picture()}
        Identity.objects.update_or_create(site=site(), defaults=facts)

    deeds = [name, logo, follow, warn, lambda: making.go_live(about)]
    deeds.append(lambda: HomePage.objects.update(tip_title="Cuéntanos", tip_address="a@b.org"))
    for number, deed in enumerate(deeds):
        assert turns(deed), number
    post["en"].refresh_from_db()
    assert not turns(lambda: making.go_live(post["en"]))
    assert not turns(lambda: making.go_live(HomePage.objects.get(pk=home.pk)))


def test_a_banner_comes_and_goes_at_its_time(told):
    banner = warn(begins_at=timezone.now() + timedelta(minutes=1))

    def begin():
        Banner.objects.update(begins_at=timezone.now() - timedelta(minutes=1))

    def end():
        Banner.objects.update(ends_at=timezone.now())

    assert banner.is_on
    assert turns(begin)
    assert turns(end)


@pytest.mark.parametrize("change", ["banner", "name", "menu"])
def test_a_change_is_told_at_once_and_does_not_wait_for_the_tick(
    told, change, django_capture_on_commit_callbacks
):
    renew()
    before = Edition.objects.current()
    with django_capture_on_commit_callbacks(execute=True):
        if change == "banner":
            warn()
        elif change == "name":
            changed = site()
            changed.site_name = "Bahía Plural"
            changed.save()
        else:
            making.go_live(making.standard_page(HomePage.objects.get(locale=making.locale("en"))))
    assert Edition.objects.current() == before + 1


def test_a_number_never_comes_back_with_what_it_stood_for(told):
    renew()
    seen = {Edition.objects.current()}
    for is_on in (True, False, True):
        warn(is_on=is_on)
        assert renew()
        seen.add(Edition.objects.current())
    assert len(seen) == 4
