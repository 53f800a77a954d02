"""Shapes: how pictures are cut and how wide, in the formats that browsers know.

The ratios and widths are those of the style sheets: what is cut here, around the focal point that
an editor chose, is cut by no browser again.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from wagtail.images.models import Filter

MODERN = ("avif", "webp")  # best first; whoever knows neither gets the plain one
PLAIN = "jpeg"
ENDINGS = {"avif": "avif", "webp": "webp", PLAIN: "jpg"}
# What each encoder is told; all look alike at these (docs/measures.md has the figures).
SAVING: dict[str, dict[str, Any]] = {
    "avif": {"quality": 52, "speed": 8, "max_threads": 1},
    "webp": {"quality": 74, "method": 4},
    PLAIN: {"quality": 72, "optimize": True, "progressive": True},
}


@dataclass(frozen=True)
class Shape:
    """`ratio` is width to height, None: uncut. `plain` is the width that every browser can show."""

    name: str
    ratio: tuple[int, int] | None
    widths: tuple[int, ...]
    plain: int

    def spec(self, width: int, kind: str) -> str:
        """Wagtail's name of this rendition."""
        return f"{self._cut(width)}|format-{kind}"

    def cuts_of(self, image: Any) -> dict[int, Any]:
        """What to cut out and how large it becomes (wagtail's ImageTransform) for each width, none
        larger than the picture has pixels for.
        """
        found: dict[tuple[int, int], tuple[int, Any]] = {}
        for width in self.widths:
            cut = Filter(self._cut(width)).get_transform(image)
            found.setdefault(cut.size, (width, cut))
        return dict(found.values())

    def plain_of(self, sizes: list[Any]) -> Any:
        """Which of these sizes, narrow ones first, the plain one has."""
        return ([size for size in sizes if size[0] <= self.plain] or sizes[:1])[-1]

    def _cut(self, width: int) -> str:
        if self.ratio is None:
            return f"width-{width}"
        across, down = self.ratio
        return f"fill-{width}x{round(width * down / across)}"


WHOLE = Shape("whole", None, (400, 720, 1080, 1600), plain=720)
WIDE = Shape("wide", (16, 9), (400, 720, 1080, 1440), plain=720)
SMALL = Shape("small", (3, 2), (240, 400, 720), plain=400)
FACE = Shape("face", (1, 1), (240,), plain=240)
SHAPES = (WHOLE, WIDE, SMALL, FACE)


@dataclass(frozen=True)
class Place:
    """Where pictures stand: their shape, and how wide they are shown (the `sizes` of HTML)."""

    shape: Shape
    sizes: str


# Measured at 360, 768 and 1280 pixels (tests/browser/test_pictures.py).
HERO = Place(WHOLE, "(min-width: 60rem) 52rem, 92vw")
BODY = Place(WHOLE, "(min-width: 60rem) 52rem, 92vw")
LEAD = Place(WIDE, "(min-width: 80rem) 50rem, (min-width: 62rem) 62vw, 92vw")
CARD = Place(WIDE, "(min-width: 62rem) 25rem, 92vw")
TEASER = Place(SMALL, "(min-width: 62rem) 24rem, (min-width: 48rem) 44vw, 7.5rem")
RIVER = Place(SMALL, "(min-width: 48rem) 9rem, 7.5rem")  # the front page's newest stories
DESK = Place(SMALL, "(min-width: 62rem) 24rem, (min-width: 48rem) 44vw, 92vw")  # of a topic there
PACKAGE = Place(WIDE, "(min-width: 62rem) 34rem, (min-width: 48rem) 42vw, 84vw")
GALLERY = Place(SMALL, "(min-width: 60rem) 17rem, (min-width: 48rem) 45vw, 92vw")
PORTRAIT = Place(FACE, "7rem")
OFFICE = Place(WHOLE, "6rem")

IN_VAIN = "!"  # before a recipe: the picture's file could not be read
RECIPE = sha256(repr((SHAPES, MODERN, SAVING)).encode()).hexdigest()[:8]


def key_of(image: Any) -> str:
    """What its renditions depend on: the file, the focal point, and how they are made."""
    focus = [getattr(image, f"focal_point_{side}") for side in ("x", "y", "width", "height")]
    return sha256(repr((RECIPE, image.file_hash, focus)).encode()).hexdigest()[:12]
