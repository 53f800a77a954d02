"""The sign form with its module: hints like the server's, one submit, and nothing typed lost."""

import pytest

from vault.addresses import LIKELY_DOMAINS, RARE_DOMAINS, likely_address

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(400)]
TYPED = ["gmail.con", "gmial.com", "fmail.com", "yaho.com", "outlok.com", "hotmial.es", "mail.com"]
TYPED += ["example.org", "gmail.com", "GMAIL.COM.", "protonmal.com", "icloud.co", "x", "aol.con"]
ASK = """async ([addresses, likely, rare]) => {
  const module = await import(document.querySelector('script[src*="sign"]').src);
  return addresses.map((each) => module.likely(each, likely, rare));
}"""


@pytest.fixture
def form(visit):
    """The campaign page of the demo with a form, in Spanish."""
    reader = visit(locale="es-MX", viewport={"width": 360, "height": 800})
    reader.page.goto("/es/campanas/")
    reader.page.locator("main a[href*='/es/campanas/']").first.click()
    reader.page.locator("#sign").wait_for(state="attached")
    return reader


def test_the_hint_is_the_servers(form):
    addresses = [f"ana@{domain}" for domain in TYPED]
    hints = form.page.evaluate(ASK, [addresses, list(LIKELY_DOMAINS), sorted(RARE_DOMAINS)])
    assert hints == [likely_address(address) for address in addresses]


def test_a_slip_is_mended_before_it_is_sent(form):
    email = form.page.get_by_label("Correo electrónico").first
    email.fill("ana@gmail.con")
    email.blur()
    form.page.get_by_role("button", name="¿Quisiste escribir ana@gmail.com?").click()
    assert email.input_value() == "ana@gmail.com"
    assert form.page.locator(".field-likely").count() == 0
    assert (form.complaints, form.foreign, form.context.cookies()) == ([], [], [])


def test_the_language_link_takes_along_what_was_typed(form):
    form.page.get_by_label("Tu nombre").fill("María Peña")
    form.page.locator(".switcher a").click()
    form.page.wait_for_selector("html[lang=en]")
    assert form.page.get_by_label("Your name").input_value() == "María Peña"
    assert form.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert form.context.cookies() == []


def test_an_untouched_form_is_left_by_a_plain_link(form):
    before = form.page.url
    form.page.locator(".switcher a").click()
    form.page.wait_for_selector("html[lang=en]")
    assert form.page.url.count("/sign/") == 0
    assert form.page.url != before
