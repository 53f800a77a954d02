"""The models of alerts: who waits for a version, the pages that are mailed, and their sending."""

from alerts.alerts import Alert
from alerts.pages import AlertIndexPage, AlertPage
from alerts.rulings import LanguageRuling, Mending
from alerts.waiting import Waiting, WaitingQuerySet, today

__all__ = [
    "Alert",
    "AlertIndexPage",
    "AlertPage",
    "LanguageRuling",
    "Mending",
    "Waiting",
    "WaitingQuerySet",
    "today",
]
