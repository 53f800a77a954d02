"""The models of alerts: who waits for a version, the pages that are mailed, and their sending;
notices and digests to subscribers.
"""

from alerts.alerts import Alert
from alerts.digests import DigestPost, DigestRun, DigestSwitch
from alerts.notices import LeftOut, Notice
from alerts.pages import AlertIndexPage, AlertPage
from alerts.rulings import LanguageRuling, Mending
from alerts.waiting import Waiting, WaitingQuerySet, today

__all__ = [
    "Alert",
    "AlertIndexPage",
    "AlertPage",
    "DigestPost",
    "DigestRun",
    "DigestSwitch",
    "LanguageRuling",
    "LeftOut",
    "Mending",
    "Notice",
    "Waiting",
    "WaitingQuerySet",
    "today",
]
