"""A passkey in a real browser, with an authenticator that Chromium plays itself."""

import pytest

from tests.browser.signing_in import printed, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(400)]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def play_a_key(page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def add_passkey(page, password: str) -> None:
    page.goto("/admin/factors/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("A name for this key").fill("Blue key")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url(lambda address: not address.endswith("/factors/passkey/"))
    page.goto("/admin/factors/")
    assert page.get_by_text("Blue key").count() == 1


def test_a_passkey_is_added_and_lets_in(visit, stack):
    """Narrow, and without a violation of accessibility on its screens."""
    window = visit(locale="en-US", viewport={"width": 360, "height": 800})
    page = window.page
    password, secret = printed(stack, "campaigner")
    play_a_key(page)
    page.goto("/admin/login/")
    assert window.axe() == []
    sign_in(page, "campaigner", password, secret)
    add_passkey(page, password)
    assert window.axe() == []
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("campaigner")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    assert window.axe() == []
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url("**/admin/")
    assert window.foreign == []
