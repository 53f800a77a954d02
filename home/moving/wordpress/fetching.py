"""Fetching files from the old site itself, while it still stands; only where it was asked for.

One host, no redirect, nothing larger than what an upload may be.
"""

from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

from home.moving.wordpress.scanning import host_of

SECONDS = 20.0  # for connecting, and for each piece of the answer
LINES = {"http": HTTPConnection, "https": HTTPSConnection}


class NotFetched(Exception):
    """The old site did not hand the file over; `str()` says what came instead."""


class Fetcher:
    """`host` is the old site's; files of others are never asked for."""

    def __init__(self, host: str):
        self._host = host

    def fetch(self, url: str, most: int) -> bytes:
        """At most so many bytes. Raises NotFetched."""
        parts = urlsplit(url)
        if parts.scheme not in LINES or not self._host or host_of(url) != self._host:
            raise NotFetched(parts.netloc)
        try:
            line = LINES[parts.scheme](parts.netloc, timeout=SECONDS)
            try:
                line.request("GET", iri_to_uri(parts.path), headers={"User-Agent": "Hub"})
                answer = line.getresponse()
                content = answer.read(most + 1)
            finally:
                line.close()
        except (OSError, HTTPException, ValueError) as error:
            raise NotFetched(type(error).__name__) from error
        if answer.status != HTTPStatus.OK or len(content) > most:
            raise NotFetched(str(answer.status))
        return content
