"""The admin works under its content policy: no script is refused, and what lines of script would
start is started all the same.

Pages are answered here without a server, with the headers that Hub gives them.
"""

import re
from contextvars import copy_context
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import find
from django.core.files.storage import default_storage
from django.test import Client
from playwright.sync_api import expect
from wagtail_localize.operations import translate_object

from cms.actors import acting_as
from tests import making

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.timeout(300)]
SITE = "http://testserver"
REFUSED = re.compile(r"Content Security Policy|is not defined|is not a constructor|TypeError")
SCREENS = [
    *("", "pages/", "pages/{post}/edit/", "pages/{half}/edit/", "pages/{campaign}/edit/"),
    *("pages/{post}/history/", "pages/{post}/copy/", "pages/{post}/side-by-side/"),
    *("localize/submit/page/{draft}/", "images/", "images/add/", "images/{picture}/"),
    *("documents/multiple/add/", "snippets/cms/topic/add/", "reports/parity/", "mail/"),
    *("reports/site-history/", "users/new/", "campaigns/", "workflows/add/", "digests/"),
    *("snippets/campaigns/petition/edit/{petition}/", "redirects/add/", "account/"),
]


def answer_file(route, path: str) -> bool:
    if path.startswith("/static/"):
        file = find(path.removeprefix("/static/"))
        route.fulfill(path=file) if file else route.abort()
    elif path.startswith("/media/"):
        with default_storage.open(path.removeprefix("/media/")) as file:
            route.fulfill(body=file.read(), content_type="image/png")
    return path.startswith(("/static/", "/media/"))


@pytest.fixture
def desk(chromium, db):
    """A window of the admin, the facts of its addresses, and what the browser said."""
    client = Client()
    making.sign_in(client, get_user_model().objects.create_superuser("boss"))
    here = copy_context()  # with the connection whose transaction this test is

    def answer(route) -> None:
        parts = urlsplit(route.request.url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if answer_file(route, parts.path):
            return
        kind = route.request.headers.get("content-type", "application/octet-stream")
        sent = {"data": route.request.post_data_buffer or b"", "content_type": kind}
        said = here.run(client.generic, route.request.method, path, **sent)
        body = b"".join(said.streaming_content) if said.streaming else said.content
        route.fulfill(status=said.status_code, headers=dict(said.items()), body=body)

    page = chromium.new_context().new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.route("**/*", answer)
    yield page, said
    page.context.close()


@pytest.fixture
def facts(campaign, post):
    with acting_as("seed"):
        translate_object(making.go_live(half := making.draft_post()), [making.locale("es")])
    return {
        "post": post["en"].pk,
        "half": half.get_translation(making.locale("es")).pk,
        "campaign": campaign["en"].pk,
        "petition": campaign["en"].petition_id,
        "picture": making.picture().pk,
        "draft": making.draft_post().pk,
    }


def refused(said: list[str]) -> list[str]:
    return [text for text in said if REFUSED.search(text)]


@pytest.mark.parametrize(
    "screens", [SCREENS[::5], pytest.param(SCREENS, marks=pytest.mark.slow)], ids=["some", "all"]
)
def test_no_screen_of_the_admin_runs_into_its_policy(desk, facts, screens):
    page, said = desk
    for screen in screens:
        page.goto(f"{SITE}/admin/{screen.format(**facts)}")
        page.wait_for_timeout(150)
    assert refused(said) == []


def test_what_a_line_of_script_would_start_is_started(desk, facts):
    """A chooser takes a picture, a panel gets a child, a calendar opens, a picture its cross."""
    page, said = desk
    page.goto(f"{SITE}/admin/pages/{facts['post']}/edit/")
    total = page.locator("[name=post_tags-TOTAL_FORMS]")
    assert total.input_value() == "0"
    page.locator("#id_post_tags-ADD").click()
    assert total.input_value() == "1"
    page.locator("#id_hero_image-chooser [data-chooser-action-choose]:visible").first.click()
    page.locator(".modal-body [data-chooser-modal-choice]").first.click()
    expect(page.locator("#id_hero_image")).not_to_have_value("")
    page.locator("#id_date").click()
    page.locator(".xdsoft_datetimepicker").filter(visible=True).first.wait_for()
    page.goto(f"{SITE}/admin/images/{facts['picture']}/")
    page.locator(".jcrop-holder").wait_for()
    assert refused(said) == []
