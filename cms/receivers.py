"""Heard from Wagtail: something went live, or no longer is, by whichever door."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
)

from cms.cards import Carded
from cms.drawn_cards import DrawnCard
from cms.freshness import record_publication
from cms.guarding import Guarded
from cms.library import Image
from cms.purging import has_caches, paths_before, paths_beside, paths_of, purge
from cms.releasing import release_followers
from cms.remembering import remember
from vault.ringing import ring


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


@receiver([post_save, post_delete], sender=Redirect)
def tell_caches_of_redirect(sender: Any, instance: Any, **kwargs: Any) -> None:
    if has_caches():
        purge([f"{instance.old_path.rstrip('/')}/"])


@receiver(pre_delete, sender=Page)
def remember_page(sender: Any, instance: Page, **kwargs: Any) -> None:
    remember(instance)


@receiver(page_published)
def draw_cards(sender: Any, instance: Any, **kwargs: Any) -> None:
    """So that the first one who passes it on waits for nothing."""
    if issubclass(sender, Carded):
        ring("cms.draw_cards", instance.pk)


@receiver(page_unpublished)
def forget_cards(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Nobody gets the card of a page that is offline."""
    purge(DrawnCard.objects.filter(page_id=instance.pk).forget())


@receiver(post_save, sender=Image)
def take_from_cards(sender: Any, instance: Image, **kwargs: Any) -> None:
    """Faces that must not be shown are on no card from that moment, nor in the caches."""
    if not instance.may_be_shown:
        purge(DrawnCard.objects.filter(picture=instance.pk).forget())


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
