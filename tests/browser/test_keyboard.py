"""Without a mouse: search, read, change the language, sign, confirm; the focus is always seen."""

import re

import pytest

from tests.stack import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(400)]
ADDRESS = "teclado@example.org"
LINK = re.compile(r"https?://\S+/en/sign/confirm/\S+")
MOST_STOPS = 90  # on one page
FOCUSED = """() => {
  const here = document.activeElement, style = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {
    says: [here.name, here.getAttribute("href"), here.innerText].filter(Boolean).join(" "),
    isSeen: (outlined || style.boxShadow !== "none") && box.width > 0 && box.height > 0
      && box.bottom > 0 && box.top < window.innerHeight,
  };
}"""


def reach(page, wanted: str) -> None:
    """Tab by tab to the first stop that says this; none on the way is without a visible focus."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        assert stop["isSeen"], f"nothing shows where the focus is: {stop['says'][:80]}"
        if re.search(wanted, stop["says"]):
            return
    pytest.fail(f"no way to {wanted} by keyboard on {page.url}")


def follow(page, wanted: str, path: str) -> None:
    reach(page, wanted)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(path))


def type_into(page, field: str, text: str) -> None:
    reach(page, rf"^{field}\b")
    page.keyboard.type(text)


def test_a_reader_does_all_of_it_by_keyboard(stack, visit):
    habits = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
    reader = visit(locale="es-MX", **habits)
    page = reader.page
    find_the_gallery(page)
    page.goto(page.url)  # the tab key begins at the top again
    follow(page, "/en/news/evening-english", "/en/news/evening-english")
    follow(page, "^/en/campaigns/ ", "/en/campaigns/$")
    follow(page, "just-communities", "/en/campaigns/just-communities")
    type_into(page, "name", "Lucía Ñandú Peña")
    type_into(page, "email", ADDRESS)
    type_into(page, "postal_code", "02118")
    page.keyboard.press("Enter")
    wait_for(lambda: ADDRESS in page.locator("main").inner_text(), seconds=10)
    confirm(stack, page)
    assert reader.complaints == []


def find_the_gallery(page) -> None:
    """By the search, and past all that stands above it."""
    page.goto("/es/")
    follow(page, "^/es/buscar/", r"/es/buscar/$")
    type_into(page, "q", "clases nocturnas")
    page.keyboard.press("Enter")
    page.wait_for_url("**/es/buscar/?q=**")
    follow(page, "siguen-abiertas", "/es/noticias/siguen-abiertas")
    reach(page, "^/es/campanas/")  # in the menu
    reach(page, "^/es/campanas/")  # below the gallery
    assert page.locator(".gallery figure").count() == 2


def confirm(stack, page) -> None:
    (mail,) = wait_for(lambda: stack.mails_to(ADDRESS), seconds=30)
    page.goto(LINK.search(mail.get_body(("plain",)).get_content())[0])
    reach(page, "Confirm my signature")
    page.keyboard.press("Enter")
    wait_for(lambda: "Your signature counts" in page.locator("main").inner_text(), seconds=10)
