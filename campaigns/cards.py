"""The picture that a shared link shows: 1200 by 630, drawn here, per petition and language.

Messengers keep it for good, so it bears no number that will be wrong tomorrow, and its address
changes with what it shows.
"""

import hashlib
import io
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import Image, ImageDraw, ImageFont, ImageOps

from cms.reading import Head

SIZE = WIDTH, HEIGHT = 1200, 630
MOST_BYTES = 250_000  # over about 300 kB WhatsApp shows no picture
DRAWING = "1"  # raise it when a card of the same facts looks different
FONTS = Path(__file__).parent / "fonts"
HEAD, TEXT = "RobotoCondensed-Bold.ttf", "RobotoCondensed-Regular.ttf"
PAPER, BAND, MARK, SOFT = "#ffffff", "#191b4b", "#ffbd2e", "#cfd1f7"
MARGIN, RULE = 64, 14  # pixels
LARGEST, SMALLEST, STEP = 120, 44, 4  # of the title, pixels
LEADING = 1.12
PICTURE_HEIGHT = 270  # of a card with a picture, above its band
QUALITIES = (88, 80, 70, 55, 40)


@dataclass(frozen=True)
class Card:
    """All that a card shows, and the fingerprint of its picture."""

    title: str
    newsroom: str
    crowd: str
    language: str
    picture: str = ""

    @property
    def version(self) -> str:
        said = "\0".join(
            [DRAWING, self.title, self.newsroom, self.crowd, self.language, self.picture]
        )
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def card_for(page: Any, newsroom: str) -> Card:
    language = page.locale.language_code
    with override(language):
        crowd = crowd_of(page.petition.count)
    image = shown_picture(page)
    picture = f"{image.pk}-{image.file_hash or image.file.name}" if image else ""
    return Card(page.title, newsroom, crowd, language, picture)


def card_url(page: Any, card: Card) -> str:
    address = reverse(f"card-{card.language}", args=[page.petition.public_id, card.version])
    return settings.BASE_URL + address


def with_card(head: Head, page: Any, newsroom: str) -> Head:
    """What the page says about itself, with the picture that its links show."""
    card = card_for(page, newsroom)
    said = " – ".join(each for each in (card.title, card.crowd, card.newsroom) if each)
    return replace(head, image_url=card_url(page, card), image_size=SIZE, image_alternative=said)


def shown_picture(page: Any) -> Any:
    """The main picture, or None where there is none that readers may see."""
    image = page.hero_image
    return image if image is not None and image.may_be_shown else None


def crowd_of(count: int) -> str:
    """How many, in steps that stay true: the size of a crowd, never its number."""
    steps = (
        (2_000_000, _("Millions have signed")),
        (200_000, _("Hundreds of thousands have signed")),
        (20_000, _("Tens of thousands have signed")),
        (2_000, _("Thousands have signed")),
        (200, _("Hundreds have signed")),
    )
    return next((words for least, words in steps if count >= least), "")


def draw_card(card: Card, picture: Image.Image | None = None) -> bytes:
    """A JPEG of at most MOST_BYTES."""
    canvas = Image.new("RGB", SIZE, BAND)
    top = 0
    if picture is not None:
        top = PICTURE_HEIGHT
        canvas.paste(ImageOps.fit(picture.convert("RGB"), (WIDTH, top)), (0, 0))
    pen = ImageDraw.Draw(canvas)
    pen.rectangle((0, top, WIDTH, top + RULE), fill=MARK)
    foot = HEIGHT - MARGIN
    pen.text((MARGIN, foot), card.newsroom, SOFT, _font(TEXT, 36), anchor="ls")
    if card.crowd:
        pen.text((WIDTH - MARGIN, foot), card.crowd, MARK, _font(HEAD, 36), anchor="rs")
    head = top + RULE + MARGIN * 2 // 3
    _write(pen, card.title, (head, foot - 60))
    return _saved(canvas)


def _write(pen: ImageDraw.ImageDraw, title: str, between: tuple[int, int]) -> None:
    """In the largest letters in which all of it stands between the two heights."""
    top, bottom = between
    size, lines = fitted(title, WIDTH - 2 * MARGIN, bottom - top)
    for number, line in enumerate(lines):
        height = top + number * size * LEADING
        pen.text((MARGIN, height), line, PAPER, _font(HEAD, size))


def fitted(title: str, width: int, height: int) -> tuple[int, list[str]]:
    """Size and lines; only what is too long for the smallest letters ends in an ellipsis."""
    for size in range(LARGEST, SMALLEST - 1, -STEP):
        lines = wrapped(title, _font(HEAD, size), width)
        if len(lines) * size * LEADING <= height:
            return size, lines
    most = int(height // (SMALLEST * LEADING))
    return SMALLEST, [*lines[: most - 1], _cut(lines[most - 1], _font(HEAD, SMALLEST), width)]


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Between words; a word that is wider than a line is broken where it must be."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if font.getlength(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def _cut(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while line and font.getlength(line + "…") > width:
        line = line[:-1]
    return line.rstrip(" ,.;:") + "…"


@lru_cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / name), size)


def _saved(canvas: Image.Image) -> bytes:
    for quality in QUALITIES:
        file = io.BytesIO()
        canvas.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= MOST_BYTES:
            break
    return file.getvalue()
