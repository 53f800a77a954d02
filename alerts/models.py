"""The models of alerts: who waits for a version, the pages that are mailed, and the index above."""

from alerts.pages import AlertIndexPage, AlertPage
from alerts.waiting import Waiting, WaitingQuerySet, today

__all__ = ["AlertIndexPage", "AlertPage", "Waiting", "WaitingQuerySet", "today"]
