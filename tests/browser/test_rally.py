"""A tablet at a rally in a real browser: the network fails, one person follows another, one leaves
the form half filled, one tries the back button and the admin.
"""

import re

import pytest

from tests.browser.signing_in import printed, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(500)]
TYPED = "input[type=text], input[type=email]"


@pytest.fixture
def tablet(visit, stack):
    """A campaigner's window, locked to a rally of the first petition that is offered."""
    page = visit(viewport={"width": 768, "height": 1024}, locale="en-US").page
    sign_in(page, "campaigner", *printed(stack, "campaigner"))
    page.goto("/admin/rally/")
    page.locator("[name=petitions]").first.check()
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/admin/rally/e*/**")
    return page


def typed_on(page) -> list[str]:
    return [each.input_value() for each in page.locator(TYPED).all()]


def fill(page, **fields) -> None:
    for name, value in fields.items():
        page.locator(f"[name$='-{name}']").fill(value)


def sign_while_the_network_fails(page, *, keeps: list[str]) -> None:
    page.context.set_offline(True)
    page.locator("button.button-wide").click()
    page.locator("[data-failed]").wait_for(state="visible")
    assert typed_on(page)[:2] == keeps
    page.context.set_offline(False)
    page.locator("button.button-wide").click()
    page.wait_for_url("**/done/")


def test_a_tablet_forgets_each_person(tablet):
    form_url = tablet.url
    fill(tablet, name="Ana Díaz", postal_code="nowhere")
    tablet.locator("button[name=turn][value=es]").click()
    tablet.get_by_role("heading", name="Comunidades").wait_for()
    assert typed_on(tablet)[:2] == ["Ana Díaz", "nowhere"]
    tablet.locator("button.button-wide").click()
    tablet.locator(".errors-list a").wait_for()
    fill(tablet, postal_code="02118")
    sign_while_the_network_fails(tablet, keeps=["Ana Díaz", "02118"])
    assert re.fullmatch(r"[A-Z2-9]{5} [A-Z2-9]{5}", tablet.locator(".rally-code").inner_text())
    assert "Ana" not in tablet.content()

    tablet.go_back()
    assert "Ana" not in tablet.content()
    assert not any(typed_on(tablet))
    tablet.goto("/admin/")
    assert tablet.url.endswith("/lock/")
    tablet.goto(form_url)
    assert not any(typed_on(tablet))


def test_a_form_left_alone_empties_itself(tablet):
    """The 45 seconds are set to one."""
    tablet.locator("#rally").evaluate("form => { form.dataset.idle = 1 }")
    with tablet.expect_navigation():
        fill(tablet, name="Left Alone")
    assert not any(typed_on(tablet))
    stored = tablet.evaluate("Object.values({...localStorage, ...sessionStorage}).join()")
    assert "Left" not in stored
