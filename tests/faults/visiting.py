"""What readers do at a running Hub, over plain HTTP: no redirect is followed for them."""

import re
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from tests.stack import Stack

CAMPAIGN = "/es/campanas/comunidades-justas/"
STORY = "/es/noticias/an-hour-in-the-cold-before-the-first-bus/"  # that is in English only
SIGN, TELL = r"/es/firmar/[^\"]+", r"/es/avisame/[^\"]+"
SUBSCRIBE, TIPS = "/es/suscribirse/", "/es/pistas/"
PATIENCE_SECONDS = 30


def page_of(stack: Stack, path: str) -> str:
    return urlopen(stack.url + path, timeout=PATIENCE_SECONDS).read().decode()


def action_of(stack: Stack, path: str = CAMPAIGN, action: str = SIGN) -> str:
    """Where the form of this page goes."""
    return re.search(rf'<form[^>]*method="post"[^>]* action="({action})"', page_of(stack, path))[1]


def post(stack: Stack, path: str, fields: dict[str, str]) -> tuple[int, str]:
    """The status, and where it leads."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    line = HTTPConnection(urlsplit(stack.url).netloc, timeout=PATIENCE_SECONDS)
    try:
        line.request("POST", path, urlencode(fields), kind)
        answer = line.getresponse()
        answer.read()
        return answer.status, answer.headers["Location"] or ""
    finally:
        line.close()


def signer(address: str, name: str = "Lucía Peña") -> dict[str, str]:
    return {"name": name, "email": address, "postal_code": "02118"}


def sign_over_http(stack: Stack, address: str, name: str = "Lucía Peña") -> int:
    """The status of the page that thanks, or HTTPError."""
    fields = urlencode(signer(address, name)).encode()
    return urlopen(Request(stack.url + action_of(stack), data=fields), timeout=20).status


def confirm_over_http(stack: Stack, address: str) -> int:
    """By the link of the one mail that came."""
    [mail] = stack.mails_to(address)
    text = mail.get_body(("plain",)).get_content()
    return post(stack, re.search(r"http://[^/\s]+(/\S+/confirmar/\S+)", text)[1], {})[0]
