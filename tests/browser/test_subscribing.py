"""A reader subscribes at the foot of the front page, chooses, and leaves; script or none."""

import pytest

from tests.stack import wait_for
from tests.supporters.mailbox import link_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(400)]


def subscribe(page, address: str) -> None:
    page.goto("/es/")
    footer = page.get_by_role("contentinfo")
    footer.get_by_label("¿A qué dirección te escribimos?").fill(address)
    footer.get_by_role("button", name="Suscribirme").click()
    assert address in page.locator("main").inner_text()


def path_in_mail(stack, address: str) -> str:
    (mail,) = wait_for(lambda: stack.mails_to(address), seconds=30)
    return link_in(mail, stack.url)


@pytest.mark.parametrize("has_script", [True, False], ids=["with-script", "without-script"])
def test_a_reader_subscribes_chooses_and_leaves(stack, visit, has_script):
    reader = visit(locale="es-MX", java_script_enabled=has_script)
    page, main = reader.page, reader.page.locator("main")
    address = f"subscriber-{has_script}@example.org".lower()
    subscribe(page, address)
    page.goto(path_in_mail(stack, address))
    page.get_by_role("button", name="Confirmar mi suscripción").click()
    assert "Tu suscripción está activa" in main.inner_text()
    page.get_by_role("link", name="Elegir temas, idioma y frecuencia").click()
    page.get_by_label("Una vez a la semana").check()
    page.get_by_label("Inmigración").check()
    page.get_by_label("Estado").select_option(label="Massachusetts")
    page.get_by_role("button", name="Guardar").click()
    assert "Guardado" in main.inner_text()
    page.get_by_role("link", name="English", exact=True).click()
    assert page.get_by_label("Once a week").is_checked()
    assert page.get_by_label("Immigration").is_checked()
    page.get_by_role("button", name="End my subscription").click()
    assert "You have left" in main.inner_text()
    assert (reader.foreign, reader.context.cookies(), reader.complaints) == ([], [], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_have_no_accessibility_violation(stack, visit, scheme):
    reader = visit(locale="es-MX", color_scheme=scheme, viewport={"width": 360, "height": 800})
    page, address, found = reader.page, f"axe-{scheme}-subscriber@gmail.con", {}
    subscribe(page, address)
    found["sent"] = reader.axe()
    page.goto(path_in_mail(stack, address))
    found["confirm"] = reader.axe()
    page.get_by_role("button", name="Confirmar mi suscripción").click()
    page.get_by_role("link", name="Elegir temas, idioma y frecuencia").click()
    found["preferences"] = reader.axe()
    page.get_by_label("Pausa hasta").fill("2020-01-01")
    page.get_by_role("button", name="Guardar").click()
    found["refused"] = reader.axe()
    assert {name: each for name, each in found.items() if each} == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 360
