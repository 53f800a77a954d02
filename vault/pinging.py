"""Pinging: one address hears from us every few minutes while all is well, and nothing otherwise.

Who listens there raises the alarm when it grows silent, so that it comes too when beat, a worker,
the broker or the whole machine is gone.
"""

import logging
from datetime import timedelta
from http.client import HTTPException
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.db.models.functions import Now
from django.utils import timezone

from vault.figures import Figure
from vault.probing import ask_all, forget

log = logging.getLogger(__name__)
GAP = timedelta(minutes=4)  # the tick comes every five
SECONDS = 10.0
PING = "ping"


class _NoRedirects(HTTPRedirectHandler):
    """The address is the one that was set, and no other."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def ping() -> bool:
    """Say that all is well, if it is; at most once in `GAP`, however many beats there are."""
    if not settings.PING_URL:
        return False
    forget()
    health = ask_all()
    if not health.is_well:
        stuck = sorted(name for name, well in health.answers.items() if not well)
        log.error("no ping: %s", ", ".join(stuck))
        return False
    return _is_our_turn() and _call()


def _is_our_turn() -> bool:
    long_ago = timezone.now() - 2 * GAP
    Figure.objects.get_or_create(name=PING, label="", defaults={"at": long_ago})
    last = Figure.objects.filter(name=PING, at__lt=Now() - GAP)
    return last.update(at=Now(), value=1) == 1


def _call() -> bool:
    request = Request(settings.PING_URL, headers={"User-Agent": "Hub"})  # noqa: S310 - see settings
    try:
        with build_opener(_NoRedirects).open(request, timeout=SECONDS):
            return True
    except (URLError, OSError, HTTPException) as error:
        log.warning("the ping was not heard: %s", type(error).__name__)
        return False
