"""The report: a kitchen table from above, where leaflets share the cloth with supper."""

from collections.abc import Sequence

from home.demo.canvas import Canvas, Point, arc, box, mixed, turned

CLOTH, THREAD = "#e9dcc3", "#c9584a"
PEN = "#2d4a9a"


def paint() -> Canvas:
    canvas = Canvas("kitchen-table", "#8d5635", "#5d3423")
    _planks(canvas)
    _cloth(canvas)
    canvas.glow((780, 470), 820, "#fff3cf", 0.5)
    _sheet(canvas, (520, 420), -11, "#fdf8ec")
    _sheet(canvas, (830, 560), 6, "#f6f9fb")
    _leaflet(canvas, (1130, 330), 13)
    _leaflet(canvas, (250, 700), -19)
    _mug(canvas, (300, 330), "#2f6d71", 150)
    _mug(canvas, (1270, 690), "#d9953a", 20)
    _mug(canvas, (770, 165), "#b4493f", 250)
    _plate(canvas, (1030, 850))
    _pen(canvas, (960, 420), -38)
    _phone(canvas, (1420, 250), 12)
    _crumbs(canvas)
    return canvas


def _planks(canvas: Canvas) -> None:
    for number in range(6):
        left = number * 270
        shade = canvas.chance.choice(("#8a5434", "#7c4a2f", "#945c3a"))
        canvas.fade(box(left, 0, left + 266, 1000), shade, mixed(shade, "#3a2018", 0.45))
        for _ in range(7):
            x = left + canvas.chance.uniform(14, 250)
            bend = canvas.chance.uniform(-10, 10)
            canvas.stroke([(x, 0), (x + bend, 500), (x, 1000)], 2, "#5b3320", 0.35)


def _cloth(canvas: Canvas) -> None:
    edge = turned(box(90, 70, 1510, 930), -1.2, (800, 500))
    canvas.shadow([(x + 8, y + 18) for x, y in edge], 26, "#1f0f08", 0.6)
    canvas.shape(edge, CLOTH)
    for inset in (26, 44):
        band = turned(box(90 + inset, 70 + inset, 1510 - inset, 930 - inset), -1.2, (800, 500))
        canvas.stroke([*band, band[0]], 7 if inset == 26 else 3, THREAD)
    for number in range(27):
        for x, y in ((140 + number * 49, 148), (140 + number * 49, 852)):
            [at] = turned([(x + 20, y)], -1.2, (800, 500))
            canvas.shape(
                [(at[0], at[1] - 9), (at[0] + 9, at[1]), (at[0], at[1] + 9), (at[0] - 9, at[1])],
                "#d98a4a",
            )


def _paper(canvas: Canvas, centre: Point, size: Point, degrees: float, colour: str) -> None:
    x, y = centre
    page = turned(box(x - size[0], y - size[1], x + size[0], y + size[1]), degrees, centre)
    canvas.shadow([(a + 6, b + 12) for a, b in page], 14, "#3a1d0c", 0.5)
    canvas.shape(page, colour)


def _sheet(canvas: Canvas, centre: Point, degrees: float, colour: str) -> None:
    """A form: a heading, ruled lines, boxes, some of them filled in by hand."""
    x, y = centre

    def line(points: Sequence[Point], width: float, shade: str) -> None:
        placed = [(x + dx, y + dy) for dx, dy in points]
        canvas.stroke(turned(placed, degrees, centre), width, shade)

    _paper(canvas, centre, (160, 215), degrees, colour)
    line([(-120, -175), (40, -175)], 17, THREAD)
    line([(-120, -143), (90, -143)], 8, "#8d93a8")
    for row in range(8):
        at = -98 + row * 37
        square = box(-124, at - 12, -102, at + 10)
        line([*square, square[0]], 3, "#7f879f")
        line([(-84, at + 8), (122, at + 8)], 2.5, "#b9bfcd")
        if row < 5:
            line(_scribble(canvas, at - 2), 3.6, PEN)
        if row in (0, 1, 3):
            line([(-120, at - 2), (-113, at + 6), (-98, at - 17)], 5, PEN)


def _scribble(canvas: Canvas, y: float) -> list[Point]:
    steps = range(canvas.chance.randint(9, 18))
    return [(-80 + step * 9, y + canvas.chance.uniform(-8, 7)) for step in steps]


def _leaflet(canvas: Canvas, centre: Point, degrees: float) -> None:
    """Folded in the middle: one half for each language."""
    x, y = centre
    _paper(canvas, centre, (150, 112), degrees, "#f7e9c4")
    halves = ((-150, 0, "#2f7f7c"), (0, 150, "#dd5a3a"))
    for left, right, colour in halves:
        canvas.shape(turned(box(x + left, y - 112, x + right, y - 44), degrees, centre), colour)
        canvas.stroke(
            turned([(x + left + 24, y - 78), (x + right - 40, y - 78)], degrees, centre),
            13,
            "#fff4dc",
        )
        for row in range(4):
            end = x + right - canvas.chance.uniform(24, 70)
            at = y - 16 + row * 28
            canvas.stroke(turned([(x + left + 24, at), (end, at)], degrees, centre), 6, "#6d6a72")
    canvas.shape(turned(box(x - 3, y - 112, x + 3, y + 112), degrees, centre), "#000000", 0.13)


def _mug(canvas: Canvas, centre: Point, colour: str, handle: float) -> None:
    x, y = centre
    canvas.shadow(arc((x + 12, y + 22), (92, 92), 0, 360), 20, "#3a1d0c", 0.55)
    [(hx, hy)] = turned([(x + 98, y)], handle, centre)
    canvas.dot((hx, hy), 36, colour)
    canvas.dot((hx, hy), 19, mixed(CLOTH, "#b08a5a", 0.3))
    canvas.dot(centre, 84, mixed(colour, "#ffffff", 0.18))
    canvas.dot(centre, 77, colour)
    canvas.dot(centre, 70, mixed(colour, "#20100a", 0.4))
    canvas.dot((x + 2, y + 5), 65, "#5a3019")
    canvas.dot((x + 2, y + 5), 56, "#7a4526")
    canvas.shape(
        [*arc((x, y + 3), (52, 52), 190, 265), *arc((x, y + 3), (42, 42), 265, 190)], "#c79062"
    )


def _plate(canvas: Canvas, centre: Point) -> None:
    x, y = centre
    canvas.shadow(arc((x + 10, y + 20), (178, 150), 0, 360), 22, "#3a1d0c", 0.5)
    canvas.oval(centre, (172, 146), "#f4f4ee")
    canvas.oval(centre, (158, 133), "#3d7d8c")
    canvas.oval(centre, (148, 124), "#fbfaf4")
    for at, icing, lean in (((x - 62, y - 8), "#f0a8a0", 0), ((x + 62, y + 12), "#f4d58a", 70)):
        _shell_bread(canvas, at, icing, lean)


def _shell_bread(canvas: Canvas, at: Point, icing: str, lean: float) -> None:
    """A concha: sweet bread scored like a seashell."""
    x, y = at
    canvas.dot((x + 3, y + 6), 62, "#9c8d7b", 0.55)
    canvas.dot(at, 61, "#c98a4b")
    canvas.dot((x - 2, y - 3), 55, icing)
    for ring in range(-3, 4):
        curve = [
            (x - 2 + ring * 15 * (1 - (s / 10) ** 2) + ring * 2, y - 3 + s * 5)
            for s in range(-10, 11)
        ]
        canvas.stroke(turned(curve, lean, at), 5, mixed(icing, "#b5713f", 0.55))


def _pen(canvas: Canvas, centre: Point, degrees: float) -> None:
    x, y = centre
    body = turned(box(x - 120, y - 10, x + 90, y + 10), degrees, centre)
    canvas.shadow([(a + 7, b + 12) for a, b in body], 8, "#3a1d0c", 0.6)
    canvas.shape(body, "#27407f")
    canvas.shape(turned(box(x - 120, y - 10, x + 90, y - 3), degrees, centre), "#4a6ab4")
    canvas.shape(turned(box(x - 132, y - 9, x - 84, y + 9), degrees, centre), "#1b2c5c")
    canvas.shape(
        turned([(x + 90, y - 10), (x + 128, y), (x + 90, y + 10)], degrees, centre), "#d9dde6"
    )
    canvas.shape(
        turned([(x + 118, y - 3), (x + 132, y), (x + 118, y + 3)], degrees, centre), "#232733"
    )
    canvas.stroke(turned([(x - 110, y - 13), (x - 50, y - 13)], degrees, centre), 5, "#c8ccd8")


def _phone(canvas: Canvas, centre: Point, degrees: float) -> None:
    """A keypad phone of the time."""
    x, y = centre
    body = turned(box(x - 48, y - 104, x + 48, y + 104), degrees, centre)
    canvas.shadow([(a + 7, b + 13) for a, b in body], 12, "#3a1d0c", 0.55)
    canvas.shape(body, "#2b2f3d")
    canvas.shape(turned(box(x - 38, y - 92, x + 38, y - 18), degrees, centre), "#9fc6bd")
    for row in range(4):
        for column in range(3):
            key = box(
                x - 36 + column * 26, y + 2 + row * 24, x - 16 + column * 26, y + 18 + row * 24
            )
            canvas.shape(turned(key, degrees, centre), "#565d72")


def _crumbs(canvas: Canvas) -> None:
    for _ in range(26):
        at = (canvas.chance.uniform(830, 1260), canvas.chance.uniform(690, 900))
        canvas.dot(at, canvas.chance.uniform(1.5, 4), "#b9773c", 0.8)
