"""Is it safe to sign? An envelope closed with wax, and the key kept beside it."""

from collections.abc import Sequence

from home.demo.canvas import Canvas, Point, arc, box, mixed, softened, turned

PAPER, WAX, BRASS = "#f3e6cb", "#b72f34", "#d9a441"
LEAN = -5
MIDDLE = (720.0, 520.0)
HALF = (440.0, 290.0)


def paint() -> Canvas:
    canvas = Canvas("envelope", "#1d3b53", "#122638")
    canvas.glow((720, 380), 900, "#3f7391", 0.6)
    _pattern(canvas)
    _letter(canvas)
    _wax(canvas, (720, 560))
    _key(canvas, (1340, 560), -62)
    return canvas


def _pattern(canvas: Canvas) -> None:
    """Guilloche waves, as on papers that are hard to forge."""
    for number in range(22):
        points = []
        for step in range(81):
            x = step * 20
            bend = arc((0, number * 50 - 20), (0, 22), step * 18 + number * 90, 0, steps=1)[0][1]
            points.append((x, bend))
        canvas.stroke(points, 2, "#6fa3ba", 0.13)


def _placed(points: Sequence[Point]) -> list[Point]:
    return turned([(MIDDLE[0] + x, MIDDLE[1] + y) for x, y in points], LEAN, MIDDLE)


def _letter(canvas: Canvas) -> None:
    wide, high = HALF
    body = _placed(box(-wide, -high, wide, high))
    canvas.shadow([(x + 16, y + 34) for x, y in body], 34, "#050d16", 0.75)
    canvas.shape(body, PAPER)
    canvas.shape(_placed([(-wide, -high), (-20, 40), (-wide, high)]), mixed(PAPER, "#b08a5a", 0.14))
    canvas.shape(_placed([(wide, -high), (20, 40), (wide, high)]), mixed(PAPER, "#b08a5a", 0.2))
    canvas.shadow(_placed([(-wide, high), (0, -30), (wide, high)]), 12, "#6d4a2a", 0.35)
    canvas.shape(
        _placed([(-wide, high), (-26, 2), (26, 2), (wide, high)]), mixed(PAPER, "#b08a5a", 0.07)
    )
    flap = [(-wide, -high), (wide, -high), (40, 74), (0, 92), (-40, 74)]
    canvas.shadow([(x + 2, y + 12) for x, y in _placed(flap)], 14, "#5a3a1c", 0.5)
    canvas.fade(_placed(flap), "#fbf2dd", "#eadbb9")
    canvas.stroke(
        _placed([(-wide, -high), (-40, 74), (0, 92), (40, 74), (wide, -high)]), 3, "#d3bd92"
    )
    _airmail(canvas)


def _airmail(canvas: Canvas) -> None:
    """The red and blue edge of letters that travel far."""
    wide, high = HALF
    count = 22
    for number in range(count):
        left = -wide + number * (2 * wide / count)
        stripe = [(left + 10, high - 26), (left + 30, high - 26), (left + 20, high), (left, high)]
        canvas.shape(_placed(stripe), "#c9463d" if number % 2 else "#2f5f8f")


def _wax(canvas: Canvas, centre: Point) -> None:
    x, y = centre
    rim = [
        (x + dx * grow, y + dy * grow)
        for dx, dy in arc((0, 0), (92, 88), 0, 360, steps=26)[:-1]
        for grow in (canvas.chance.uniform(0.94, 1.1),)
    ]
    rim = softened(rim)
    canvas.shadow([(a + 6, b + 14) for a, b in rim], 12, "#3d1208", 0.7)
    canvas.shape(rim, mixed(WAX, "#000000", 0.22))
    canvas.shape([(a - 3, b - 5) for a, b in rim], WAX)
    canvas.dot((x - 2, y - 3), 68, mixed(WAX, "#000000", 0.26))
    canvas.dot((x, y), 66, mixed(WAX, "#000000", 0.1))
    canvas.shape(
        [*arc((x - 3, y - 5), (84, 80), 195, 285), *arc((x - 3, y - 5), (75, 71), 285, 195)],
        "#ef8b80",
        0.75,
    )
    _padlock(canvas, (x, y + 12))


def _padlock(canvas: Canvas, at: Point) -> None:
    x, y = at
    light, dark = "#e8766c", mixed(WAX, "#000000", 0.42)
    for shift, colour in ((3, dark), (0, light)):
        canvas.stroke(
            [
                (x - 19, y - 8 + shift),
                *arc((x, y - 28 + shift), (19, 20), 180, 360),
                (x + 19, y - 8 + shift),
            ],
            8,
            colour,
        )
        canvas.rounded((x - 31, y - 12 + shift, x + 31, y + 32 + shift), 7, colour)
    canvas.dot((x, y + 5), 6.5, dark)
    canvas.shape([(x - 3, y + 6), (x + 3, y + 6), (x + 5, y + 22), (x - 5, y + 22)], dark)


def _key(canvas: Canvas, bow: Point, degrees: float) -> None:
    """Brass, lying on the table: first its shadow, then its body, then the light on it."""
    for dx, dy, colour in ((13, 20, None), (0, 4, mixed(BRASS, "#3a2408", 0.5)), (0, 0, BRASS)):
        moved = (bow[0] + dx, bow[1] + dy)
        for part in _key_parts(moved, degrees):
            if colour is None:
                canvas.shadow(part, 10, "#050d16", 0.55)
            else:
                canvas.shape(part, colour)
    canvas.dot(bow, 34, mixed("#1d3b53", "#122638", 0.5))
    x, y = bow
    canvas.stroke(turned([(x - 52, y - 5), (x - 290, y - 5)], degrees, bow), 5, "#f6d88a")
    canvas.stroke(arc(bow, (55, 55), 180, 300), 7, "#f6d88a")


def _key_parts(bow: Point, degrees: float) -> list[list[Point]]:
    x, y = bow
    parts = [arc(bow, (66, 66), 0, 360), box(x - 310, y - 13, x - 40, y + 13)]
    parts += [box(x - 92, y - 21, x - 74, y + 21), box(x - 118, y - 19, x - 104, y + 19)]
    parts += [box(x - 306, y + 8, x - 276, y + 62), box(x - 258, y + 8, x - 232, y + 46)]
    parts += [box(x - 216, y + 8, x - 200, y + 56)]
    return [turned(part, degrees, bow) for part in parts]
