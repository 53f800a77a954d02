"""The standing pages that readers look for: made with the demo, or as drafts for a newsroom."""

from collections.abc import Iterable

from home.cataloguing import go_live, locale_of, words_of
from home.demo.pages import PAGES, PRIVACY, StandingPage
from home.demo.statement import ACCESSIBILITY
from home.demo.wording import Pair
from home.models import HomePage, StandardPage
from home.translating import translate
from home.wording import body_of, pairs_in

OF_THE_DEMO = (*PAGES, ACCESSIBILITY)
OF_ANY_NEWSROOM = (PRIVACY, ACCESSIBILITY)


def make_pages(pages: Iterable[StandingPage], *, is_live: bool) -> list[str]:
    """In both languages, where they are missing; returns the titles of those that were made."""
    return [each.title.en for each in pages if _make(each, is_live=is_live)]


def _make(each: StandingPage, *, is_live: bool) -> bool:
    home = HomePage.objects.get(locale=locale_of("en"))
    if StandardPage.objects.child_of(home).filter(slug=each.slug_en).exists():
        return False
    page = StandardPage(
        title=each.title.en,
        slug=each.slug_en,
        search_description=each.summary.en,
        body=body_of(each.body, "en"),
    )
    home.add_child(instance=page)
    if is_live:
        go_live(page)
    else:
        page.save_revision()
    pairs = [each.title, each.summary, Pair(each.slug_en, each.slug_es), *pairs_in(each.body)]
    translate(page, "es", words_of(*pairs), is_live=is_live)
    return True
