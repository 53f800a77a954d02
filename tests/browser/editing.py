"""What an editor's hands do in the admin, for the journeys that pass through it."""

import re


def key_in(url: str) -> str:
    return re.search(r"/pages/(\d+)/edit/", url)[1]


def translate(page, text: str) -> None:
    """The next piece that has no translation yet."""
    left = page.get_by_role("button", name="Translate", exact=True)
    left.first.click()
    page.locator("textarea:visible, input[type=text]:visible").last.fill(text)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Save", exact=True).wait_for(state="detached")


def press_publish(page) -> None:
    page.locator("footer button[data-w-dropdown-target='toggle']").click()
    page.locator("button[name='action-publish']").click()
