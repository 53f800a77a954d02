"""Letters on pictures: as large as fits, broken between words, and none that the font lacks.

The fonts lie beside this module, so a machine needs none of its own.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
HEAD, TEXT = "RobotoCondensed-Bold.ttf", "RobotoCondensed-Regular.ttf"
LEADING = 1.12
NO_LETTER = "\uffff"
PROBE = 20  # pixels; any size tells whether there is a letter
INVISIBLE = ("Cf", "Mn", "Me")  # joiners, soft hyphens, marks that stand alone


@lru_cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / name), size)


def writable(text: str) -> str:
    """The text in letters that the fonts have: a rare accent is lost rather than its letter, and
    an emoji leaves no box behind. May be empty.
    """
    letters = "".join(_written(letter) for letter in unicodedata.normalize("NFC", text))
    return " ".join(letters.split())


def fitted(text: str, room: tuple[int, int], sizes: Sequence[int]) -> tuple[int, list[str]]:
    """Size and lines in a room of this width and height; `sizes` go down.

    No word is broken while a smaller size keeps it whole. Only what is too long for the smallest
    letters ends in an ellipsis.
    """
    width, height = room
    for size in sizes:
        letters = font(HEAD, size)
        lines = wrapped(text, letters, width)
        is_whole = all(letters.getlength(word) <= width for word in text.split())
        if is_whole and len(lines) * size * LEADING <= height:
            return size, balanced(text, letters, width)
    most = int(height // (size * LEADING))
    if len(lines) > most:
        lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 : most + 1]), letters, width)]
    return size, lines


def wrapped(text: str, letters: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Between words; a word that is wider than a line is broken where it must be."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if letters.getlength(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if letters.getlength(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def balanced(text: str, letters: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """As few lines as the width allows, and these about equally long: no word alone at the end."""
    most = len(wrapped(text, letters, width))
    low = max((letters.getlength(word) for word in text.split()), default=width)
    high = width
    while high - low > 1:
        middle = (low + high) / 2
        if len(wrapped(text, letters, middle)) <= most:
            high = middle
        else:
            low = middle
    return wrapped(text, letters, high)


def cut(line: str, letters: ImageFont.FreeTypeFont, width: float) -> str:
    """The line, or what of it stands in the width with an ellipsis."""
    if letters.getlength(line) <= width:
        return line
    while line and letters.getlength(line.rstrip(" ,.;:¿¡“«") + "…") > width:
        line = line[:-1]
    return line.rstrip(" ,.;:¿¡“«") + "…"


def _written(letter: str) -> str:
    if letter.isspace():
        return " "
    if _has(letter):
        return letter
    return "".join(each for each in unicodedata.normalize("NFKD", letter) if _has(each))


@lru_cache(maxsize=4096)
def _has(letter: str) -> bool:
    if unicodedata.category(letter) in INVISIBLE:
        return False
    shapes = font(TEXT, PROBE)
    return bytes(shapes.getmask(letter)) != bytes(shapes.getmask(NO_LETTER))
