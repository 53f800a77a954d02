"""Whatever is typed, sent or cut short: a kind answer at every door of readers, and nothing of it
becomes markup, a header or an error of ours.

Doors come from the URLconf, fields from the pages. The quick run turns the strings of
tests/hostile.py round the fields; the slow one takes each string to each of them.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from django.db import transaction
from django.test import Client

from tests.doors import Form, filled, forms_in, routes
from tests.home.open_doors import Doors, open_doors
from tests.hostile import LONG, MARK, STRINGS, TAG

ROOT = Path(__file__).resolve().parents[2]
APPS = ("alerts", "campaigns", "cms", "home", "news", "outbox", "supporters", "tips")
ASKED = re.compile(r"GET(?:\.get)?[(\[]\"(\w+)\"")
QUICK_TEXTS = 2  # strings that each address gets in the quick run
QUICK_POSTS = 2  # that each form gets
SHUT = {
    *("/en/sign/<uuid:public_id>/event/", "/es/firmar/<uuid:public_id>/evento/"),  # none is due
    "/metrics",  # opens to whoever has its word only
}
HEADERS = (
    *("Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cache-Control", "Cookie"),
    *("Content-Type", "DNT", "If-Match", "If-Modified-Since", "If-None-Match", "Origin", "Range"),
    *("Forwarded", "From", "Host", "Purpose", "Referer", "Sec-Fetch-Site", "User-Agent", "Via"),
    *("X-CSRFToken", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Hub-Refresh"),
    *("X-HTTP-Method-Override", "X-Requested-With"),
)
COOKIES = ("sessionid", "csrftoken", "messages", "django_language", "__Host-sessionid")
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def doors(django_db_setup, django_db_blocker) -> Iterator[Doors]:
    """One newsroom for all; what each request did is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield open_doors()
        transaction.set_rollback(True)


def parameters() -> list[str]:
    """Every word that a view looks for in an address's query."""
    sources = [path.read_text() for app in APPS for path in (ROOT / app).glob("*.py")]
    return sorted({name for source in sources for name in ASKED.findall(source)} | {"via", "q"})


def encoded(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"))


def query(names: list[str], text: str) -> str:
    return "&".join(f"{name}={encoded(text)}" for name in names)


def as_header(text: str) -> str:
    """As a web server hands it on: bytes as Latin letters; one line, or the server refuses it."""
    plain = text.encode("utf-8", "surrogatepass").decode("latin-1")
    return re.sub(r"[\r\n\0]", " ", plain)[:8_000]


def turned(start: int, number: int) -> list[str]:
    """The next strings, another first one for each place that asks."""
    step = 7  # shares no divisor with their number, so that all come round
    return [STRINGS[(start * number * step + each * step) % len(STRINGS)] for each in range(number)]


class Asker:
    """A browser whose every request is undone, and what was wrong with the answers."""

    def __init__(self) -> None:
        self.browser = Client(
            headers={"Sec-Fetch-Site": "same-origin"}, raise_request_exception=False
        )
        self.wrong: list[str] = []
        self.number = 0

    def ask(self, method: str, address: str, **facts) -> None:
        self.number += 1
        undo = transaction.savepoint()
        response = self.browser.generic(method, address, **facts)
        transaction.savepoint_rollback(undo)
        self.judge(f"{method} {address[:150]} {str(facts)[:150]}", response)

    def judge(self, asked: str, response) -> None:
        if response.status_code >= 500:
            error = getattr(response, "exc_info", None)
            self.wrong.append(f"{response.status_code} {asked} {error[0:2] if error else ''}")
        said = [f"{name}: {value}" for name, value in response.headers.items()]
        if any(re.search(r"[\r\n]|^X-Injected|^Bcc", line, re.IGNORECASE) for line in said):
            self.wrong.append(f"header {asked} {said}")
        body = b"" if response.streaming else response.content
        if TAG.encode() in body or f"<script>{MARK}".encode() in body:
            self.wrong.append(f"markup {asked}")
        if response.cookies and not address_of_staff(asked):
            self.wrong.append(f"cookie {asked}")

    def post(self, form: Form, sent: dict[str, str]) -> None:
        body = "&".join(f"{encoded(name)}={encoded(value)}" for name, value in sent.items())
        kind = "application/x-www-form-urlencoded"
        self.ask("POST", form.action, data=body, content_type=kind)


def address_of_staff(asked: str) -> bool:
    return bool(re.match(r"\w+ /(?:admin|documents|footnotes)/", asked))


@cache
def forms_of(doors: Doors) -> list[Form]:
    """Of every page that a reader may be shown, each once."""
    found: dict[tuple, Form] = {}
    for address in doors.pages():
        page = doors.browser.get(address).content.decode()
        for form in forms_in(page):
            form.action = form.action or address
            found[form.action, form.method, tuple(form.fields)] = form
    return [form for form in found.values() if form.method == "post"]


def test_every_door_is_known(doors):
    """A new address needs its key in tests/home/open_doors.py: it must open."""
    shut = []
    for route in routes():
        response = doors.browser.get(filled(route, doors.facts(route)))
        if response.status_code not in {200, 301, 302, 303, 405} and route not in SHUT:
            shut.append((route, response.status_code))
    assert shut == []


def ask_addresses(doors: Doors, number: int) -> Asker:
    asker, names = Asker(), parameters()
    for place, route in enumerate(routes()):
        for text in turned(place, number):
            path = filled(route, doors.facts(route), text)
            asker.ask("GET", f"{path}?{query(names, text)}")
    return asker


def ask_fields(doors: Doors, number: int) -> Asker:
    """All fields at once in each post; every third has what fits in all fields but one."""
    asker = Asker()
    for place, form in enumerate(forms_of(doors)):
        for turn, text in enumerate(turned(place, number)):
            free = form.free or list(form.fields)
            if turn % 3 == 0 and free:
                free = [free[turn // 3 % len(free)]]
            asker.post(form, doors.typed(form) | dict.fromkeys(free, text))
    return asker


def test_no_address_breaks_anything(doors):
    asker = ask_addresses(doors, QUICK_TEXTS)
    assert asker.wrong == []
    assert asker.number > 150


def test_no_field_breaks_anything(doors):
    asker = ask_fields(doors, QUICK_POSTS)
    assert asker.wrong == []
    assert asker.number > 60


def test_no_header_and_no_cookie_breaks_anything(doors):
    asker, short = Asker(), [text for text in STRINGS if text and text is not LONG]
    places = ["/en/", doors.facts("/en/sign/")["campaign"], "/admin/login/", "/robots.txt", "/"]
    for at, text in enumerate(short):
        name, cookie, place = (
            those[at % len(those)] for those in (HEADERS, COOKIES, ["/admin/login/", *places])
        )
        sent = {name: as_header(text)}
        sent |= {"Cookie": f'{cookie}={as_header(text)}; {cookie}2="\\000\\015\\012"'}
        asker.ask("GET", place, headers=sent)
    for at, name in enumerate(HEADERS):
        asker.ask("POST", "/en/subscribe/", headers={name: as_header(short[at * 7 % len(short)])})
    assert asker.wrong == []


BODIES = [
    b"",
    b"\xff\xfe\x00",
    b"email=%ff%fe&email=%00",
    b"&" * 20_000,
    b"a=1&" * 6_000,
    b"email=" + b"%f0%9f%98%80" * 50_000,
    b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\na',
]
KINDS = (
    *("application/x-www-form-urlencoded", "multipart/form-data; boundary=x"),
    *("multipart/form-data", "application/json", "text/plain; charset=no"),
)


def test_a_broken_body_is_no_error_of_ours(doors):
    asker = Asker()
    addresses = sorted({form.action for form in forms_of(doors)})
    for at, address in enumerate(addresses):
        for turn in range(2):
            body, kind = BODIES[(at + turn) % len(BODIES)], KINDS[(at + turn * 2) % len(KINDS)]
            asker.ask("POST", address, data=body, content_type=kind)
    assert asker.wrong == []


@pytest.mark.slow
@pytest.mark.faults
def test_no_string_in_any_address_breaks_anything(doors, prove):
    asker = ask_addresses(doors, len(STRINGS))
    assert asker.wrong == []
    prove("every hostile string in every address and query", f"{asker.number:,} asked, no 5xx")


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.timeout(3_600)
def test_no_string_in_any_single_field_breaks_anything(doors, prove):
    asker = Asker()
    for form in forms_of(doors):
        for name in form.fields:
            for text in STRINGS:
                asker.post(form, doors.typed(form) | {name: text})
    assert asker.wrong == []
    prove("every hostile string in every field of every form", f"{asker.number:,} sent, no 5xx")
