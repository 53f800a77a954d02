"""Having the proxy fetch an address anew and put it in the place of what it keeps there.

See `$is_refresh` in deploy/nginx.conf. The connection goes to PROXY_URL; name, certificate and
`Host` are those of BASE_URL, under which readers' pages are kept.
"""

import socket
import ssl
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

HEADER = "X-Hub-Refresh"
SECONDS = 5.0  # for connecting, and for each piece of the answer
PORTS = {"http": 80, "https": 443}


class FetchFailed(Exception):
    """The proxy does not have the new page; the text names no address."""


def is_told() -> bool:
    """Whether there is a proxy that can be told."""
    return bool(settings.PROXY_URL and settings.PROXY_REFRESH_KEY)


def is_page(path: str) -> bool:
    """Files lie in the media folder, and the proxy takes them from there each time; or they have an
    address elsewhere.
    """
    return "://" not in path and not path.startswith(settings.MEDIA_URL)


def fetch_anew(path: str) -> None:
    """Returns once the proxy has what Hub answers now. Raises FetchFailed."""
    site = urlsplit(settings.BASE_URL)
    line = _Line(urlsplit(settings.PROXY_URL), site.hostname or "")
    headers = {"Host": site.netloc, HEADER: settings.PROXY_REFRESH_KEY, "User-Agent": "Hub"}
    try:
        line.request("GET", iri_to_uri(path), headers=headers)
        answer = line.getresponse()
        answer.read()
    except (OSError, HTTPException) as error:
        raise FetchFailed(type(error).__name__) from error
    finally:
        line.close()
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise FetchFailed(f"status {answer.status}")
    if answer.headers.get("X-Cache") != "BYPASS":
        raise FetchFailed("the proxy has another key, or none")


class _Line(HTTPConnection):
    """To the proxy, in the name of the site."""

    def __init__(self, proxy: SplitResult, site: str):
        super().__init__(site, timeout=SECONDS)
        self.proxy = proxy

    def connect(self) -> None:
        address = (self.proxy.hostname or "", self.proxy.port or PORTS[self.proxy.scheme])
        self.sock = socket.create_connection(address, SECONDS)
        if self.proxy.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
