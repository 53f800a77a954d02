"""A Spanish reader at a story that is in English only: a kind page, and one wish."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(400)]
ENGLISH = "/en/news/an-hour-in-the-cold-before-the-first-bus/"
COURTESY = "/es/noticias/an-hour-in-the-cold-before-the-first-bus/"


@pytest.mark.parametrize("has_script", [True, False], ids=["with-script", "without-script"])
def test_a_reader_asks_to_be_told(stack, visit, has_script):
    reader = visit(locale="es-MX", java_script_enabled=has_script)
    page, main = reader.page, reader.page.locator("main")
    page.goto(ENGLISH)
    page.get_by_role("link", name="Español", exact=True).click()
    assert page.url == stack.url + COURTESY
    assert page.locator("html").get_attribute("lang") == "es"
    assert "Esta nota todavía no está en español" in main.inner_text()
    page.get_by_role("button", name="Avísame").click()
    assert page.get_by_label("Correo electrónico").get_attribute("aria-invalid") == "true"
    page.get_by_label("Correo electrónico").fill(f"lucia-{has_script}@example.org")
    page.get_by_role("button", name="Avísame").click()
    assert "Te avisaremos" in main.inner_text()
    page.get_by_role("link", name="Volver").click()
    assert page.url == stack.url + COURTESY
    page.get_by_role("link", name="English", exact=True).click()
    assert page.url == stack.url + ENGLISH
    assert (reader.foreign, reader.context.cookies()) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_answers_have_no_accessibility_violation(visit, scheme):
    reader = visit(locale="es-MX", color_scheme=scheme, viewport={"width": 360, "height": 800})
    page = reader.page
    page.goto(COURTESY)
    page.get_by_role("button", name="Avísame").click()
    violations = {"form with errors": reader.axe()}
    page.get_by_label("Correo electrónico").fill(f"axe-{scheme}@example.org")
    page.get_by_role("button", name="Avísame").click()
    violations["told"] = reader.axe()
    assert {name: found for name, found in violations.items() if found} == {}
