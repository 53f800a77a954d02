"""Heard from Wagtail: something went live, or no longer is, by whichever door."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
)

from cms.freshness import record_publication
from cms.guarding import Guarded
from cms.purging import has_caches, paths_before, paths_beside, paths_of, purge
from cms.releasing import release_followers


@receiver(published)
def note_publication(sender: Any, instance: Any, revision: Any, **kwargs: Any) -> None:
    if isinstance(instance, Guarded) and instance.live:
        record_publication(instance, revision)
        release_followers(instance)


@receiver([page_published, page_unpublished])
def tell_caches(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A story taken offline is gone from the caches too, and what links to it is made anew."""
    if has_caches():
        pages = list(instance.get_translations(inclusive=True).specific())
        purge([*paths_of(pages), *paths_beside(pages)])


@receiver(page_slug_changed)
def tell_caches_of_the_old_address(
    sender: Any, instance: Any, instance_before: Any, **kwargs: Any
) -> None:
    if has_caches():
        purge(paths_before(instance, instance_before.url_path, instance_before.slug))


@receiver(post_page_move)
def tell_caches_of_the_old_place(sender: Any, instance: Any, **kwargs: Any) -> None:
    if has_caches() and kwargs["url_path_before"] != kwargs["url_path_after"]:
        purge(paths_before(instance, kwargs["url_path_before"], instance.slug))
