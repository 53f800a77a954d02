"""The newsroom from the inside, for bin/screenshots: an editor of the demo at work.

Some pictures show a state that the demo is not in, so the editor brings it about: a changed
original, a question, a translation that is behind. A second run takes the change back again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from dev.codes import code_of
from dev.steps import Refusal

WIDE, LONG, NARROW = (1280, 860), (1280, 1240), (360, 740)
QUESTIONED = {"en": "when-winter-work-goes-unpaid", "es": "how-the-fingerprint-check-works"}
ANSWERS = {"en": "urgent", "es": "translate"}
# Words for one summary in each run: a time that its translation does not have yet.
ADDED = {"en": " The clinic is open until 6:30 p.m.", "es": " The hearing is on May 3."}
CAMPAIGN = "just-communities"


@dataclass(frozen=True)
class Screen:
    """A screen of the admin that is open now; the picture is taken before the next one opens."""

    name: str
    size: tuple[int, int]


class Editor:
    """Somebody who is logged in, in one window."""

    def __init__(self, page: Page, address: str, login: str):
        """`login` is name, password and the secret of the app, with colons between them."""
        username, password, secret = (*login.split(":"), "", "")[:3]
        self.page, self.admin = page, f"{address}/admin"
        self._open("login/")
        page.fill("[name=login]", username)
        page.fill("[name=password]", password)
        page.locator("[name=password]").press("Enter")
        page.wait_for_load_state("networkidle")
        if page.url.endswith("/login/code/") and secret:
            page.fill("[name=code]", code_of(secret))
            page.locator("[name=code]").press("Enter")
            page.wait_for_load_state("networkidle")
        if "/login/" in page.url:
            raise Refusal(f"{username} cannot log in at {self.admin}/.")

    def screens(self, language: str) -> Iterator[Screen]:
        """One after the other, the admin speaking this language."""
        self._speak(language)
        original, translation = self._pages(QUESTIONED[language])
        self._change_summary(original, ADDED[language])
        yield Screen(f"change-{language}", WIDE)
        with self.page.expect_navigation(wait_until="networkidle"):
            self.page.click(f"button[value={ANSWERS[language]}]")
        yield self._shown("reports/parity/", f"desk-{language}", WIDE)
        yield self._shown(f"pages/{translation}/edit/", f"segments-{language}", LONG)
        yield self._shown(f"pairs/{original}/", f"pair-{language}", WIDE)
        yield self._shown(f"pages/{original}/side-by-side/", f"side-by-side-{language}", WIDE)
        yield self._shown(f"mending/{original}/correct/", f"correct-{language}-360", NARROW)
        yield self._shown("mending/banner/", f"banner-{language}-360", NARROW)

    def _speak(self, language: str) -> None:
        self._open("account/")
        self.page.select_option("[name=locale-preferred_language]", language)
        with self.page.expect_navigation(wait_until="networkidle"):
            self.page.locator("form:has([name=locale-preferred_language])").evaluate(
                "form => form.submit()"
            )

    def _pages(self, slug: str) -> tuple[int, int]:
        """The ids of a story of the demo and of its translation."""
        url = f"{self.admin}/api/main/pages/?type=news.PostPage&slug={slug}"
        found = self.page.request.get(url).json()["items"]
        if not found:
            raise Refusal(f"The demo has no story {slug}.")
        original = found[0]["id"]
        others = self.page.request.get(
            f"{self.admin}/api/main/pages/?type=news.PostPage&translation_of={original}"
        ).json()["items"]
        return original, others[0]["id"]

    def _change_summary(self, page_id: int, words: str) -> None:
        self._open(f"pages/{page_id}/edit/")
        field = self.page.locator("[name=summary]")
        said = field.input_value()
        field.fill(said.removesuffix(words) if said.endswith(words) else said + words)
        self.page.locator("[name=action-publish]").evaluate("button => button.click()")
        self.page.wait_for_url("**/change/**")

    def _shown(self, path: str, name: str, size: tuple[int, int]) -> Screen:
        width, height = size
        self.page.set_viewport_size({"width": width, "height": height})
        self._open(path)
        return Screen(name, size)

    def _open(self, path: str) -> None:
        self.page.goto(f"{self.admin}/{path}", wait_until="networkidle")
