"""The parity desk, its panel and the page listing at 100, 1,000 and 10,000 pairs."""

from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus

from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client
from django.urls import reverse
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry
from wagtail.models import Page

from bench.measuring import Deed, Figure, WrongAnswer, measure
from bench.newsroom import editor, grow, planted, templates
from cms.lagging import Lags, Wish
from news.models import NewsIndexPage
from users.second_factor import remember

SIZES = (100, 1_000, 10_000)
QUICK_SIZES = SIZES[:2]
PAGE = 50  # rows of the desk on a screen
LIMIT_MS = 1_000
STOCK_RATIO = 1.15  # the listing's median beside that of Wagtail's own


def parity(is_quick: bool) -> Iterator[Figure]:
    """Builds, compares what the desk finds with what was planted, and measures, size by size."""
    pairs, user, built = templates(), editor(), 0
    browser = Client()
    browser.force_login(user)
    session = browser.session
    remember(session, user)
    session.save()
    for size in QUICK_SIZES if is_quick else SIZES:
        grow(pairs, built + 1, size)
        built = size
        check_counts(user, size)
        yield from screens(browser, size)
        yield from listings(browser, size)


def check_counts(user: AbstractBaseUser, size: int) -> None:
    """Raises WrongAnswer unless every state is found as often as it was planted."""
    wanted = planted(1, size) + Counter({("current", False): 2})  # the templates themselves
    found: Counter[tuple[str, bool]] = Counter()
    for state, is_owed in wanted:
        owed = Lags(user, Wish(state=state, kind="postpage", is_owed=True)).count()
        every = Lags(user, Wish(state=state, kind="postpage")).count()
        found[state, is_owed] = owed if is_owed else every - owed
    if found != wanted:
        raise WrongAnswer(f"of {size} pairs planted {dict(wanted)}, found {dict(found)}")


def screens(browser: Client, size: int) -> Iterator[Figure]:
    desk, last = reverse("parity_desk"), size // PAGE
    addresses = {
        "desk, first page": desk,
        "desk, last page": f"{desk}?p={last}&ordering=title",
        "desk, stale in Spanish": f"{desk}?state=stale&language=es",
        "dashboard with its panel": reverse("wagtailadmin_home"),
    }
    costs = measure(*(seeing(browser, address) for address in addresses.values()))
    for what, cost in zip(addresses, costs, strict=True):
        yield Figure("parity", what, size, cost, LIMIT_MS)


def listings(browser: Client, size: int) -> Iterator[Figure]:
    """Beside Wagtail's own listing, which is what ours may not be much slower than."""
    index = NewsIndexPage.objects.get(locale__language_code="en")
    see = seeing(browser, reverse("wagtailadmin_explore", args=[index.pk]))
    ours, stock = page_viewset_registry.get_by_parent_model(NewsIndexPage), PageViewSet()

    def see_with(viewset: PageViewSet) -> None:
        page_viewset_registry.register(Page, viewset, parent_models=[Page])
        see()

    before, after = measure(lambda: see_with(stock), lambda: see_with(ours))
    yield Figure("parity", "listing, Wagtail's own", size, before)
    limit = before.median_ms * STOCK_RATIO
    yield Figure("parity", "listing with marks", size, after, limit)


def seeing(browser: Client, address: str) -> Deed:
    def see() -> None:
        status = browser.get(address).status_code
        if status != HTTPStatus.OK:
            raise WrongAnswer(f"{address} answers {status}")

    return see
