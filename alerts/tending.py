"""Tending: what the clock, or a publication, means for alerts that somebody has sent."""

import logging
from collections.abc import Callable
from uuid import UUID

from django.db import connection, transaction

from alerts.alerts import Alert, AlertQuerySet
from alerts.correcting import notice, start_corrections
from alerts.holding import locked, settle_languages
from alerts.sending import end_hold
from vault.locks import Lock

log = logging.getLogger(__name__)


def tend() -> None:
    """End holds, take notice of mended texts, open and hold languages. Safe to run twice."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.TEND_NEWS])
        if not cursor.fetchone()[0]:
            return
        for key in _keys(Alert.objects.over_hold()):
            _try(end_hold, key)
        for key in _keys(Alert.objects.sent()):
            _try(tend_one, key)
        start_corrections()


def tend_one(translation_key: UUID) -> None:
    """After a publication: first what has changed, then which languages may leave."""
    with transaction.atomic():
        if Alert.objects.sent().filter(translation_key=translation_key).exists():
            alert = locked(translation_key)
            notice(alert)
            settle_languages(alert)


def _keys(alerts: AlertQuerySet) -> list[UUID]:
    return list(alerts.values_list("translation_key", flat=True))


def _try(deed: Callable[[UUID], None], translation_key: UUID) -> None:
    """One that cannot be tended keeps no other waiting."""
    try:
        with transaction.atomic():
            deed(translation_key)
    except Exception as error:  # noqa: BLE001 - whatever composing raises
        log.error("an alert cannot be tended: %s", type(error).__name__)
