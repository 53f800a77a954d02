"""The demo's alert as a mail, in a real browser: narrow, wide, light, dark, without pictures."""

import re

import pytest

from tests.browser.signing_in import printed, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(400)]
OVERFLOW = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


def preview_of(page) -> str:
    """The address of the preview of the demo's alert."""
    page.goto("/en/alerts/before-the-governor-signs/")
    page.goto("/admin/pages/search/?q=before+the+governor+signs")
    number = page.locator('a[href^="/admin/pages/"][href$="/edit/"]').first.get_attribute("href")
    return f"/admin/alerts/{re.search(r'[0-9]+', number)[0]}/mail/"


def mails_of(page, addresses: list[str]) -> list[str]:
    """The HTML behind each frame, light and dark."""
    looks = [each.replace("light", look) for each in addresses for look in ("light", "dark")]
    return [page.request.get(address).text() for address in looks]


def test_the_mail_is_read_at_every_width_in_each_scheme_and_without_pictures(visit, stack):
    """Starts the whole of Hub if no test before it did. The mails are shown outside their sandbox,
    in which a browser lets nobody measure.
    """
    editor = visit(locale="en-US", viewport={"width": 360, "height": 800})
    page = editor.page
    sign_in(page, "editor", *printed(stack, "editor"))
    page.goto(f"{preview_of(page)}?width=320")
    assert page.evaluate(OVERFLOW) == 0
    addresses = [each.get_attribute("src") for each in page.locator("iframe.mail-frame").all()]
    assert len(addresses) == 2
    mails = mails_of(page, addresses)
    page.goto("/robots.txt")
    picture = page.locator("img").first
    for mail in mails:
        page.set_content(mail)
        assert picture.evaluate("image => image.naturalWidth") > 0
        for width in (320, 600):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(OVERFLOW) == 0
        assert not [each for each in editor.axe() if "color-contrast" in each]
    page.route(re.compile(r"/media/"), lambda route: route.abort())
    page.set_content(mails[-1])
    assert picture.evaluate("image => image.naturalWidth") == 0
    assert picture.get_attribute("alt")
    assert picture.bounding_box()["height"] > 15
    assert editor.foreign == []
