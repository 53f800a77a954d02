"""Nothing that stands in an address or a form leads a browser to another site."""

import re
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest

from tests import making
from tests.hostile import OFF_SITE

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
WORDS = (
    "next",
    "return_url",
    "return",
    "redirect",
    "url",
    "continue",
    "path",
    "back",
    "via",
    "before",
)


def leads_to(response) -> str:
    """The host to which a browser would go, as the browser reads the header; ours if nowhere."""
    place = response.headers.get("Location", "")
    plain = re.sub(r"[\t\r\n]", "", place).strip("".join(map(chr, range(33)))).replace("\\", "/")
    parts = urlsplit(urljoin("http://testserver/en/", plain))
    return f"{parts.scheme}://{parts.hostname}" if place else "http://testserver"


def check(response, asked: str) -> None:
    assert response.status_code < 500, asked
    assert leads_to(response) == "http://testserver", asked


def test_no_address_leads_off_the_site(reader):
    known = ["/", "/en/", "/es/buscar/", "/en/subscribe/", "/admin/", "/admin/login/"]
    below = ["", "/en", "/s", "/documents", "/en/news"]
    for at, place in enumerate(OFF_SITE):
        asked = "&".join(f"{word}={quote(place)}" for word in WORDS)
        # Past the test's own browser, which would read two slashes as a host.
        path = f"{below[at % len(below)]}/{place}".encode().decode("latin-1")
        for asked_path in (path, f"/{place}".encode().decode("latin-1")):
            check(reader.get("/", PATH_INFO=asked_path), asked_path)
        address = f"{known[at % len(known)]}?{asked}"
        check(reader.get(address), address)


def test_no_form_of_the_staff_leads_off_the_site(staff, post, client):
    """Signing in, and what editors save, go where their page says only within the site."""
    editor, picture = staff("Editors"), making.picture()
    making.sign_in(client, editor.user)
    doors = (
        ("/admin/login/", {}),
        (f"/admin/images/{picture.pk}/", {"title": "A"}),
        (f"/admin/pages/{post['en'].pk}/unpublish/", {}),
        (f"/admin/localize/submit/page/{post['en'].pk}/", {}),
    )
    for at, place in enumerate(OFF_SITE):
        path, facts = doors[at % len(doors)]
        sent = dict.fromkeys(WORDS, place) | facts
        asked = f"{path}?next={quote(place)}"
        for browser in (editor, client) if path == "/admin/login/" else (editor,):
            check(browser.post(asked, sent), asked)
    check(editor.post(f"/admin/logout/?next={quote(OFF_SITE[2])}", {"next": OFF_SITE[2]}), "out")


@pytest.mark.parametrize(
    "place", ["//evil.example", "https://evil.example", "/\\evil.example", "/en/"]
)
def test_who_signs_in_stays_on_the_site(place, staff, client):
    editor = staff("Editors").user
    editor.set_password("snow-on-harbor-hill")
    editor.save()
    sent = {"username": editor.username, "password": "snow-on-harbor-hill", "next": place}
    check(client.post(f"/admin/login/?next={quote(place)}", sent), place)
