"""Mending: mails about a story that are still leaving say what the story says now."""

from contextlib import suppress

from wagtail.models import Page, Revision

from alerts import digesting, notifying
from cms.freshness import change_of
from cms.models import Draft
from news.models import PostPage
from outbox.models import Broadcast
from outbox.steering import NotPossible, renew


def heed_change(page: Page, revision: Revision | None) -> None:
    """A version went live: what waited for it may leave, and unless the change was minor, what is
    still leaving carries the new text, or waits while the other version is behind.
    """
    if not isinstance(page, PostPage):
        return
    notice = notifying.under_way(page.translation_key)
    if notice is not None:
        with suppress(NotPossible):
            notifying.open_for(notice, page.translation_key)
    if change_of(revision) != Draft.Change.MINOR:
        _renew_all(page)


def heed_withdrawal(page: Page) -> None:
    """It was taken offline: no mail that has not left names it."""
    if isinstance(page, PostPage):
        _renew_all(page)


def _renew_all(page: PostPage) -> None:
    for broadcast in _leaving(page):
        with suppress(NotPossible):
            renew(broadcast.pk)


def _leaving(page: PostPage) -> list[Broadcast]:
    """In both languages: a change of the original may leave the other version behind."""
    notice = notifying.under_way(page.translation_key)
    digests = digesting.under_way(page.translation_key)
    return digests if notice is None else [notice, *digests]
