"""Heard from Wagtail: a topic, author or series went live, changed its name, or is gone; and what
stands on every page may be another thing now. Heard from the switches: something is stopped, or
goes on.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Site
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from campaigns.models import CampaignPage
from cms.kept_pages import forget_all, is_on
from cms.languages import LANGUAGES
from cms.models import Banner, Routed, Topic, Vanished
from cms.purging import has_caches, paths_beside, paths_of, purge
from home.models import Identity
from home.renewing import renew
from news.models import Author, NewsIndexPage, Series
from supporters.addresses import subscribe_url
from tips.addresses import tips_url
from tips.lines import TipLine
from vault.switches import Switch


@receiver([published, unpublished])
def tell_caches_of_a_name(sender: Any, instance: Any, **kwargs: Any) -> None:
    """It heads sections of the front pages, stands in the lists of topics and beside stories."""
    if isinstance(instance, Routed) and has_caches():
        versions = list(instance.get_translations(inclusive=True))  # type: ignore[attr-defined]
        purge([*paths_of(NewsIndexPage.objects.live()), *paths_beside(versions)])


def tell_readers_of_a_switch(switch: Switch) -> None:
    """Pages with the form have the notice at once; those of which a proxy keeps more than that
    follow within two minutes, and their forms are answered kindly meanwhile.
    """
    if is_on():
        forget_all()
    if not has_caches():
        return
    if switch == Switch.SIGNING:
        purge([page.url for page in CampaignPage.objects.live() if page.url])
    elif switch == Switch.SUBSCRIBING:
        purge(map(subscribe_url, LANGUAGES))
    elif switch == Switch.TIPS:
        purge(map(tips_url, LANGUAGES))


def tell_caches_of_a_lost_name(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Before it is deleted, while it is known where it stands."""
    if instance.first_published_at:
        Vanished.objects.note(instance.shown_at())
        tell_caches_of_a_name(sender, instance)


def renew_frames(sender: Any, **kwargs: Any) -> None:
    """At once; whatever comes by another door, and a banner whose time has come, the tick finds."""
    if has_caches():
        transaction.on_commit(renew)


for kind in (Topic, Author, Series):
    pre_delete.connect(tell_caches_of_a_lost_name, sender=kind)
for model in (Banner, Identity, Site, TipLine):
    post_save.connect(renew_frames, sender=model)
    post_delete.connect(renew_frames, sender=model)
for heard in (page_published, page_unpublished, post_page_move):
    heard.connect(renew_frames)
