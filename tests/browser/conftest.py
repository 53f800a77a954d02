"""A real Chromium, watched: what it logs, fetches and keeps is part of every test."""

import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.signing_in import printed, sign_in

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    # Its loop runs in this thread, and Django would take each query for one of a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


@dataclass
class Visit:
    """One reader's window and what was noticed in it."""

    page: Page
    context: BrowserContext
    own_host: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._see)

    def axe(self) -> list[str]:
        """Accessibility violations of the page as it stands, in short."""
        self.page.wait_for_load_state()
        found = Axe().run(self.page).response["violations"]
        return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]

    def _hear(self, message) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _see(self, request) -> None:
        if urlsplit(request.url).hostname not in {self.own_host, None}:
            self.foreign.append(request.url)


@pytest.fixture
def visit(chromium: Browser, stack):
    """`visit(locale="es-MX", java_script_enabled=False)` opens a window with those habits."""
    contexts = []

    def open_window(**habits) -> Visit:
        context = chromium.new_context(base_url=stack.url, **habits)
        contexts.append(context)
        visit = Visit(context.new_page(), context, urlsplit(stack.url).hostname)
        visit.watch()
        return visit

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def desk_of(visit, stack):
    """`desk_of("editor")` is a signed-in window of the admin."""

    def open_desk(name: str, password: str = "", secret: str = "", **habits):
        known = (password, secret) if secret else printed(stack, name)
        page = visit(
            **{"viewport": {"width": 1280, "height": 900}, "locale": "en-US"} | habits
        ).page
        sign_in(page, name, *known)
        return page

    return open_desk
