"""The hands of those whom an alert passes through: who writes it, and who reads it."""

import re
from dataclasses import dataclass
from urllib.request import Request, urlopen

import psycopg
from playwright.sync_api import expect

from tests.browser.editing import key_in, press_publish
from tests.stack import wait_for
from tests.supporters.mailbox import link_in

STATE = "Wyoming"  # nobody else who reads the tests' mail lives there
OVERFLOW = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@dataclass(frozen=True)
class Words:
    """What a reader presses, in their language."""

    address: str
    subscribe: str
    confirm: str
    choose: str
    state: str
    save: str
    saved: str


WORDS = {
    "en": Words(
        address="Where may we write to you?",
        subscribe="Subscribe",
        confirm="Confirm my subscription",
        choose="Choose topics, language and how often",
        state="State",
        save="Save",
        saved="Saved",
    ),
    "es": Words(
        address="¿A qué dirección te escribimos?",
        subscribe="Suscribirme",
        confirm="Confirmar mi suscripción",
        choose="Elegir temas, idioma y frecuencia",
        state="Estado",
        save="Guardar",
        saved="Guardado",
    ),
}


def subscribe(stack, page, address: str, language: str) -> None:
    """Through the form at the foot of the front page, the mail that asks, and the choices."""
    words = WORDS[language]
    page.goto(f"/{language}/")
    footer = page.get_by_role("contentinfo")
    footer.get_by_label(words.address).fill(address)
    footer.get_by_role("button", name=words.subscribe).click()
    page.get_by_text(address).first.wait_for()
    (mail,) = wait_for(lambda: stack.mails_to(address), seconds=60)
    page.goto(link_in(mail, stack.url))
    page.get_by_role("button", name=words.confirm).click()
    page.get_by_role("link", name=words.choose).click()
    page.get_by_role("combobox", name=words.state).select_option(label=STATE)
    page.get_by_role("button", name=words.save).click()
    page.get_by_text(words.saved).wait_for()


def write_alert(page, *, title: str, subject: str, first_line: str, text: str) -> str:
    """A new alert in English with a text, a picture and a button; returns the page's number."""
    page.goto("/admin/alerts/")
    page.get_by_role("link", name="Write an alert").click()
    page.locator("#id_title").fill(title)
    page.locator("#id_subject").fill(subject)
    page.locator("#id_preheader").fill(first_line)
    add_block(page, "Text")
    page.locator("[data-streamfield-child] .public-DraftEditor-content").first.click()
    page.keyboard.type(text)
    # The editor writes into its field a moment after the last key.
    written = re.compile(re.escape(text))
    expect(page.locator("[name=body-0-value]")).to_have_value(written)
    add_picture(page, "A full room at the town hall")
    add_block(page, "Button")
    page.locator("[name='body-2-value-label']").fill("Write to the council")
    page.locator("[name='body-2-value-url']").fill("https://example.org/council")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    return key_in(page.url)


def add_picture(page, alternative: str) -> None:
    """The first of the library."""
    add_block(page, "Picture")
    page.get_by_role("button", name="Choose an image").click()
    page.locator(".modal-body a[data-chooser-modal-choice]").first.click()
    page.locator(".modal-body").wait_for(state="detached")
    page.locator("[name='body-1-value-alternative']").fill(alternative)


def add_block(page, name: str) -> None:
    page.get_by_title("Insert a block").last.click()
    page.get_by_role("option", name=name, exact=True).first.click()


def publish(page, key: str) -> None:
    page.goto(f"/admin/pages/{key}/edit/")
    press_publish(page)
    page.wait_for_load_state()


def end_holds(stack) -> None:
    """As if ten minutes had passed: the only thing that no hand of a person does here."""
    lines = (stack.data / "environment.sh").read_text().splitlines()
    (url,) = [line.split("=", 1)[1] for line in lines if line.startswith("export DATABASE_URL=")]
    with psycopg.connect(url.strip("'")) as connection:
        row = connection.execute(
            "UPDATE alerts_alert SET hold_until = now() WHERE state = 'held' RETURNING id"
        )
        assert len(row.fetchall()) == 1


def leave_by_header(mail) -> tuple[int, str, str]:
    """The POST of a mail provider: the status, and where it was asked and where it ended."""
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip("<>")
    answer = urlopen(Request(address, data=b"List-Unsubscribe=One-Click"), timeout=20)
    return answer.status, address, answer.url
