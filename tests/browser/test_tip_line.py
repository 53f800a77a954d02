"""A reader's way to the tip line and through it, in both languages, without script."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(400)]
WORDS = {
    "en": {
        "link": "Send us a tip",
        "safer": "Safer ways first",
        "text": "What should we know?",
        "send": "Send the tip",
        "thanks": "Your tip is here",
        "empty": "Please write what we should know.",
    },
    "es": {
        "link": "Envíanos una pista",
        "safer": "Primero, las vías más seguras",
        "text": "¿Qué debemos saber?",
        "send": "Enviar la pista",
        "thanks": "Tu pista llegó",
        "empty": "Escribe lo que debamos saber.",
    },
}


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_reader_finds_the_tip_line_and_sends_a_tip(stack, visit, language, scheme):
    words, screen = WORDS[language], {"width": 360, "height": 800}
    reader = visit(java_script_enabled=False, color_scheme=scheme, viewport=screen)
    page = reader.page
    page.goto(f"/{language}/")
    page.get_by_role("contentinfo").get_by_role("link", name=words["link"]).click()
    page.get_by_role("heading", name=words["safer"]).wait_for()
    page.get_by_role("button", name=words["send"]).click()
    page.get_by_role("link", name=words["empty"]).wait_for()
    text = page.get_by_label(words["text"])
    assert words["empty"] in text.locator("xpath=..").inner_text()
    text.fill(f"Lo que vi en la bodega, {language} {scheme}")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=words["thanks"]).wait_for()
    assert (reader.foreign, reader.context.cookies()) == ([], [])
    (complaint,) = reader.complaints
    assert "422" in complaint


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_have_no_accessibility_violation(stack, visit, scheme):
    reader = visit(color_scheme=scheme, viewport={"width": 360, "height": 800})
    page, found = reader.page, {}
    for language, path in (("en", "/en/tips/"), ("es", "/es/pistas/")):
        page.goto(path)
        found[f"{language} page"] = reader.axe()
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        page.get_by_role("button", name=WORDS[language]["send"]).click()
        found[f"{language} refused"] = reader.axe()
        page.get_by_label(WORDS[language]["text"]).fill(f"Axe {scheme} {language}")
        page.get_by_role("button", name=WORDS[language]["send"]).click()
        found[f"{language} thanks"] = reader.axe()
    assert {name: each for name, each in found.items() if each} == {}


def test_a_tip_reader_opens_it_at_the_desk_and_the_administrator_cannot(stack, visit, desk_of):
    words = "Un inspector cobra los viernes"
    page = visit().page
    page.goto("/es/pistas/")
    page.get_by_label(WORDS["es"]["text"]).fill(words)
    page.get_by_role("button", name=WORDS["es"]["send"]).click()
    code = page.locator(".tips-code").inner_text()
    desk = desk_of("tipreader", viewport={"width": 360, "height": 800})
    desk.goto("/admin/tips/")
    desk.get_by_role("link", name=code).click()
    desk.get_by_role("heading", name=code).wait_for()
    assert words not in desk.content()
    desk.get_by_role("button", name="Open the tip").click()
    desk.get_by_text(words).wait_for()
    assert desk.evaluate("document.documentElement.scrollWidth") == 360
    boss = desk_of("administrator")
    boss.goto("/admin/tips/")
    assert boss.url.endswith("/admin/")
