"""Caches in front that forget an address when they are told: Wagtail's backends, but with an end to
waiting, and with an error where theirs write the address into the log and go on.
"""

import json
from collections.abc import Sequence
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import Request, urlopen

from wagtail.contrib.frontend_cache.backends.cloudflare import CloudflareBackend
from wagtail.contrib.frontend_cache.backends.http import HTTPBackend

SECONDS = 5.0  # for connecting, and for each piece of the answer
ABSENT = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.PRECONDITION_FAILED}
CLOUDFLARE = "https://api.cloudflare.com"


class NotForgotten(Exception):
    """A cache in front may hold an old page; the text names no address."""


def answer_to(request: Request, *, fine: Sequence[int] | set[HTTPStatus] = ()) -> bytes:
    """Raises NotForgotten where it is refused, but for these."""
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - an address of the settings
            return bytes(answer.read())
    except HTTPError as refusal:
        if refusal.code in fine:
            return b""
        raise NotForgotten(f"status {refusal.code}") from refusal
    except (URLError, OSError, HTTPException) as error:
        raise NotForgotten(type(error).__name__) from error


class PurgedByRequest(HTTPBackend):
    """Varnish and its kind: a request with the method PURGE for each address."""

    forgets_all = False

    def purge(self, url: str) -> None:
        """Raises NotForgotten; what is not there is forgotten."""
        asked = urlsplit(url)
        here = urlunsplit([self.cache_scheme, self.cache_netloc, asked.path, asked.query, ""])
        headers = {"Host": asked.netloc, "User-Agent": "Hub"}
        answer_to(Request(here, method="PURGE", headers=headers), fine=ABSENT)  # noqa: S310


class Cloudflare(CloudflareBackend):
    """Thirty addresses in a call, or all that it keeps of the site."""

    forgets_all = True

    def __init__(self, params: dict[str, Any]):
        api = params.pop("API", "") or CLOUDFLARE
        super().__init__(params)
        self.address = f"{api}/client/v4/zones/{self.cloudflare_zoneid}/purge_cache"

    def _purge_urls(self, urls: Sequence[str]) -> None:
        self._ask({"files": list(urls)})

    def purge_all(self) -> None:
        self._ask({"purge_everything": True})

    def _ask(self, asked: dict[str, Any]) -> None:
        headers = {
            "Authorization": f"Bearer {self.cloudflare_token}",
            "Content-Type": "application/json",
            "User-Agent": "Hub",
        }
        body = json.dumps(asked).encode()
        said = answer_to(Request(self.address, body, headers, method="POST"))  # noqa: S310
        try:
            done = json.loads(said).get("success")
        except (ValueError, AttributeError):
            done = False
        if not done:
            raise NotForgotten("it says that it did not")
