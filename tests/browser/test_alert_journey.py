"""An alert from its first word to the reader who leaves: written in English, held in Spanish until
it is translated, read, and left by one click.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.alert_work import (
    OVERFLOW,
    STATE,
    end_holds,
    leave_by_header,
    publish,
    subscribe,
    write_alert,
)
from tests.browser.editing import translate
from tests.stack import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(500)]
ENGLISH, SPANISH = "journey-en@example.org", "journey-es@example.org"
SUBJECTS = {"en": "The council votes on Monday", "es": "El concejo vota el lunes"}
TEXTS = {
    "en": "Be in the room at 6 p.m., and bring a neighbor.",
    "es": "Ven a la sala a las 6 p. m. con alguien de tu cuadra.",
}
PIECES = [
    "Voto del lunes",
    SUBJECTS["es"],
    "La sala se llena si vamos juntos.",
    TEXTS["es"],
    "Una sala llena en el ayuntamiento",
    "Escribir al concejo",
]


def alerts_to(stack, address: str) -> list:
    """Mails to many that this mailbox holds; what belongs to the subscription itself is not one."""
    return [mail for mail in stack.mails_to(address) if mail["List-Unsubscribe"]]


def cell(page, language: str):
    return page.locator(".alerts-cell").nth(["en", "es"].index(language))


def send_with_a_hold(page, *, english: str, spanish: str) -> None:
    """To the one state, once the numbers of both languages stand there."""
    page.get_by_label("States").select_option(label=STATE)
    page.get_by_role("button", name="Save and count").click()
    expect(cell(page, "en").locator(".alerts-number")).to_have_text(english)
    expect(cell(page, "es").locator(".alerts-number")).to_have_text(spanish)
    page.get_by_role("button", name="Send in ten minutes").click()
    page.get_by_text("unless somebody cancels").wait_for()


def translate_alert(page, key: str) -> None:
    """Each piece in the translation editor, then live."""
    page.goto(f"/admin/localize/submit/page/{key}/")
    page.get_by_label("Spanish").check()
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    for piece in PIECES:
        translate(page, piece)
    page.get_by_role("tab", name="Promote").click()
    translate(page, "voto-del-lunes")
    page.get_by_role("button", name="Publish in Spanish").click()
    page.wait_for_load_state()


def test_an_alert_waits_for_its_spanish_leaves_by_itself_and_is_left_by_one_click(
    stack, visit, desk_of
):
    """Starts the whole of Hub if no test before it did; three ticks of ten seconds pass in it."""
    subscribe(stack, visit(locale="en-US").page, ENGLISH, "en")
    subscribe(stack, visit(locale="es-MX").page, SPANISH, "es")
    editor = desk_of("editor")
    page = write_alert(
        editor,
        title="Monday's vote",
        subject=SUBJECTS["en"],
        first_line="The room fills if we go together.",
        text=TEXTS["en"],
    )
    publish(editor, page)
    editor.get_by_role("link", name="Send", exact=True).first.click()
    desk = editor.url
    send_with_a_hold(editor, english="1", spanish="1")
    check_that_english_leaves_alone(stack, editor)
    translate_alert(editor, page)
    (mail,) = wait_for(lambda: alerts_to(stack, SPANISH), seconds=90)
    check_the_mail(visit(locale="es-MX"), mail)
    editor.goto(desk)
    check_leaving(stack, editor, mail)
    check_that_no_more_comes(stack, editor)


def check_that_english_leaves_alone(stack, page) -> None:
    assert alerts_to(stack, ENGLISH) == []
    end_holds(stack)
    (mail,) = wait_for(lambda: alerts_to(stack, ENGLISH), seconds=90)
    assert mail["Subject"] == SUBJECTS["en"]
    page.reload()
    expect(cell(page, "en")).to_contain_text("Ready")
    expect(cell(page, "es")).to_contain_text("Held: There is no version in this language.")
    assert alerts_to(stack, SPANISH) == []


def check_the_mail(window, mail) -> None:
    """As a narrow phone shows it, outside the sandbox of a preview."""
    page = window.page
    assert mail["Subject"] == SUBJECTS["es"]
    page.goto("/robots.txt")
    page.set_viewport_size({"width": 320, "height": 900})
    page.set_content(mail.get_body(("html",)).get_content())
    assert page.locator("html").get_attribute("lang") == "es"
    assert page.evaluate(OVERFLOW) == 0
    page.get_by_text(TEXTS["es"]).wait_for()
    for picture in page.locator("img").all():
        assert picture.get_attribute("alt")
        assert picture.evaluate("image => image.naturalWidth") > 0
    assert page.locator("img").count()
    assert window.foreign == []


def check_leaving(stack, page, mail) -> None:
    """Twice, as providers do; the desk counts one."""
    before = len(stack.mails_to(SPANISH))
    for _time in range(2):
        status, asked, ended = leave_by_header(mail)
        assert (status, ended) == (200, asked)
    wait_for(lambda: len(stack.mails_to(SPANISH)) > before, seconds=60)  # it says that they left
    page.locator(".alerts-standing").get_by_role("link").click()
    row = page.get_by_role("row", name=re.compile("^Unsubscribed"))
    expect(row.get_by_role("cell")).to_have_text(["0", "1", "1", ""])


def check_that_no_more_comes(stack, page) -> None:
    """Another alert reaches the one who stayed."""
    mails = len(stack.mails_to(SPANISH))
    page.goto("/admin/alerts/")
    page.get_by_role("link", name="Ask Governor Patrick").click()
    send_with_a_hold(page, english="1", spanish="0")
    end_holds(stack)
    wait_for(lambda: len(alerts_to(stack, ENGLISH)) == 2, seconds=90)
    assert len(stack.mails_to(SPANISH)) == mails
