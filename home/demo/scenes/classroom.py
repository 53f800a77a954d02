"""The library's English class: a room upstairs, with its lamps on and snow in the windows."""

from home.demo.canvas import Canvas, Point, arc, box, mixed

WOOD, FRAME, CHALK = "#a9683c", "#e9dcc6", "#f3f0e4"
SEATS = ("#d9733f", "#3f8e8a", "#d9a441", "#8a4f6d")


def paint() -> Canvas:
    canvas = Canvas("classroom", "#2f6a6a", "#3f7f77")
    canvas.fade(box(0, 640, 1600, 1000), "#8a5a3c", "#5f3a2c")
    for y in (668, 704, 752, 816, 900):
        canvas.shape(box(0, y, 1600, y + 3), "#6d432f", 0.6)
    canvas.shape(box(0, 622, 1600, 646), "#24504f")
    _window(canvas, 70)
    _window(canvas, 1260)
    _board(canvas)
    _shelf(canvas)
    _clock(canvas, (1176, 320))
    for hook in (440, 800, 1160):
        _lamp(canvas, hook)
    _desk(canvas, (800, 640), 1.15, teacher=True)
    for row, (floor, size, seats) in enumerate(((790, 0.86, 4), (955, 1.16, 3))):
        for seat in range(seats):
            x = 800 + (seat - (seats - 1) / 2) * 390 * size
            _desk(canvas, (x, floor), size)
            _chair(canvas, (x, floor + 44 * size), size, SEATS[(seat + row) % 4])
    return canvas


def _window(canvas: Canvas, left: float) -> None:
    right = left + 270
    canvas.shape(box(left - 16, 96, right + 16, 560), FRAME)
    canvas.fade(box(left, 112, right, 544), "#141c45", "#47558f")
    for number in range(4):
        x, top = left + number * 68, 380 + canvas.chance.uniform(-60, 60)
        canvas.shape(box(x, top, x + 66, 544), "#1b2450")
        for _ in range(4):
            at = (x + canvas.chance.uniform(6, 50), top + canvas.chance.uniform(10, 130))
            if at[1] < 525:
                canvas.shape(box(*at, at[0] + 9, at[1] + 12), "#f2c56b")
    canvas.snow(90, (left + 4, 116, right - 4, 540), 5)
    canvas.shape(arc((left + 135, 546), (135, 26), 180, 360), "#eef3fc")
    for x in (left + 88, left + 180):
        canvas.shape(box(x - 4, 112, x + 4, 544), FRAME)
    for y in (250, 396):
        canvas.shape(box(left, y - 4, right, y + 4), FRAME)
    canvas.shape(box(left - 30, 544, right + 30, 566), "#d5c3a6")


def _board(canvas: Canvas) -> None:
    canvas.shadow(box(420, 150, 1092, 520), 20, "#0d2a2a", 0.6)
    canvas.shape(box(412, 130, 1084, 506), WOOD)
    canvas.fade(box(428, 146, 1068, 490), "#24423a", "#1c332f")
    canvas.shape(box(428, 146, 700, 490), "#ffffff", 0.03)
    _chalk(canvas, (470, 196), 170, 7, "#f6c95e")
    for row in range(4):
        _chalk(canvas, (470, 256 + row * 56), canvas.chance.uniform(140, 215), 4.5, CHALK)
    canvas.stroke([(762, 180), (762, 460)], 3, CHALK)
    _chalk(canvas, (800, 196), 150, 7, "#f08f7a")
    for row in range(4):
        _chalk(canvas, (800, 256 + row * 56), canvas.chance.uniform(130, 190), 4.5, CHALK)
    canvas.shape(box(404, 504, 1092, 520), mixed(WOOD, "#000000", 0.25))
    for x, colour in ((470, CHALK), (520, "#f6c95e"), (560, "#f08f7a")):
        canvas.rounded((x, 494, x + 34, 504), 4, colour)
    canvas.rounded((930, 484, 1010, 504), 5, "#c9463d")


def _chalk(canvas: Canvas, start: Point, length: float, width: float, colour: str) -> None:
    """A line of handwriting: words of loops, none of them legible."""
    x, end = start[0], start[0] + length
    while x < end:
        letters = canvas.chance.randint(3, 7)
        word = []
        for _ in range(letters):
            tall = canvas.chance.choice((10, 10, 12, 24))
            word += [(x, start[1]), (x + 5, start[1] - tall), (x + 9, start[1] + 1)]
            x += 12
        canvas.stroke(word, width, colour)
        x += 18


def _shelf(canvas: Canvas) -> None:
    left = 1128
    canvas.shape(box(left, 440, left + 96, 640), mixed(WOOD, "#000000", 0.3))
    for floor in (524, 630):
        x = left + 8.0
        while x < left + 78:
            wide, high = canvas.chance.uniform(9, 16), canvas.chance.uniform(48, 70)
            shade = canvas.chance.choice(("#d9733f", "#e3c06a", "#5fa39a", "#a34a52", "#ece1cb"))
            canvas.shape(box(x, floor - high, x + wide, floor), shade)
            x += wide + 2
        canvas.shape(box(left, floor, left + 96, floor + 8), WOOD)


def _clock(canvas: Canvas, at: Point) -> None:
    x, y = at
    canvas.dot((x + 4, y + 8), 52, "#123534", 0.5)
    canvas.dot(at, 50, "#e8d7b6")
    canvas.dot(at, 43, "#fbf7ea")
    for mark in arc(at, (35, 35), 0, 330, steps=11):
        canvas.dot(mark, 3, "#3a3a4a")
    canvas.stroke([at, (x - 20, y - 10)], 6, "#2b2f45")
    canvas.stroke([at, (x, y + 30)], 4, "#2b2f45")
    canvas.dot(at, 5, "#c9463d")


def _lamp(canvas: Canvas, x: float) -> None:
    canvas.shadow(
        [(x - 70, 120), (x + 70, 120), (x + 240, 700), (x - 240, 700)], 60, "#ffdf9a", 0.26
    )
    canvas.shape(box(x - 3, 0, x + 3, 60), "#17302f")
    canvas.shape([*arc((x, 112), (84, 62), 180, 360)], "#17302f")
    canvas.shape(box(x - 90, 108, x + 90, 118), "#e0a23e")
    canvas.shape(arc((x, 116), (44, 24), 0, 180), "#fff3c9")
    canvas.glow((x, 130), 210, "#ffe6a8", 0.6)


def _desk(canvas: Canvas, at: Point, size: float, *, teacher: bool = False) -> None:
    x, y = at
    half, deep = 128 * size, 34 * size
    if not teacher:
        for side in (-1, 1):
            leg = [(x + side * half * 0.86, y), (x + side * half * 0.9, y + 120 * size)]
            canvas.stroke(leg, 10 * size, "#3a2a2b")
    top = [(x - half * 0.88, y - deep), (x + half * 0.88, y - deep), (x + half, y), (x - half, y)]
    canvas.shadow([(a + 4, b + 40 * size) for a, b in top], 22, "#2a1512", 0.5)
    canvas.fade(top, "#d9a066", "#bd7d47")
    canvas.shape(box(x - half, y, x + half, y + 14 * size), "#8a5532")
    if teacher:
        canvas.fade(
            box(x - half * 0.94, y + 14 * size, x + half * 0.94, y + 62), "#7c4a2e", "#5f3826"
        )
    _notebook(canvas, (x - 30 * size, y - 15 * size), size)
    if canvas.chance.random() < 0.6:
        _cup(canvas, (x + 70 * size, y - 20 * size), size)


def _notebook(canvas: Canvas, at: Point, size: float) -> None:
    x, y = at
    for side, shade in ((-1, "#fdf7e6"), (1, "#efe5cc")):
        page = [(x, y - 13 * size), (x + side * 44 * size, y - 11 * size)]
        canvas.shape([*page, (x + side * 50 * size, y + 9 * size), (x, y + 8 * size)], shade)
        for row in range(3):
            line = y - 6 * size + row * 5 * size
            canvas.stroke(
                [(x + side * 8 * size, line), (x + side * 38 * size, line)], 1.6, "#8a93ad"
            )


def _cup(canvas: Canvas, at: Point, size: float) -> None:
    x, y = at
    canvas.shape(box(x - 11 * size, y - 22 * size, x + 11 * size, y + 8 * size), "#c9463d")
    canvas.oval((x, y - 22 * size), (11 * size, 4 * size), "#5a3019")


def _chair(canvas: Canvas, at: Point, size: float, colour: str) -> None:
    x, y = at
    half = 70 * size
    for side in (-1, 1):
        canvas.stroke(
            [(x + side * half * 0.8, y - 20 * size), (x + side * half * 0.86, y + 150 * size)],
            9 * size,
            "#2b2430",
        )
    canvas.fade(
        box(x - half, y + 52 * size, x + half, y + 72 * size),
        mixed(colour, "#000000", 0.2),
        mixed(colour, "#000000", 0.4),
    )
    canvas.rounded((x - half, y - 34 * size, x + half, y + 30 * size), 16 * size, colour)
    canvas.rounded(
        (x - half, y - 34 * size, x + half, y - 22 * size), 6 * size, mixed(colour, "#ffffff", 0.25)
    )
    canvas.rounded(
        (x - 26 * size, y - 12 * size, x + 26 * size, y - 2 * size),
        5 * size,
        mixed(colour, "#000000", 0.25),
    )
