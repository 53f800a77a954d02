"""Announcing: a version went live, so each address that waits for it gets its one message."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import Page

from alerts.models import Waiting, WaitingQuerySet
from outbox.posting import post_many

KIND = "alerts.version"


def announce(translation_key: UUID, language: str) -> int:
    """Post a message to each who waits for this version, if it is live; returns how many.

    Marking and posting are one transaction: whoever is marked has a message, once.
    """
    with transaction.atomic():
        rows = due().filter(translation_key=translation_key, language=language)
        ids = list(rows.select_for_update().values_list("pk", flat=True))
        Waiting.objects.filter(pk__in=ids).update(told_at=timezone.now())
        if ids:
            post_many(KIND, ids, language=language)
    return len(ids)


def announce_all() -> int:
    """Announce what is live and has not been: a process may have died behind its publication."""
    versions = due().values_list("translation_key", "language").order_by().distinct()
    return sum(announce(key, language) for key, language in versions)


def due() -> WaitingQuerySet:
    """Those who wait for a version that is live."""
    live = Page.objects.live().filter(
        translation_key=OuterRef("translation_key"), locale__language_code=OuterRef("language")
    )
    return Waiting.objects.untold().filter(Exists(live))
