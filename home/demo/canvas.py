"""A sheet to draw on, in points of 1600 × 1000, twice as fine as the picture it becomes.

Pillow does not smooth its edges: drawing large and shrinking does. Every sheet has its own
seeded chance, so that the same picture comes out of every run.
"""

import io
import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 1000
FINENESS = 2
HEAVIEST = 400_000  # bytes of a finished picture
SOFTNESS = 8  # light and shadow are painted this much coarser: they have no edges

Point = tuple[float, float]


def ink(colour: str, alpha: float = 1.0) -> tuple[int, int, int, int]:
    """#rrggbb and an opacity from 0 to 1, as Pillow wants them."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue, round(alpha * 255)


def mixed(first: str, second: str, share: float) -> str:
    """`first` with a share (0 to 1) of `second`."""
    pairs = zip(ink(first)[:3], ink(second)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def turned(points: Sequence[Point], degrees: float, around: Point) -> list[Point]:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x0, y0 = around
    return [
        (x0 + (x - x0) * cos - (y - y0) * sin, y0 + (x - x0) * sin + (y - y0) * cos)
        for x, y in points
    ]


def box(left: float, top: float, right: float, bottom: float) -> list[Point]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def arc(centre: Point, radii: Point, start: float, end: float, steps: int = 48) -> list[Point]:
    """Points on an ellipse, clockwise from the right, in degrees."""
    angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return [
        (centre[0] + radii[0] * math.cos(a), centre[1] + radii[1] * math.sin(a)) for a in angles
    ]


def arch(left: float, top: float, right: float, bottom: float) -> list[Point]:
    """A box with a round top."""
    radius = (right - left) / 2
    round_top = arc((left + radius, top + radius), (radius, radius), 180, 360)
    return [*round_top, (right, bottom), (left, bottom)]


def softened(points: list[Point]) -> list[Point]:
    """A closed outline without its corners: each is cut off three times (Chaikin)."""
    for _ in range(3):
        following = [*points[1:], points[0]]
        points = [
            (a[0] * k + b[0] * (1 - k), a[1] * k + b[1] * (1 - k))
            for a, b in zip(points, following, strict=True)
            for k in (0.75, 0.25)
        ]
    return points


class Canvas:
    """The sheet. Colours are #rrggbb, opacities run from 0 to 1, sizes are points."""

    def __init__(self, seed: str, top: str, bottom: str) -> None:
        self.chance = Random(seed)  # noqa: S311 - a drawing, not a secret
        self.image = Image.new("RGB", (WIDTH * FINENESS, HEIGHT * FINENESS))
        self.fade(box(0, 0, WIDTH, HEIGHT), top, bottom)

    @property
    def brush(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image, "RGBA")

    def shape(self, points: Sequence[Point], colour: str, alpha: float = 1.0) -> None:
        self.brush.polygon([(x * FINENESS, y * FINENESS) for x, y in points], ink(colour, alpha))

    def oval(self, centre: Point, radii: Point, colour: str, alpha: float = 1.0) -> None:
        self.shape(arc(centre, radii, 0, 360, steps=90), colour, alpha)

    def dot(self, centre: Point, radius: float, colour: str, alpha: float = 1.0) -> None:
        self.oval(centre, (radius, radius), colour, alpha)

    def rounded(self, edges: tuple[float, float, float, float], radius: float, colour: str) -> None:
        fine = [edge * FINENESS for edge in edges]
        self.brush.rounded_rectangle(fine, radius * FINENESS, ink(colour))

    def stroke(
        self, points: Sequence[Point], width: float, colour: str, alpha: float = 1.0
    ) -> None:
        """A line with round joints and ends; only an opaque one has no seams."""
        fine = [(x * FINENESS, y * FINENESS) for x, y in points]
        self.brush.line(fine, ink(colour, alpha), round(width * FINENESS), joint="curve")
        if alpha == 1.0:
            for end in (points[0], points[-1]):
                self.dot(end, width / 2, colour)

    def fade(self, points: Sequence[Point], top: str, bottom: str) -> None:
        """A shape whose colour changes from its top to its bottom."""
        edges = self._edges(points)
        size = (edges[2] - edges[0], edges[3] - edges[1])
        ramp = Image.linear_gradient("L").resize(size)
        colours = Image.composite(
            Image.new("RGB", size, ink(bottom)[:3]), Image.new("RGB", size, ink(top)[:3]), ramp
        )
        mask = Image.new("L", size)
        inside = [(x * FINENESS - edges[0], y * FINENESS - edges[1]) for x, y in points]
        ImageDraw.Draw(mask).polygon(inside, 255)
        self.image.paste(colours, edges[:2], mask)

    def shadow(self, points: Sequence[Point], blur: float, colour: str, alpha: float) -> None:
        """The soft form of a shape: dark for a shadow, light for a glow with a shape."""
        reach = 3 * blur
        left, top = (min(ends) - reach for ends in zip(*points, strict=True))
        right, bottom = (max(ends) + reach for ends in zip(*points, strict=True))
        mask = Image.new("L", (int((right - left) / SOFTNESS), int((bottom - top) / SOFTNESS)))
        small = [((x - left) / SOFTNESS, (y - top) / SOFTNESS) for x, y in points]
        ImageDraw.Draw(mask).polygon(small, round(alpha * 255))
        soft = mask.filter(ImageFilter.GaussianBlur(blur / SOFTNESS))
        soft = soft.resize([side * SOFTNESS * FINENESS for side in mask.size])
        corner = (round(left * FINENESS), round(top * FINENESS))
        edges = (*corner, corner[0] + soft.width, corner[1] + soft.height)
        self.image.paste(ink(colour)[:3], edges, soft)

    def glow(self, centre: Point, radius: float, colour: str, alpha: float = 0.6) -> None:
        """Light that falls off in all directions from a point."""
        edges = self._edges(arc(centre, (radius, radius), 0, 360))
        size = (edges[2] - edges[0], edges[3] - edges[1])
        falling = Image.radial_gradient("L").point(
            lambda far: round(max(0, 1 - far / 181) ** 2 * alpha * 255)
        )
        self.image.paste(ink(colour)[:3], edges, falling.resize(size, Image.Resampling.BICUBIC))

    def snow(self, flakes: int, area: tuple[float, float, float, float], largest: float) -> None:
        left, top, right, bottom = area
        for _ in range(flakes):
            at = (self.chance.uniform(left, right), self.chance.uniform(top, bottom))
            size = 1 + (largest - 1) * self.chance.random() ** 3
            self.dot(at, size, "#ffffff", self.chance.uniform(0.35, 0.9))

    def finished(self, grain: float = 0.09) -> bytes:
        """A JPEG of the sheet, with the grain of print, within its weight."""
        picture = self.image.reduce(FINENESS)
        noise = Image.frombytes("L", picture.size, self.chance.randbytes(WIDTH * HEIGHT))
        faint = noise.point(lambda value: round(128 + (value - 128) * grain))
        picture = ImageChops.overlay(picture, Image.merge("RGB", [faint] * 3))
        for quality in range(86, 50, -4):
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= HEAVIEST:
                break
        return out.getvalue()

    @staticmethod
    def _edges(points: Sequence[Point]) -> tuple[int, int, int, int]:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, top = math.floor(min(xs) * FINENESS), math.floor(min(ys) * FINENESS)
        return left, top, math.ceil(max(xs) * FINENESS), math.ceil(max(ys) * FINENESS)
