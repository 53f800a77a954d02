"""The models of alerts: who waits for a version, the pages that are mailed, and the index above;
notices and digests to subscribers.
"""

from alerts.digests import DigestPost, DigestRun, DigestSwitch
from alerts.notices import LeftOut, Notice
from alerts.pages import AlertIndexPage, AlertPage
from alerts.waiting import Waiting, WaitingQuerySet, today

__all__ = [
    "AlertIndexPage",
    "AlertPage",
    "DigestPost",
    "DigestRun",
    "DigestSwitch",
    "LeftOut",
    "Notice",
    "Waiting",
    "WaitingQuerySet",
    "today",
]
