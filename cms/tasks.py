"""Tasks of the pages: what is due, what a killed process left, and the search index."""

from celery import shared_task

from cms import (
    developing,
    drawn_cards,
    publishing,
    reading_logs,
    refreshing,
    taking_pictures_down,
    tending,
)
from cms.reads import Reads
from vault.ringing import ring


@shared_task(name="cms.publish_due")
def publish_due() -> None:
    publishing.publish_due()


@shared_task(name="cms.develop")
def develop() -> None:
    """Rings for itself while there is more than fits into one run."""
    if developing.develop_due():
        ring("cms.develop")


@shared_task(name="cms.tidy_pictures")
def tidy_pictures() -> None:
    developing.tidy()


@shared_task(name="cms.refresh")
def refresh() -> None:
    refreshing.refresh()


@shared_task(name="cms.sweep_files")
def sweep_files() -> None:
    taking_pictures_down.sweep_files()


@shared_task(name="cms.draw_cards")
def draw_cards(page_pk: int) -> None:
    drawn_cards.draw_ahead(page_pk)


@shared_task(name="cms.sweep_cards")
def sweep_cards() -> None:
    drawn_cards.sweep_cards()


@shared_task(name="cms.tend_search")
def tend_search() -> None:
    tending.tend_all()


@shared_task(name="cms.count_reads")
def count_reads() -> None:
    reading_logs.count_logs()


@shared_task(name="cms.fold_reads")
def fold_reads() -> None:
    Reads.objects.fold_months()
