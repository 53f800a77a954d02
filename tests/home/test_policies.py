"""What browsers are told with each answer, scored by the rules of the public observatory.

Its base is 100. Hub is not on the list of preloaded sites, which counts five more, and cannot test
a list of browsers: that is left out.
"""

import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document

from campaigns.frames import frame_url
from hub.shielding import PERMISSIONS_POLICY
from tests.home.open_doors import open_doors

pytestmark = pytest.mark.django_db
HALF_A_YEAR = 15_768_000  # seconds
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
BROAD = {"*", "https:", "http:", "data:", "'unsafe-inline'", "'unsafe-eval'"}


def policy_of(headers) -> dict[str, list[str]]:
    said = headers.get("Content-Security-Policy", "")
    return {name: rest for name, *rest in (part.split() for part in said.split(";") if part)}


def points_for_policy(headers) -> int:
    policy = policy_of(headers)
    if not policy:
        return -25
    scripts = set(policy.get("script-src", policy.get("default-src", ["*"])))
    if scripts & BROAD or set(policy.get("object-src", policy["default-src"])) & BROAD:
        return -20
    if set(policy.get("style-src", [])) & BROAD:
        return 0
    is_closed = policy["default-src"] == ["'none'"] and policy["form-action"] in (
        ["'self'"],
        ["'none'"],
    )
    return 10 if is_closed and policy["base-uri"] == ["'none'"] else 5


def points_for_cookies(response) -> int:
    if not response.cookies:
        return 0
    safe = [
        each["secure"] and each["httponly"] and each["samesite"]
        for each in response.cookies.values()
    ]
    return 5 if all(safe) else -20


def points_for_framing(headers) -> int:
    if policy_of(headers).get("frame-ancestors", ["*"]) in (["'none'"], ["'self'"]):
        return 5
    return 0 if headers.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"} else -20


def points_for_transport(headers) -> int:
    age = re.search(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    return 0 if age and int(age[1]) >= HALF_A_YEAR else -20


def points_for_scripts(page: str) -> int:
    """Own scripts need no fingerprint; those of others do."""
    return -5 if re.search(r"<script[^>]+src=\"(?:https?:)?//", page) else 0


def score(response) -> int:
    headers = response.headers
    is_private = headers.get("Referrer-Policy") in PRIVATE
    is_page = headers.get("Content-Type", "").startswith("text/html")
    return 100 + sum(
        (
            points_for_policy(headers),
            points_for_cookies(response),
            5 if is_private else 0,
            points_for_framing(headers),
            points_for_transport(headers),
            points_for_scripts(response.content.decode()) if is_page else 0,
            0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
            -50 if headers.get("Access-Control-Allow-Credentials") else 0,
        )
    )


@pytest.fixture
def secure(settings):
    """A reader's browser at a site that has its certificate."""
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    browser = Client(headers={"Sec-Fetch-Site": "same-origin"})
    return lambda path, **facts: browser.get(path, secure=True, **facts)


ERRORS = [
    "/en/nothing/",
    "/nothing",
    "/es/firmar/confirmar/forged/",
    "/s/zzzzzz",
    "/hooks/x/tracking/",
]
MACHINES = [
    "/robots.txt",
    "/sitemap.xml",
    "/en/news/feed/",
    "/es/noticias/feed/atom/",
    "/healthz",
    "/",
]


def test_every_answer_to_readers_scores_120(secure):
    doors = open_doors()
    scores = {path: score(secure(path)) for path in [*doors.pages(), *ERRORS, *MACHINES]}
    frames = {
        path: points for path, points in scores.items() if "/frame/" in path or "/marco/" in path
    }
    assert {path: points for path, points in scores.items() if points < 120} == frames


def test_a_forged_form_and_a_broken_address_score_120_too(secure, campaign):
    reader = Client(headers={"Sec-Fetch-Site": "cross-site"})
    for path in (campaign["en"].sign_url(), "/es/suscribirse/"):
        assert score(secure("/en/")) == 120
        response = reader.post(path, {}, secure=True)
        assert response.status_code == 403
        assert points_for_policy(response.headers) == 10


def test_the_admin_allows_no_line_of_script(secure, staff):
    editor = staff("Editors")
    for response in (secure("/admin/login/"), editor.get("/admin/"), editor.get("/admin/nothing/")):
        policy = policy_of(response.headers)
        assert policy["default-src"] == ["'none'"]
        assert policy["script-src"] == ["'self'"]
        assert policy["base-uri"] == ["'none'"]
        assert policy["frame-ancestors"] == ["'self'"]
        foreign = [source for rest in policy.values() for source in rest if "." in source]
        assert foreign == []


def test_a_browser_is_asked_for_nothing_that_hub_does_not_use(secure, staff):
    for response in (secure("/en/"), secure("/en/nothing/"), staff("Editors").get("/admin/")):
        said = response.headers["Permissions-Policy"]
        assert {"camera=()", "geolocation=()", "microphone=()", "usb=()"} <= set(said.split(", "))
        assert "publickey-credentials" not in said, "staff sign in with passkeys"
        assert "fullscreen" not in said, "a video fills the screen"
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert len(PERMISSIONS_POLICY) > 20


def test_only_pictures_and_the_frame_may_be_shown_elsewhere(secure, campaign):
    """Feed readers and mail programs show our pictures; another site's frame shows one page."""
    own = "Cross-Origin-Resource-Policy"
    assert secure("/en/").headers[own] == "same-origin"
    assert secure("/en/news/feed/").headers[own] == "same-origin"
    framed = secure(
        frame_url(campaign["en"].petition.public_id, "en").removeprefix("http://testserver")
    )
    assert framed.headers[own] == "cross-origin"
    card = re.search(
        r'og:image" content="http://testserver([^"]+)', secure(campaign["en"].url).content.decode()
    )
    assert secure(card[1]).headers[own] == "cross-origin"


def test_a_file_is_stored_and_never_a_page(secure):
    document = Document.objects.create(title="A", file=ContentFile(b"<script>1</script>", "a.html"))
    response = secure(document.url)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    policy = policy_of(response.headers)
    assert (policy["default-src"], policy["sandbox"]) == (["'none'"], [])


def test_what_came_out_of_the_page_cache_says_the_same(secure):
    first, second = secure("/en/"), secure("/en/")
    names = ("Content-Security-Policy", "Permissions-Policy", "Cross-Origin-Resource-Policy")
    assert [first.headers[name] for name in names] == [second.headers[name] for name in names]
