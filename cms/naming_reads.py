"""Naming a read: which answers are pages that are counted, and which requests are people's.

The application names the page in a header of the answer, so that neither the proxy nor its log
needs an address: what is not named here cannot be counted. deploy/nginx.conf has the same rules; a
test asks both.
"""

import re
from datetime import date
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cms.fetching import HEADER as REFRESH_HEADER
from cms.languages import language_of_path
from cms.reads import Read

HEADER = "X-Hub-Read"
COURTESY = "courtesy"
NAMED = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (en|es)( courtesy)?", re.ASCII)
# Cubot is a telephone.
MACHINE = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|preview|externalhit|externalagent|whatsapp|headless|lighthouse"
    r"|inspect|monitor|scan|archive|feed|python|compatible;(?! msie)",
    re.IGNORECASE,
)
PERSON = re.compile(r"(?:Mozilla|Opera|UCWEB)/")
AHEAD = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)
PURPOSES = ("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose")
READ = (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)


def name_read(
    request: HttpRequest, response: HttpResponse, key: UUID, *, is_courtesy: bool = False
) -> None:
    """Say in the answer which page of which language it is."""
    words = [str(key), language_of_path(request.path_info) or "", COURTESY if is_courtesy else ""]
    if response.status_code == HTTPStatus.OK:
        response.headers[HEADER] = " ".join(word for word in words if word)


def read_named(name: str, day: date) -> Read | None:
    """None for anything that no answer of ours says."""
    found = NAMED.fullmatch(name)
    return Read(UUID(found[1]), found[2], bool(found[3]), day) if found else None


def is_read(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a person's browser got a page: no machine's, nothing fetched in case of need."""
    if request.method != "GET" or response.status_code not in READ:
        return False
    asked = request.headers
    agent = asked.get("User-Agent", "")
    is_person = PERSON.match(agent) and not MACHINE.search(agent)
    is_ahead = AHEAD.search(" ".join(asked.get(name, "") for name in PURPOSES))
    return bool(is_person and not is_ahead and REFRESH_HEADER not in asked)
