"""bin/screenshots: the pictures of docs/images/, made from the demo newsroom of a running Hub.

    bin/screenshots ADDRESS         such as http://localhost:8000, where bin/run says that it is

The top of the front page and of the open campaign, in both languages, on a desk and on a phone.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, sync_playwright

from dev.bootstrap import ROOT
from dev.chromium import chromium
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
    if len(arguments) != 1 or not arguments[0].startswith(("http://", "https://")):
        print(__doc__, file=sys.stderr)
        return 2
    end_on_signals()
    try:
        take_all(list(shots(arguments[0].rstrip("/"))))
    except Refusal as refusal:
        return refuse(refusal)
    return 0


def shots(address: str) -> Iterator[Shot]:
    for name, path in PATHS.items():
        for width, height, scale in SCREENS:
            yield Shot(f"{name}-{width}", address + path, width, height, scale)


def take_all(every: list[Shot]) -> None:
    path = chromium()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for shot in every:
            with step(shot.name) as this:
                file = keep(shot.name, take(browser, shot))
                this.note = f"{file.stat().st_size // 1024} kB"
        browser.close()


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


def keep(name: str, picture: bytes) -> Path:
    file = FOLDER / f"{name}.png"
    with Image.open(BytesIO(picture)) as screen:
        screen.convert("RGB").quantize(COLOURS).save(file, optimize=True)
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
