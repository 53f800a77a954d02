"""Heard from Wagtail: something went live, by whichever door."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import published

from cms.freshness import record_publication
from cms.guarding import Guarded
from cms.releasing import release_followers


@receiver(published)
def note_publication(sender: Any, instance: Any, revision: Any, **kwargs: Any) -> None:
    if isinstance(instance, Guarded) and instance.live:
        record_publication(instance, revision)
        release_followers(instance)
