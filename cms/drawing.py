"""Drawing a card: the picture that a shared link shows, and the square one for channels.

Messengers keep it for good, so it bears no number that will be wrong tomorrow.
"""

import hashlib
import io
from dataclasses import astuple, dataclass, replace

from PIL import Image, ImageDraw, ImageOps

from cms.lettering import HEAD, LEADING, TEXT, cut, fitted, font, writable

MOST_BYTES = 245_000  # over about 300 kB WhatsApp shows no picture
DRAWING = "2"  # raise it when a card of the same facts looks different
PAPER, BAND, MARK, SOFT = "#ffffff", "#191b4b", "#ffbd2e", "#cfd1f7"
RULE, GAP = 14, 26  # pixels: the stripe, and between title and what stands around it
SMALLEST, STEP = 34, 2  # of the title, pixels
LONGEST, HIGHEST = 10, 2  # of a logo, in the height of small letters
QUALITIES = (88, 80, 70, 55, 40, 25, 10)

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Shape:
    """Where things stand, in pixels: left, top, right, bottom. `alone` is without a picture."""

    size: tuple[int, int]
    picture: Box
    rule: Box
    text: Box
    alone: Box
    largest: int  # letters of the title
    small: int  # letters around it

    @property
    def room(self) -> tuple[int, int]:
        """Width and height of the picture."""
        left, top, right, bottom = self.picture
        return right - left, bottom - top


WIDE, SQUARE = "wide", "square"
SHAPES = {
    WIDE: Shape(
        (1200, 630),
        (710, 0, 1200, 630),
        (696, 0, 710, 630),
        (60, 56, 652, 578),
        (64, 70, 1136, 574),
        116,
        34,
    ),
    SQUARE: Shape(
        (1080, 1080),
        (0, 0, 1080, 520),
        (0, 520, 1080, 534),
        (64, 580, 1016, 1024),
        (64, 84, 1016, 1010),
        132,
        42,
    ),
}


@dataclass(frozen=True)
class Card:
    """All that a card shows, and the fingerprint of its pictures.

    `label` stands above the title, `note` below it; `picture` and `logo` name the files and what of
    them counts. A logo stands in place of the newsroom's name.
    """

    title: str
    newsroom: str
    language: str
    label: str = ""
    note: str = ""
    picture: str = ""
    logo: str = ""

    @property
    def version(self) -> str:
        said = "\0".join([DRAWING, *astuple(self)])
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def draw_card(
    card: Card, shape: str, picture: Image.Image | None = None, logo: Image.Image | None = None
) -> bytes:
    """A JPEG of at most MOST_BYTES."""
    form = SHAPES[shape]
    canvas = Image.new("RGB", form.size, BAND)
    pen = ImageDraw.Draw(canvas)
    if picture is not None:
        canvas.paste(ImageOps.fit(_opaque(picture), form.room), form.picture[:2])
        pen.rectangle(form.rule, fill=MARK)
    else:
        pen.rectangle((0, 0, form.size[0], RULE), fill=MARK)
    box = form.text if picture is not None else form.alone
    if logo is not None:
        box = _sign(canvas, logo, form, box)
        card = replace(card, title=writable(card.title) or card.newsroom, newsroom="")
    _write(pen, card, form, box)
    return _saved(canvas)


def _sign(canvas: Image.Image, logo: Image.Image, form: Shape, box: Box) -> Box:
    """Puts the logo into the lower left of the box; returns what is left above it."""
    left, top, right, bottom = box
    room = (min(right - left, form.small * LONGEST), form.small * HIGHEST)
    shown = ImageOps.contain(logo.convert("RGBA"), room)
    canvas.paste(shown, (left, bottom - shown.height), shown)
    return left, top, right, bottom - shown.height - GAP


def _write(pen: ImageDraw.ImageDraw, card: Card, form: Shape, box: Box) -> None:
    left, top, right, bottom = box
    width, small = right - left, form.small
    if label := writable(card.label):
        pen.text((left, top), cut(label, font(HEAD, small), width), MARK, font(HEAD, small))
        top += small + GAP
    for text, name, colour in ((card.newsroom, TEXT, SOFT), (card.note, HEAD, MARK)):
        if line := writable(text):
            letters = font(name, small)
            pen.text((left, bottom), cut(line, letters, width), colour, letters, anchor="ls")
            bottom -= small + GAP // 2
    sizes = range(form.largest, SMALLEST - 1, -STEP)
    title = writable(card.title) or writable(card.newsroom) or "·"
    size, lines = fitted(title, (width, bottom - GAP - top), sizes)
    for number, line in enumerate(lines):
        pen.text((left, top + number * size * LEADING), line, PAPER, font(HEAD, size))


def _opaque(picture: Image.Image) -> Image.Image:
    """What is transparent is white, as on a page."""
    if picture.mode not in {"RGBA", "LA", "PA", "P"}:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, PAPER), layer).convert("RGB")


def _saved(canvas: Image.Image) -> bytes:
    for quality in QUALITIES:
        file = io.BytesIO()
        canvas.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= MOST_BYTES:
            break
    return file.getvalue()
