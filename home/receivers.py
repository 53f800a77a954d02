"""Heard from Wagtail: a topic, author or series went live, changed its name, or is gone."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import published, unpublished

from cms.models import Routed
from cms.purging import has_caches, paths_beside, paths_of, purge
from news.models import NewsIndexPage


@receiver([published, unpublished])
def tell_caches_of_a_name(sender: Any, instance: Any, **kwargs: Any) -> None:
    """It heads sections of the front pages, stands in the lists of topics and beside stories."""
    if isinstance(instance, Routed) and has_caches():
        versions = list(instance.get_translations(inclusive=True))  # type: ignore[attr-defined]
        purge([*paths_of(NewsIndexPage.objects.live()), *paths_beside(versions)])
