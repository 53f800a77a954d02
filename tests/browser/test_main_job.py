"""The main job, as a reader does it in Spanish: read, sign, confirm, and see the one count rise."""

import re

import pytest

from tests.browser.places import CAMPAIGN, PAGES
from tests.browser.signing_in import printed, sign_in
from tests.stack import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(400)]
LINK = re.compile(r"https?://\S+/es/firmar/confirmar/\S+")


def counts(stack) -> set[int]:
    return {stack.count(path) for path in CAMPAIGN.values()}


def fill_and_sign(page, address: str) -> None:
    page.get_by_label("Tu nombre").fill("Lucía Ñandú Peña")
    page.get_by_label("Correo electrónico").fill(address)
    page.get_by_label("Código postal").fill("02118")
    page.locator("form button[type=submit]", has_text="Firmar").click()


def read_the_story(stack, page) -> None:
    """From the address of the site to the campaign, as a reader's clicks go."""
    page.goto("/")
    assert page.url == f"{stack.url}/es/"
    page.locator("main h2 a, main h1 a").first.click()
    assert "/es/noticias/" in page.url
    assert page.locator("html").get_attribute("lang") == "es"
    page.get_by_role("link", name="Comunidades Justas").first.click()
    address, _mark, source = page.url.partition("?")
    assert address == stack.url + CAMPAIGN["es"]
    assert re.fullmatch(r"via=p\d+", source)


def link_to(stack, address: str) -> str:
    (mail,) = wait_for(lambda: stack.mails_to(address), seconds=30)
    assert mail["Content-Language"] == "es"
    return LINK.search(mail.get_body(("plain",)).get_content())[0]


@pytest.mark.parametrize("has_script", [True, False], ids=["with-script", "without-script"])
def test_a_reader_signs_and_confirms_in_spanish(stack, visit, has_script):
    address = f"lucia-{has_script}@example.org".lower()
    reader = visit(locale="es-MX", java_script_enabled=has_script)
    page, main = reader.page, reader.page.locator("main")
    read_the_story(stack, page)
    before, came_from = stack.count(CAMPAIGN["es"]), page.url
    with page.expect_request(lambda request: request.method == "POST") as signing:
        fill_and_sign(page, address)
    assert signing.value.header_value("Referer") == came_from
    assert address in main.inner_text()

    page.goto(link_to(stack, address))
    assert counts(stack) == {before}
    page.get_by_role("button", name="Confirmar mi firma").click()
    assert "Tu firma cuenta" in main.inner_text()
    wait_for(lambda: counts(stack) == {before + 1}, seconds=5)

    page.goto(CAMPAIGN["es"])
    fill_and_sign(page, address)
    assert address in main.inner_text()
    assert counts(stack) == {before + 1}
    assert (reader.complaints, reader.foreign, reader.context.cookies()) == ([], [], [])


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_no_page_has_an_accessibility_violation(visit, scheme):
    reader = visit(color_scheme=scheme, viewport={"width": 360, "height": 800})
    violations = {}
    for path in PAGES:
        reader.page.goto(path)
        if found := reader.axe():
            violations[path] = found
    assert violations == {}
    assert reader.foreign == []


def test_the_answer_pages_have_no_accessibility_violation(stack, visit):
    reader = visit(locale="es-MX")
    page, address = reader.page, "axe@gmail.con"
    page.goto(CAMPAIGN["es"])
    page.locator("form button[type=submit]", has_text="Firmar").click()
    assert page.get_by_label("Tu nombre").get_attribute("aria-invalid") == "true"
    violations = {"form with errors": reader.axe()}
    fill_and_sign(page, address)
    violations["check mail"] = reader.axe()
    page.goto(link_to(stack, address))
    violations["confirm"] = reader.axe()
    page.get_by_role("button", name="Confirmar mi firma").click()
    violations["confirmed"] = reader.axe()
    page.goto("/es/firmar/confirmar/forged/")
    violations["refused"] = reader.axe()
    assert {name: found for name, found in violations.items() if found} == {}


@pytest.mark.parametrize(
    "width", [320, *(pytest.param(each, marks=pytest.mark.slow) for each in (360, 768)), 1280]
)
def test_no_page_scrolls_sideways(visit, width):
    reader = visit(viewport={"width": width, "height": 800})
    page, wide = reader.page, []
    for path in PAGES:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(path)
    assert wide == []
    assert [said for said in reader.complaints if "Content Security Policy" in said] == []


def test_the_switcher_leads_to_the_same_page(visit, stack):
    page = visit().page
    page.goto(CAMPAIGN["es"])
    page.get_by_role("link", name="English", exact=True).click()
    assert page.url == stack.url + CAMPAIGN["en"]
    page.get_by_role("link", name="Español", exact=True).click()
    assert page.url == stack.url + CAMPAIGN["es"]


def test_an_editor_signs_in_with_a_printed_log_in(visit, stack):
    page = visit().page
    sign_in(page, "editor", *printed(stack, "editor"))
    assert page.get_by_role("link", name="Pages").count() >= 1


def test_the_inbox_shows_a_mail_in_the_browser(visit, stack):
    page = visit().page
    page.goto("/_inbox/")
    assert page.locator("main, body").first.inner_text()
