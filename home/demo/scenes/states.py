"""Three governors: a map of the states as tiles, three of them lit and tied by a thread."""

from home.demo.canvas import Canvas, Point, arc, box, mixed

TILE, PITCH, LEFT, TOP = 94, 104, 128, 104
# Each state by its letters, row by row; dots are empty cells. A common tile layout of the map.
ROWS = (
    ".. .. .. .. .. .. .. .. .. .. .. ME",
    "AK .. .. .. .. .. .. .. .. .. VT NH",
    ".. WA ID MT ND MN IL WI MI NY RI MA",
    ".. OR NV WY SD IA IN OH PA NJ CT ..",
    ".. CA UT CO NE MO KY WV VA MD DE ..",
    ".. .. AZ NM KS AR TN NC SC DC .. ..",
    ".. .. .. .. OK LA MS AL GA .. .. ..",
    ".. HI .. .. TX .. .. .. .. FL .. ..",
)
LIT = ("WA", "NY", "MA")
QUIET = ("#6fa39f", "#8fb59c", "#4f8492", "#7ba8b4", "#a3bf9f", "#5f9488")


def paint() -> Canvas:
    canvas = Canvas("states", "#f6ead3", "#eed9b8")
    canvas.glow((800, 420), 900, "#fff7e6", 0.8)
    spots = _spots()
    for state, at in spots.items():
        if state not in LIT:
            _tile(canvas, at, canvas.chance.choice(QUIET))
    for state in LIT:
        x, y = spots[state]
        canvas.shadow(box(x - 62, y - 62, x + 62, y + 62), 40, "#ff8a3d", 0.55)
        _tile(canvas, (x, y), "#e4572e", grown=8)
    _thread(canvas, [spots[state] for state in LIT])
    for state in LIT:
        _pin(canvas, spots[state])
    return canvas


def _spots() -> dict[str, Point]:
    return {
        state: (LEFT + 42 + column * PITCH + TILE / 2, TOP + row * PITCH + TILE / 2 - 20)
        for row, states in enumerate(ROWS)
        for column, state in enumerate(states.split())
        if state != ".."
    }


def _tile(canvas: Canvas, at: Point, colour: str, grown: float = 0) -> None:
    """A glazed tile: a shadow below, a lit edge above, an inlay of its own."""
    x, y = at
    half = TILE / 2 + grown
    canvas.rounded((x - half + 3, y - half + 6, x + half + 3, y + half + 7), 14, "#cdb48d")
    canvas.rounded((x - half, y - half, x + half, y + half), 14, mixed(colour, "#ffffff", 0.28))
    canvas.rounded(
        (x - half + 3, y - half + 4, x + half, y + half), 13, mixed(colour, "#20364a", 0.16)
    )
    canvas.rounded((x - half + 3, y - half + 4, x + half - 3, y + half - 4), 12, colour)
    _inlay(canvas, at, half - 10, mixed(colour, "#ffffff", 0.16))


def _inlay(canvas: Canvas, at: Point, half: float, colour: str) -> None:
    x, y = at
    kind = canvas.chance.randrange(4)
    if kind == 0:
        canvas.shape([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], colour)
    elif kind == 1:
        turn = canvas.chance.choice((0, 90, 180, 270))
        corner = {0: (-1, -1), 90: (1, -1), 180: (1, 1), 270: (-1, 1)}[turn]
        centre = (x + corner[0] * half, y + corner[1] * half)
        canvas.shape([centre, *arc(centre, (half * 1.7, half * 1.7), turn, turn + 90)], colour)
    elif kind == 2:
        canvas.dot(at, half * 0.72, colour)
    else:
        canvas.shape([(x - half, y + half), (x + half, y - half), (x + half, y + half)], colour)


def _thread(canvas: Canvas, ends: list[Point]) -> None:
    """It hangs between its pins, in two sagging spans."""
    for (x0, y0), (x1, y1), sag in ((ends[0], ends[1], 210), (ends[1], ends[2], 66)):
        share = [step / 60 for step in range(61)]
        span = [(x0 + (x1 - x0) * s, y0 + (y1 - y0) * s + 4 * sag * s * (1 - s)) for s in share]
        canvas.shadow(
            [*[(x + 4, y + 9) for x, y in span], *[(x + 4, y + 17) for x, y in span[::-1]]],
            6,
            "#5a3b2e",
            0.5,
        )
        canvas.stroke(span, 7, "#8f1f2b")
        canvas.stroke([(x, y - 1.5) for x, y in span], 2.4, "#d8535a")


def _pin(canvas: Canvas, at: Point) -> None:
    x, y = at
    canvas.oval((x + 9, y + 13), (22, 13), "#7c2414", 0.45)
    canvas.dot((x, y), 20, "#f3c04b")
    canvas.dot((x - 6, y - 7), 7, "#fff1bf")
