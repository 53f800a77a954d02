"""Tending: what the clock, or a publication, means for alerts that somebody has sent."""

import logging
from uuid import UUID

from django.db import connection, transaction

from alerts.alerts import Alert
from alerts.correcting import notice, start_corrections
from alerts.holding import locked, settle_languages
from alerts.sending import end_holds

log = logging.getLogger(__name__)
TEND_LOCK = 7_403  # pg_advisory lock: two beats tend once


def tend() -> None:
    """End holds, take notice of mended texts, open and hold languages. Safe to run twice."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [TEND_LOCK])
        if not cursor.fetchone()[0]:
            return
        end_holds()
        for key in Alert.objects.sent().values_list("translation_key", flat=True):
            _try(key)
        start_corrections()


def tend_one(translation_key: UUID) -> None:
    """After a publication: first what has changed, then which languages may leave."""
    with transaction.atomic():
        if Alert.objects.sent().filter(translation_key=translation_key).exists():
            alert = locked(translation_key)
            notice(alert)
            settle_languages(alert)


def _try(translation_key: UUID) -> None:
    """One that cannot be tended keeps no other waiting."""
    try:
        tend_one(translation_key)
    except Exception as error:  # noqa: BLE001 - whatever composing raises
        log.error("an alert cannot be tended: %s", type(error).__name__)
