"""Tending the search index: what publishing does not wait for, and building all of it anew."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from cms.indexing import SEARCHED, SearchEntry, entry_of, write
from cms.languages import LANGUAGES
from cms.spelling import learn, unlearn
from vault.locks import Lock

BATCH = 100
REBUILD_BATCH = 200


def tend() -> int:
    """Read anew what lags, learn its words; returns how many entries that were.

    Locks an entry before its page is read: whoever publishes meanwhile writes after us.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.TEND_SEARCH])
        if not cursor.fetchone()[0]:
            return 0
        lagging = SearchEntry.objects.filter(tended_at=None).order_by("pk")
        entries = list(lagging.select_for_update(skip_locked=True)[:BATCH])
        reread(entries)
        learn_words_of([entry.pk for entry in entries])
    return len(entries)


def reread(entries: list[SearchEntry]) -> None:
    """Make these entries say what their live rows say now."""
    for kind, model in SEARCHED.items():
        _read_anew(kind, model, [entry.key for entry in entries if entry.kind == kind])


def tend_all() -> None:
    while tend():
        pass


def rebuild() -> int:
    """Build the index and the words from the live rows; returns how many there are.

    May run again, and while people publish: an entry is never missing in between.
    """
    count = 0
    for kind, model in SEARCHED.items():
        live = model._default_manager.filter(live=True)
        # In one statement: what somebody publishes meanwhile must not count as gone.
        SearchEntry.objects.filter(kind=kind).exclude(key__in=live.values("pk")).delete()
        keys = list(live.values_list("pk", flat=True))
        for start in range(0, len(keys), REBUILD_BATCH):
            with transaction.atomic():
                count += _read_anew(kind, model, keys[start : start + REBUILD_BATCH])
    unlearn()
    tend_all()
    return count


def _read_anew(kind: str, model: Any, keys: list[int]) -> int:
    rows = list(model._default_manager.filter(pk__in=keys, live=True).select_related("locale"))
    write([entry_of(row) for row in rows])
    gone = set(keys) - {row.pk for row in rows}
    SearchEntry.objects.filter(kind=kind, key__in=gone).delete()
    return len(rows)


def learn_words_of(keys: list[int]) -> None:
    entries = SearchEntry.objects.filter(pk__in=keys)
    for language in LANGUAGES:
        texts = entries.filter(language=language).values_list("title", "summary", "names", "text")
        learn((part for each in texts for part in each), language)
    entries.update(tended_at=timezone.now())
