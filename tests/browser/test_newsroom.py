"""The editor's day in a real browser: written in Spanish, translated, reviewed, live together at
their time; then a comma, a real change, and a correction from a phone.
"""

import re
import subprocess
import sys
import time
from datetime import datetime, timedelta
from urllib.error import HTTPError
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.editing import key_in, press_publish, translate
from tests.stack import ROOT, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(500)]
SPANISH = "/es/noticias/abren-un-refugio-en-la-calle-once/"
ENGLISH = "/en/news/shelter-on-eleventh-street/"
PIECES = [
    "A shelter opens on Eleventh Street",
    "Forty beds for this night of snow.",
    "The shelter opens at 6:30 p.m. and has 40 beds.",
]
PASSWORD, SECRET = "snow-on-harbor-hill", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW_TRANSLATOR = f"""
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from users.codes import give_app
user = get_user_model().objects.create_user("nadia", password="{PASSWORD}")
user.groups.add(Group.objects.get(name="Translators into English"))
give_app(user, "{SECRET}")
"""
BOSTON = ZoneInfo("America/New_York")


@pytest.fixture(scope="module")
def translator(stack) -> tuple[str, str, str]:
    """Somebody who may work on English only; made as an administrator's console would."""
    web = stack.processes("gunicorn")[0]
    command = [sys.executable, "manage.py", "shell", "-c", NEW_TRANSLATOR]
    subprocess.run(command, cwd=ROOT, env=web.environ(), check=True, capture_output=True)
    return "nadia", PASSWORD, SECRET


def body_of(stack, path: str) -> str:
    """What a reader gets; empty while there is nothing but a courtesy page or an error."""
    try:
        body = urlopen(stack.url + path, timeout=20).read().decode()
    except HTTPError:
        return ""
    return "" if 'name="robots" content="noindex"' in body else body


def write_in_spanish(page) -> str:
    """A new story below Noticias; returns the page's number."""
    page.goto("/admin/pages/search/?q=Noticias")
    index = page.locator("a[href$='/edit/']", has_text="Noticias").first.get_attribute("href")
    page.goto(f"/admin/pages/add/news/postpage/{key_in(index)}/")
    page.locator("#id_title").fill("Abren un refugio en la calle Once")
    page.locator("#id_summary").fill("Cuarenta camas para esta noche de nieve.")
    page.get_by_title("Insert a block").first.click()
    page.get_by_role("option", name="Text").first.click()
    page.locator("[data-streamfield-child] .public-DraftEditor-content").first.click()
    page.keyboard.type("El refugio abre a las 18:30 y tiene 40 camas.")
    # The editor writes into its field a moment after the last key.
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile("40 camas"))
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    return key_in(page.url)


def send_to_translation(page, key: str) -> str:
    """Returns the number of the English draft."""
    page.goto(f"/admin/localize/submit/page/{key}/")
    page.get_by_label("English").check()
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    return key_in(page.url)


def translate_all(page, key: str) -> None:
    page.goto(f"/admin/pages/{key}/edit/")
    page.get_by_role("heading", name="Translation from Spanish into English").wait_for()
    for text in PIECES:
        translate(page, text)
    page.get_by_role("tab", name="Promote").click()
    translate(page, "shelter-on-eleventh-street")


def agree_on_a_time(page, key: str) -> datetime:
    """Both together, at the next full minute that leaves time to approve."""
    moment = (datetime.now(BOSTON) + timedelta(seconds=80)).replace(second=0, microsecond=0)
    page.goto(f"/admin/pairs/{key}/")
    page.get_by_label("both together").check()
    page.locator("input[type='datetime-local']").fill(f"{moment:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    return moment


def seen_together(stack, *, seconds: float) -> list[tuple[bool, bool]]:
    """What readers find at both addresses, each change once, until both are there."""
    seen: list[tuple[bool, bool]] = []
    deadline = time.monotonic() + seconds
    while (True, True) not in seen:
        assert time.monotonic() < deadline, f"waited in vain: {seen}"
        # English first: if it is there, Spanish, asked for later, must be there too. What went live
        # between the two questions is asked for again.
        now = bool(body_of(stack, ENGLISH)), bool(body_of(stack, SPANISH))
        if now[0] == bool(body_of(stack, ENGLISH)) and now not in seen:
            seen.append(now)
        time.sleep(0.2)
    return seen


def change(page, key: str, *, summary: str, answer: str) -> None:
    """Publish another summary and answer what kind of change it is."""
    page.goto(f"/admin/pages/{key}/edit/")
    page.locator("#id_summary").fill(summary)
    press_publish(page)
    page.wait_for_url("**/admin/change/**")
    page.get_by_role("button", name=answer).click()
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))


def test_a_story_written_in_spanish_is_published_in_both_languages(stack, desk_of, translator):
    editor, nadia = desk_of("editor"), desk_of(*translator)
    spanish = write_in_spanish(editor)
    english = send_to_translation(editor, spanish)
    check_translating(nadia, spanish, english)
    moment = agree_on_a_time(editor, spanish)
    publish_and_approve(editor, spanish, english)
    assert (body_of(stack, ENGLISH), body_of(stack, SPANISH)) == ("", "")

    left = (moment - datetime.now(BOSTON)).total_seconds()
    assert seen_together(stack, seconds=left + 60) == [(False, False), (True, True)]
    assert datetime.now(BOSTON) >= moment
    assert PIECES[2] in body_of(stack, ENGLISH)
    check_changes(stack, editor, spanish)
    check_a_correction(stack, desk_of, spanish)


def check_translating(nadia, spanish: str, english: str) -> None:
    """She translates, cannot publish, and hands the page in; the original is not hers to edit."""
    nadia.goto(f"/admin/pages/{spanish}/edit/")
    assert f"/pages/{spanish}/edit/" not in nadia.url
    translate_all(nadia, english)
    assert nadia.get_by_role("button", name="Publish").count() == 0
    nadia.reload()
    nadia.get_by_role("button", name="Ready for review").click()
    nadia.get_by_text("Under review since").wait_for()


def publish_and_approve(editor, spanish: str, english: str) -> None:
    editor.goto(f"/admin/pages/{spanish}/edit/")
    press_publish(editor)
    editor.get_by_text("It is ready and waits for its time").first.wait_for()
    editor.goto(f"/admin/pages/{english}/edit/")
    editor.get_by_role("button", name="Approve and publish").click()
    editor.wait_for_load_state()


def check_changes(stack, editor, spanish: str) -> None:
    """A comma changes nothing; a real change is told to readers and to the desk."""
    editor.goto(f"/admin/pairs/{spanish}/")
    editor.get_by_label("each on its own").check()
    editor.get_by_role("button", name="Save").click()
    editor.wait_for_load_state()
    comma = "Cuarenta camas, para esta noche de nieve."
    change(editor, spanish, summary=comma, answer="Minor change")
    assert comma in body_of(stack, SPANISH)
    assert "does not have it yet" not in body_of(stack, ENGLISH)
    assert "current" in row_on_the_desk(editor)

    more = "Noventa camas para esta noche de nieve."
    change(editor, spanish, summary=more, answer="Needs translation")
    assert more in body_of(stack, SPANISH)
    assert "this translation does not have it yet" in body_of(stack, ENGLISH)
    assert "stale" in row_on_the_desk(editor)


def row_on_the_desk(page) -> str:
    page.goto("/admin/reports/parity/")
    return page.locator("tr", has_text="Abren un refugio").first.inner_text()


def check_a_correction(stack, desk_of, spanish: str) -> None:
    """From a phone, in two taps: both versions carry it at once."""
    phone = desk_of("editor", viewport={"width": 360, "height": 740})
    phone.goto(f"/admin/pages/{spanish}/edit/")
    phone.get_by_role("button", name="Actions").first.click()
    phone.get_by_role("link", name="Correct…").click()
    phone.locator("textarea[name='text_en']").wait_for()
    assert not phone.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    told = {"en": "The shelter is on Tenth Street.", "es": "El refugio está en la calle Diez."}
    for language, text in told.items():
        phone.locator(f"textarea[name='text_{language}']").fill(text)
    phone.locator("form:has(textarea) button[type='submit']").first.click()
    phone.wait_for_load_state()
    wait_for(lambda: told["en"] in body_of(stack, ENGLISH), seconds=10)
    assert told["es"] in body_of(stack, SPANISH)
    assert told["en"] not in body_of(stack, SPANISH)
