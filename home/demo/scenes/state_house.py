"""The rally: the State House at dusk, in snow, with a crowd and its signs."""

from home.demo.canvas import Canvas, Point, arc, arch, box, mixed, turned

WARM, WHITE, GOLD = "#ffc46b", "#efe6dc", "#e9b044"
COATS = ("#7b2d3b", "#2f5d62", "#8a4b2a", "#34406e", "#5c3a63", "#9c6b2f", "#27404a")
SKIN = ("#5a3a2c", "#8a5a3e", "#a9744f", "#c79a78", "#6f4632")
DUSK = "#3a3a68"
BOARDS = ("#f4efe3", "#e4572e", "#f3c04b", "#3f9c9c", "#f4efe3", "#d7dde8")


def paint() -> Canvas:
    canvas = Canvas("state-house", "#1b2350", "#f0876a")
    canvas.glow((800, 560), 900, "#ffb36b", 0.55)
    _trees(canvas)
    _wings(canvas)
    _facade(canvas)
    _dome(canvas)
    canvas.fade(box(0, 690, 1600, 1000), "#aab4d6", "#56608f")
    canvas.snow(420, (0, 0, 1600, 760), 4.5)
    for row, (base, size) in enumerate(((762, 0.62), (850, 0.84), (960, 1.1))):
        _crowd(canvas, base, size, row)
    canvas.snow(150, (0, 0, 1600, 1000), 7)
    return canvas


def _trees(canvas: Canvas) -> None:
    for x, height in ((70, 330), (215, 250), (1400, 270), (1540, 350)):
        _branch(canvas, (x, 720), height * 0.36, -90, 11)


def _branch(canvas: Canvas, root: Point, length: float, angle: float, width: float) -> None:
    [tip] = turned([(root[0] + length, root[1])], angle, root)
    canvas.stroke([root, tip], width, "#2b2747")
    if width > 1.6:
        for side in (-1, 1):
            lean = side * canvas.chance.uniform(14, 34)
            _branch(
                canvas, tip, length * canvas.chance.uniform(0.7, 0.86), angle + lean, width * 0.62
            )


def _wings(canvas: Canvas) -> None:
    for left, right in ((190, 470), (1130, 1410)):
        canvas.fade(box(left, 470, right, 720), "#b9a4ae", "#8f83a4")
        canvas.shape(box(left - 8, 458, right + 8, 474), WHITE)
        for column in range(4):
            x = left + 28 + column * 62
            for y in (500, 590):
                canvas.shape(box(x, y, x + 34, y + 62), WARM if (column + y) % 3 else "#5a5478")
                canvas.shape(box(x + 15, y, x + 19, y + 62), "#8f7f8f")


def _facade(canvas: Canvas) -> None:
    canvas.fade(box(450, 412, 1150, 730), "#b0543f", "#7c3a3c")
    for arch_number in range(7):
        x = 488 + arch_number * 92
        canvas.shape(arch(x - 5, 595, x + 77, 730), WHITE)
        canvas.fade(arch(x + 3, 604, x + 69, 730), "#ffd58a", "#e98b4a")
        canvas.shape(box(x + 34, 604, x + 38, 730), "#a8573a")
    canvas.shape(box(440, 572, 1160, 588), WHITE)
    canvas.fade(box(520, 420, 1080, 572), "#e6a063", "#c2703f")
    for column in range(8):
        x = 530 + column * 75
        canvas.fade(box(x, 420, x + 20, 572), "#fbf5ea", "#cdbfc4")
        canvas.shape(box(x - 5, 416, x + 25, 426), WHITE)
    canvas.shape(box(440, 404, 1160, 420), WHITE)
    canvas.shape([(560, 404), (800, 330), (1040, 404)], WHITE)
    canvas.shape([(610, 396), (800, 340), (990, 396)], "#c98b6a")
    canvas.shape(box(440, 398, 560, 405), "#ffffff")
    canvas.shape(box(1040, 398, 1160, 405), "#ffffff")


def _dome(canvas: Canvas) -> None:
    canvas.glow((800, 230), 380, "#ffd98a", 0.55)
    canvas.fade(box(650, 290, 950, 352), "#cfc2c4", "#a593a4")
    for window in range(7):
        canvas.shape(arch(668 + window * 39, 300, 690 + window * 39, 344), WARM)
    canvas.shape(box(640, 282, 960, 294), WHITE)
    canvas.fade(arc((800, 284), (148, 158), 180, 360), "#ffdf86", "#c98427")
    canvas.shape([*arc((800, 284), (148, 158), 180, 262), (770, 284)], "#fff0b8", 0.28)
    for bend in (-100, -52, 52, 100):
        rib = [(800 + bend * x / 10, 284 - 158 * (1 - (x / 10) ** 2) ** 0.5) for x in range(11)]
        canvas.stroke(rib, 2, "#a8691e", 0.5)
    canvas.shape(box(774, 96, 826, 132), WHITE)
    for x in (782, 798, 814):
        canvas.shape(box(x, 102, x + 7, 130), WARM)
    canvas.shape(arc((800, 98), (30, 26), 180, 360), GOLD)
    canvas.shape([(796, 76), (804, 76), (801, 36), (799, 36)], GOLD)
    canvas.dot((800, 40), 8, GOLD)


def _crowd(canvas: Canvas, base: float, size: float, row: int) -> None:
    x = -20.0
    while x < 1640:
        step = canvas.chance.uniform(66, 96) * size
        y = base + canvas.chance.uniform(-16, 16) * size
        if canvas.chance.random() < (0.42, 0.34, 0.22)[row]:
            _sign(canvas, (x, y), size)
        _person(canvas, (x, y), size, (2 - row) * 0.24)
        x += step


def _person(canvas: Canvas, at: Point, size: float, haze: float) -> None:
    """Haze, a share of dusk blue, sets the farther rows back."""
    (x, y), pick = at, canvas.chance.choice
    coat, skin = mixed(pick(COATS), DUSK, haze), mixed(pick(SKIN), DUSK, haze)
    shoulders = arc((x, y + 62 * size), (44 * size, 40 * size), 180, 360)
    below = y + 400 * size
    canvas.shape([*shoulders, (x + 46 * size, below), (x - 46 * size, below)], coat)
    canvas.shape(box(x - 11 * size, y + 8 * size, x + 11 * size, y + 34 * size), skin)
    canvas.oval((x, y), (23 * size, 27 * size), skin)
    if canvas.chance.random() < 0.7:
        _hat(canvas, at, size, mixed(pick(COATS + BOARDS), DUSK, haze))
    else:
        hair = arc((x, y - 2 * size), (26 * size, 29 * size), 165, 375)
        canvas.shape(hair, mixed("#241b24", DUSK, haze))
    scarf = mixed(pick(BOARDS), DUSK, haze)
    canvas.rounded((x - 25 * size, y + 22 * size, x + 25 * size, y + 40 * size), 9 * size, scarf)


def _hat(canvas: Canvas, head: Point, size: float, colour: str) -> None:
    x, y = head
    canvas.shape(arc((x, y - 3 * size), (26 * size, 29 * size), 180, 360), colour)
    brim = (x - 27 * size, y - 9 * size, x + 27 * size, y + 2 * size)
    canvas.rounded(brim, 5 * size, mixed(colour, "#ffffff", 0.2))
    canvas.dot((x, y - 33 * size), 8 * size, mixed(colour, "#ffffff", 0.35))


def _sign(canvas: Canvas, at: Point, size: float) -> None:
    lean = canvas.chance.uniform(-9, 9)
    x, y = at[0] + canvas.chance.uniform(18, 34) * size, at[1]
    size = min(size, 0.9)
    hold = (x, y + 90 * size)
    width, height = canvas.chance.uniform(62, 88) * size, canvas.chance.uniform(44, 60) * size
    middle = y - canvas.chance.uniform(105, 150) * size
    board = box(x - width, middle - height, x + width, middle + height)
    colour = canvas.chance.choice(BOARDS)
    canvas.stroke(turned([(x, middle), hold], lean, hold), 7 * size, "#6b4a35")
    canvas.shape(turned(board, lean, hold), colour)
    mark = "#2a2d4d" if colour != "#e4572e" else "#fff3e2"
    if canvas.chance.random() < 0.3:
        heart = _heart((x, middle), height * 0.62)
        canvas.shape(turned(heart, lean, hold), "#e4572e" if colour != "#e4572e" else mark)
        return
    for line in range(3):
        top = middle - height * 0.5 + line * height * 0.5
        end = x + width * canvas.chance.uniform(0.2, 0.75)
        canvas.stroke(turned([(x - width * 0.72, top), (end, top)], lean, hold), 8 * size, mark)


def _heart(centre: Point, size: float) -> list[Point]:
    x, y = centre
    half = size / 2
    left = arc((x - half, y - half * 0.4), (half, half), 150, 360, steps=20)
    right = arc((x + half, y - half * 0.4), (half, half), 180, 390, steps=20)
    return [*left, *right, (x, y + size)]
