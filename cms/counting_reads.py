"""Counting reads where no proxy's log is read: in memory, and every few seconds into rows.

A page that a cache in front of Hub answers is not seen here: behind the proxy of deploy/ its log is
the source (cms/reading_logs.py), and `READS_FROM` names the one that is used.
"""

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.naming_reads import HEADER, is_read, read_named
from cms.reads import Read, Reads

log = logging.getLogger(__name__)
SECONDS = 5.0  # what a killed process may lose
FROM_HUB, FROM_NOTHING = "hub", "off"


class Tally:
    """What this process has seen and not yet written."""

    def __init__(self) -> None:
        self.counts: Counter[Read] = Counter()
        self.lock = threading.Lock()
        self.timer: threading.Timer | None = None

    def note(self, read: Read) -> None:
        with self.lock:
            self.counts[read] += 1
            if self.timer is None:
                self.timer = threading.Timer(SECONDS, self.fold)
                self.timer.daemon = True
                self.timer.start()

    def fold(self) -> None:
        """Into rows. What the database does not take is kept for the next time."""
        with self.lock:
            counts, self.counts, self.timer = self.counts, Counter(), None
        try:
            Reads.objects.add(counts)
        except DatabaseError as error:
            log.warning("reads were not written: %s", type(error).__name__)
            with self.lock:
                self.counts.update(counts)
        finally:
            if not connection.in_atomic_block:
                connection.close()  # its thread ends now


tally = Tally()


@atexit.register
def fold_the_rest() -> None:
    if tally.counts:
        tally.fold()


class CountReadsMiddleware:
    """Outside of every cache of Hub's own, so that what they answer is counted too."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]):
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if settings.READS_FROM not in (FROM_HUB, FROM_NOTHING):
            return response  # the proxy reads the name and takes it out
        if HEADER not in response.headers:
            return response
        read = read_named(response.headers[HEADER], timezone.localdate())
        del response.headers[HEADER]
        if read and settings.READS_FROM == FROM_HUB and is_read(request, response):
            tally.note(read)
        return response
