"""Pages hold at 320 px, which is 1280 px at 400 %: with longer words, and with wider spacing."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(400)]
PAGES = {
    "front": "/es/",
    "story": "/es/noticias/manifestacion-pide-al-gobernador-rechazar-comunidades-seguras/",
    "notes": "/es/noticias/como-funciona-el-cotejo-de-huellas/",
    "petition": "/es/campanas/comunidades-justas/",
    "courtesy": "/es/noticias/an-hour-in-the-cold-before-the-first-bus/",
    "search": "/es/buscar/?q=gobernador",
}
# Every sentence a third longer, as a translation may be; nothing is made of one endless word.
LENGTHEN = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.textContent.trim().split(/\\s+/).filter(Boolean);
    if (!words.length || node.parentElement.closest("script")) continue;
    node.textContent += " " + words.slice(0, Math.ceil(words.length * 0.3)).join(" ");
  }
}"""
# WCAG 2.2, 1.4.12.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
COLLISIONS = """() => {
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const owner = node.parentElement;
    if (!node.textContent.trim() || !owner.checkVisibility() || owner.closest("sup")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const unseen = owner.closest(".skip, .visually-hidden, .masthead-search-word");
      if (unseen || box.width < 2) continue;
      boxes.push({ owner, text: node.textContent.trim().slice(0, 40), box });
    }
  }
  const apart = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) < 3
    || Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) < Math.min(a.height, b.height) / 3;
  const found = [];
  for (const [at, one] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) {
      if (one.owner !== other.owner && !apart(one.box, other.box)) {
        found.push(one.text + " / " + other.text);
      }
    }
  }
  return found.slice(0, 5);
}"""


@pytest.mark.parametrize("name", PAGES)
def test_longer_words_and_wider_spacing_fit(visit, name):
    window = visit(locale="es-MX", viewport={"width": 320, "height": 640}, bypass_csp=True)
    page = window.page
    page.goto(PAGES[name])
    assert page.evaluate(WIDER) == 0
    page.add_style_tag(content=SPACED)
    assert (page.evaluate(WIDER), page.evaluate(COLLISIONS)) == (0, [])
    page.evaluate(LENGTHEN)
    assert (page.evaluate(WIDER), page.evaluate(COLLISIONS)) == (0, [])


def test_below_the_floor_a_petition_is_plain_and_can_be_signed(visit):
    """For a browser that answers the floor's question with no, only the last rules are left."""
    window = visit(locale="es-MX", viewport={"width": 360, "height": 740})
    for sheet in ("hub", "components", "petition", "petition-life"):
        window.page.route(f"**/css/{sheet}*.css", below_the_floor)
    page = window.page
    page.goto(PAGES["petition"])
    assert page.evaluate("getComputedStyle(document.querySelector('form')).display") == "block"
    assert page.evaluate(WIDER) == 0
    for seen in (page.locator("h1"), page.get_by_label("Tu nombre"), page.locator("#letter")):
        assert seen.is_visible()
    assert page.get_by_role("button", name="Firmar").is_visible()
    assert window.complaints == []


def below_the_floor(route) -> None:
    answer = route.fetch()
    older = answer.text().replace("(width: clamp(1px, 2px, 3px))", "(width: none-of-this)")
    route.fulfill(response=answer, body=older)


def test_the_first_screen_of_a_petition_shows_title_count_and_the_way_to_sign(visit):
    page = visit(locale="es-MX", viewport={"width": 360, "height": 740}).page
    page.goto(PAGES["petition"])
    for seen in (
        page.locator("h1"),
        page.locator("[data-signature-count]"),
        page.locator(".petition-jumps .button"),
    ):
        box = seen.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 740
    form, letter = (page.locator(each).bounding_box()["y"] for each in ("form#sign", ".letter"))
    assert form < letter


def test_a_printed_story_is_black_on_white_and_has_nothing_to_click(visit):
    page = visit(locale="es-MX", color_scheme="dark").page
    page.goto(PAGES["story"])
    page.emulate_media(media="print")
    colours = "(({ color, backgroundColor: paper }) => [color, paper])"
    ink, paper = page.evaluate(f"{colours}(getComputedStyle(document.body))")
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    hidden = "nav.navigation", ".switcher", ".share", ".footer form", ".language-line", ".tip"
    for each in hidden:
        assert page.locator(each).filter(visible=True).count() == 0, each
    assert page.locator(".print-only").inner_text().endswith(PAGES["story"])
