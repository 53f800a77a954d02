"""The open campaign: a hand adds a name to a list of names."""

from collections.abc import Sequence

from home.demo.canvas import Canvas, Point, arc, box, mixed, softened, turned

SKIN, SLEEVE, PAPER = "#b0764f", "#2f6f73", "#fbf5e6"
INKS = ("#24407f", "#2b2b3d", "#24407f", "#7a2740")
LEAN, MIDDLE = -7, (640.0, 520.0)
TIP = (742.0, 640.0)
SLOPE = -25  # of the pen, in degrees


def paint() -> Canvas:
    canvas = Canvas("signing", "#c7503a", "#8c2f33")
    canvas.glow((600, 300), 900, "#f0935f", 0.6)
    _board(canvas)
    _names(canvas)
    _under_fingers(canvas)
    _palm(canvas)
    _sleeve(canvas)
    _pen(canvas)
    _upper_fingers(canvas)
    return canvas


def _placed(points: Sequence[Point]) -> list[Point]:
    return turned([(MIDDLE[0] + x, MIDDLE[1] + y) for x, y in points], LEAN, MIDDLE)


def _board(canvas: Canvas) -> None:
    board = _placed(box(-470, -470, 470, 640))
    canvas.shadow([(x + 18, y + 30) for x, y in board], 34, "#2c0a0c", 0.7)
    canvas.shape(board, "#7a4b30")
    canvas.shape(_placed(box(-470, -470, -456, 640)), "#a06a45")
    for back in (10, 5):
        canvas.shape(_placed(box(-430 + back, -410 + back, 430 + back, 640)), "#e2d6bd")
    canvas.shape(_placed(box(-430, -410, 430, 640)), PAPER)
    canvas.shape(_placed(box(-140, -474, 140, -386)), "#8d95a3")
    canvas.shape(_placed(box(-140, -474, 140, -446)), "#c3cad4")
    canvas.shape(_placed(box(-96, -520, 96, -462)), "#a7afbc")
    canvas.shape(_placed(arc((0, -500), (36, 36), 0, 360)), "#c3cad4")
    canvas.shape(_placed(arc((0, -500), (18, 18), 0, 360)), "#a3423a")


def _names(canvas: Canvas) -> None:
    canvas.stroke(_placed([(-370, -330), (40, -330)]), 24, "#c7503a")
    canvas.stroke(_placed([(-370, -286), (200, -286)]), 9, "#9aa0ad")
    canvas.stroke(_placed([(-370, -262), (90, -262)]), 9, "#c4c8d0")
    for row in range(8):
        y = -150 + row * 74
        canvas.stroke(_placed([(-372, y), (376, y)]), 2.5, "#b9bfcb")
        canvas.stroke(_placed([(-372, y - 46), (-372, y - 4)]), 6, mixed("#c7503a", PAPER, 0.5))
        if row < 4:
            _signature(canvas, (-340, y - 12), canvas.chance.uniform(230, 400), INKS[row])
    _signature(canvas, (-340, 134), 412, "#24407f")


def _signature(canvas: Canvas, start: Point, length: float, colour: str) -> None:
    """A capital with a flourish, then a running hand that flattens towards its end."""
    x, y = start
    turn = canvas.chance.choice((-300, -220, 300, 380))
    capital = arc((x + 18, y - 16), (canvas.chance.uniform(13, 22), 30), 60, 60 + turn, steps=30)
    run = [(x + 40, y)]
    while run[-1][0] < x + length:
        fading = 1 - 0.55 * (run[-1][0] - x) / length
        rise = canvas.chance.choice((13, 15, 17, 34)) * fading
        at = run[-1][0]
        run += [
            (at + 5, y - rise),
            (at + 11, y - rise * 0.8),
            (at + 13, y + canvas.chance.uniform(-2, 3)),
        ]
        if canvas.chance.random() < 0.12:
            run.append((run[-1][0] + 14, y - 1))
    canvas.stroke(_placed(capital), 4.5, colour)
    canvas.stroke(_placed(run), 4, colour)


def _limb(canvas: Canvas, points: Sequence[Point], width: float, colour: str = SKIN) -> None:
    """A finger: a dark rim below, its body, and light along its upper side.

    Rim and light begin past its root, where it grows out of the hand.
    """
    canvas.stroke(points[7:], width + 7, mixed(colour, "#3a150c", 0.5))
    canvas.stroke(points, width, colour)
    lit = [(x - width * 0.08, y - width * 0.24) for x, y in points[9:]]
    canvas.stroke(lit, width * 0.24, mixed(colour, "#ffd9b0", 0.22))


def _bent(start: Point, joint: Point, end: Point) -> list[Point]:
    """A finger's line through its joint, as a curve."""
    weights = [((1 - s) ** 2, 2 * s * (1 - s), s**2) for s in (step / 20 for step in range(21))]
    return [
        (
            start[0] * first + joint[0] * second + end[0] * third,
            start[1] * first + joint[1] * second + end[1] * third,
        )
        for first, second, third in weights
    ]


def _under_fingers(canvas: Canvas) -> None:
    ground = [(880, 700), (1000, 640), (1300, 720), (1380, 900), (1180, 880), (960, 800)]
    canvas.shadow([(x - 26, y + 34) for x, y in ground], 30, "#3a1a10", 0.6)
    canvas.shape([(930, 620), (1110, 590), (1110, 800), (980, 780)], mixed(SKIN, "#3a150c", 0.5))
    _limb(canvas, _bent((1200, 800), (1010, 800), (956, 752)), 62, mixed(SKIN, "#3a150c", 0.16))
    _limb(canvas, _bent((1180, 740), (960, 750), (902, 692)), 68, mixed(SKIN, "#3a150c", 0.1))
    _limb(canvas, _bent((1160, 600), (960, 690), (846, 634)), 66, mixed(SKIN, "#3a150c", 0.05))


def _palm(canvas: Canvas) -> None:
    palm: list[Point] = [
        (1090, 410),
        (1180, 372),
        (1300, 430),
        (1440, 520),
        (1480, 760),
        (1300, 850),
    ]
    palm += [(1190, 850), (1110, 790), (1080, 700), (1090, 600)]
    rim = softened(palm)
    canvas.stroke([*rim, rim[0]], 7, mixed(SKIN, "#3a150c", 0.5))
    canvas.fade(rim, mixed(SKIN, "#ffd9b0", 0.12), mixed(SKIN, "#3a150c", 0.14))


def _sleeve(canvas: Canvas) -> None:
    arm = [(1400, 440), (1620, 560), (1620, 1010), (1330, 1010), (1300, 850)]
    canvas.shadow([(x - 20, y + 24) for x, y in arm], 30, "#2c0a0c", 0.5)
    canvas.fade(arm, SLEEVE, mixed(SLEEVE, "#0a1c22", 0.45))
    cuff: list[Point] = [(1352, 428), (1440, 462), (1372, 900), (1270, 872)]
    canvas.shape(softened(cuff), mixed(SLEEVE, "#ffffff", 0.16))
    for rib in range(1, 9):
        share = rib / 9
        left = (1366 - 66 * share, 470 + 360 * share)
        right = (1404 - 66 * share, 482 + 366 * share)
        canvas.stroke([left, right], 5, mixed(SLEEVE, "#0a1c22", 0.2))


def _pen(canvas: Canvas) -> None:
    def along(points: Sequence[Point]) -> list[Point]:
        return turned([(TIP[0] + x, TIP[1] + y) for x, y in points], SLOPE, TIP)

    canvas.shadow([(x - 6, y + 26) for x, y in along(box(20, -10, 330, 12))], 10, "#3a1a10", 0.5)
    canvas.shape(along([(0, 0), (26, -6), (26, 6)]), "#2b2b3d")
    canvas.shape(along([(18, -5), (84, -17), (84, 17), (18, 5)]), "#d7dbe2")
    canvas.shape(along(box(84, -19, 640, 19)), "#24407f")
    canvas.shape(along(box(84, -19, 640, -8)), "#4a6fc0")
    canvas.shape(along(box(84, 9, 640, 19)), "#182b5c")
    canvas.shape(along(box(470, -21, 492, 21)), "#e2b34c")
    canvas.shape(along(arc((640, 0), (16, 19), -90, 90)), "#182b5c")
    canvas.shape(along(box(492, -30, 620, -21)), "#e2b34c")


def _upper_fingers(canvas: Canvas) -> None:
    index = _bent((1215, 448), (985, 388), (868, 566))
    _limb(canvas, index, 70)
    _nail(canvas, (864, 554), -58)
    thumb = _bent((1260, 640), (1060, 690), (906, 606))
    _limb(canvas, thumb, 76)
    _nail(canvas, (908, 600), 30)


def _nail(canvas: Canvas, at: Point, degrees: float) -> None:
    x, y = at
    canvas.shape(turned(arc(at, (22, 15), 0, 360), degrees, at), mixed(SKIN, "#ffe3d3", 0.5))
    canvas.shape(turned(arc((x - 4, y - 3), (12, 6), 0, 360), degrees, at), "#ffffff", 0.3)
