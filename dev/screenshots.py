"""bin/screenshots: the pictures of docs/images/, made from the demo newsroom of a running Hub.

    bin/screenshots ADDRESS [NAME:PASSWORD:SECRET]
                                such as http://localhost:8000, all as bin/run says

The top of the front page and of the open campaign, in both languages, on a desk and on a phone.
With the log-in of the demo's editor also the screens of docs/editing.md (dev/posing.py); these
change two stories of the demo, so begin with a new one.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser, Error, sync_playwright

from dev.bootstrap import ROOT
from dev.chromium import chromium
from dev.posing import Editor
from dev.steps import Refusal, end_on_signals, refuse, step

FOLDER = ROOT / "docs" / "images"
PATHS = {
    "front-en": "/en/",
    "front-es": "/es/",
    "campaign-en": "/en/campaigns/just-communities/",
    "campaign-es": "/es/campanas/comunidades-justas/",
}
# Pixels wide and high, and how many of the screen's there are for one of the page's.
SCREENS = ((1280, 860, 1), (360, 740, 2))
COLOURS = 256  # a palette makes a picture with drawings a third as heavy
# As root, Chromium starts without its sandbox or not at all; only our own pages are opened.
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass(frozen=True)
class Shot:
    name: str
    url: str
    width: int
    height: int
    scale: int


def main(arguments: list[str]) -> int:
    if len(arguments) not in {1, 2} or not arguments[0].startswith(("http://", "https://")):
        print(__doc__, file=sys.stderr)
        return 2
    end_on_signals()
    address, *login = arguments
    try:
        take_all(address.rstrip("/"), *login)
    except Refusal as refusal:
        return refuse(refusal)
    return 0


def shots(address: str) -> Iterator[Shot]:
    for name, path in PATHS.items():
        for width, height, scale in SCREENS:
            yield Shot(f"{name}-{width}", address + path, width, height, scale)


def take_all(address: str, login: str = "") -> None:
    path = chromium()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for shot in shots(address):
            with step(shot.name) as this:
                this.note = keep(shot.name, take(browser, shot))
        if login:
            take_desk(browser, address, login)
        browser.close()


def take_desk(browser: Browser, address: str, login: str) -> None:
    """One window through both languages: what is changed in one shows in the other."""
    context = browser.new_context(color_scheme="light", reduced_motion="reduce")
    page = context.new_page()
    try:
        editor = Editor(page, address, login)
        for language in ("en", "es"):
            for screen in editor.screens(language):
                with step(screen.name) as this:
                    width, height = screen.size
                    page.set_viewport_size({"width": width, "height": height})
                    this.note = keep(screen.name, page.screenshot(animations="disabled"))
    except Error as error:
        raise Refusal(f"The newsroom: {error.message.splitlines()[0]}") from None
    finally:
        context.close()


def take(browser: Browser, shot: Shot) -> bytes:
    """In daylight and at rest, whatever this machine prefers."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.scale,
        color_scheme="light",
        reduced_motion="reduce",
    )
    try:
        page = context.new_page()
        answer = page.goto(shot.url, wait_until="networkidle")
        if answer is None or not answer.ok:
            said = answer.status if answer else "nothing"
            raise Refusal(f"{shot.url} answers {said}; is the demo there?")
        return page.screenshot(animations="disabled")
    except Error as error:
        raise Refusal(f"{shot.url} cannot be opened: {error.message.splitlines()[0]}") from None
    finally:
        context.close()


def keep(name: str, picture: bytes) -> str:
    """Returns how heavy it became."""
    file = FOLDER / f"{name}.png"
    with Image.open(BytesIO(picture)) as screen:
        screen.convert("RGB").quantize(COLOURS).save(file, optimize=True)
    return f"{file.stat().st_size // 1024} kB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
