"""The line in the reader's language appears by the browser's languages alone, and keeps nothing."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(400)]
STORY = {"en": "/en/news/is-it-safe-to-sign/", "es": "/es/noticias/es-seguro-firmar/"}
SHIFTS = """() => new Promise((told) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const each of list.getEntries()) sum += each.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => told(sum), 300);
})"""


@pytest.mark.parametrize(
    ("locale", "page", "is_shown"),
    [("es-MX", "en", True), ("en-US", "en", False), ("en-US", "es", True), ("fr-FR", "es", False)],
)
def test_it_is_shown_to_those_who_prefer_the_other_language(visit, locale, page, is_shown):
    reader = visit(locale=locale, viewport={"width": 360, "height": 740})
    reader.page.goto(STORY[page])
    line = reader.page.locator(".language-line")
    assert line.is_visible() is is_shown
    assert is_shown or reader.page.evaluate(SHIFTS) == 0
    assert reader.axe() == []
    if is_shown:
        line.get_by_role("link").click()
        assert reader.page.url.endswith(STORY["es" if page == "en" else "en"])
        assert not reader.page.locator(".language-line").is_visible()
    assert (reader.context.cookies(), reader.foreign, reader.complaints) == ([], [], [])
    assert reader.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_without_scripts_the_switcher_leads_there(visit):
    page = visit(locale="es-MX", java_script_enabled=False).page
    page.goto(STORY["en"])
    assert not page.locator(".language-line").is_visible()
    page.locator(".switcher").get_by_role("link", name="Español", exact=True).click()
    assert page.url.endswith(STORY["es"])
