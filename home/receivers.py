"""Heard from Wagtail: a topic, author or series went live, changed its name, or is gone. Heard from
the switches: something is stopped, or goes on.
"""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import published, unpublished

from campaigns.models import CampaignPage
from cms.kept_pages import forget_all, is_on
from cms.languages import LANGUAGES
from cms.models import Routed
from cms.purging import has_caches, paths_beside, paths_of, purge
from news.models import NewsIndexPage
from supporters.addresses import subscribe_url
from tips.addresses import tips_url
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
