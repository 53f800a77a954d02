"""The campaign that was won: a brick library whose windows are lit on a winter night."""

from home.demo.canvas import Canvas, arc, arch, box, mixed

BRICK, STONE, DARK = "#7a3b3a", "#d9c8b4", "#1a1f3f"
BOOKS = ("#b5473c", "#d98f3d", "#3f7f7a", "#54598f", "#8c3f5c", "#e6c779", "#4a6b45")


def paint() -> Canvas:
    canvas = Canvas("library", "#0f1638", "#3c4a85")
    for _ in range(70):
        at = (canvas.chance.uniform(0, 1600), canvas.chance.uniform(0, 300))
        canvas.dot(at, canvas.chance.uniform(0.8, 2.4), "#ffffff", 0.7)
    canvas.glow((1380, 150), 220, "#dfe6ff", 0.4)
    crescent = [*arc((1380, 150), (46, 46), -101, 101), *arc((1362, 150), (46, 46), 79, -79)]
    canvas.shape(crescent, "#f1f0e4")
    _neighbours(canvas)
    canvas.fade(box(210, 290, 1390, 820), "#8c4742", "#5d2d36")
    _bricks(canvas)
    _roof(canvas)
    for number in range(5):
        left = 262 + number * 226
        if number == 2:
            _door(canvas, left)
        else:
            _window(canvas, left, reader=number in (1, 4))
    _street(canvas)
    _walkers(canvas)
    _lamps(canvas)
    canvas.snow(330, (0, 0, 1600, 1000), 5)
    return canvas


def _neighbours(canvas: Canvas) -> None:
    for left, top, right in (
        (-20, 430, 120),
        (110, 500, 215),
        (1385, 470, 1500),
        (1490, 400, 1620),
    ):
        canvas.fade(box(left, top, right, 830), "#262f5c", "#1d2450")
        canvas.shape(box(left - 4, top - 10, right + 4, top + 2), "#c9d3ef")
        for row in range(4):
            for column in range(2):
                x, y = left + 26 + column * 48, top + 34 + row * 78
                lit = canvas.chance.random() < 0.3
                canvas.shape(box(x, y, x + 24, y + 38), "#e8b35c" if lit else "#1a2147")


def _bricks(canvas: Canvas) -> None:
    for row in range(26):
        for _ in range(26):
            x = 214 + canvas.chance.randrange(42) * 28 + (row % 2) * 14
            y = 294 + row * 20
            shade = canvas.chance.choice(("#a35a4e", "#6d3538", "#94503f"))
            canvas.shape(box(x, y, min(x + 25, 1388), y + 8), shade, 0.35)


def _roof(canvas: Canvas) -> None:
    canvas.shape(box(190, 262, 1410, 296), STONE)
    canvas.shape(box(200, 296, 1400, 304), "#a8937f")
    canvas.shape([(560, 262), (800, 150), (1040, 262)], STONE)
    canvas.fade([(604, 258), (800, 168), (996, 258)], "#8c4742", "#6d3538")
    canvas.shape(
        [(545, 262), (800, 138), (1055, 262), (1030, 262), (800, 154), (570, 262)], "#eef2fb"
    )
    canvas.shape(
        [*arc((300, 266), (112, 16), 180, 360), *arc((480, 266), (84, 12), 180, 360)], "#eef2fb"
    )
    canvas.shape(
        [*arc((1130, 266), (90, 12), 180, 360), *arc((1310, 266), (98, 15), 180, 360)], "#eef2fb"
    )
    for side in (-1, 1):
        page = [(800, 212), (800 + side * 44, 202), (800 + side * 44, 236), (800, 246)]
        canvas.shape(page, "#f4e8cf" if side > 0 else "#e3d2b0")
    canvas.stroke([(800, 212), (800, 246)], 2, "#8c6f52")


def _window(canvas: Canvas, left: float, *, reader: bool) -> None:
    right, top, bottom = left + 172, 352, 712
    canvas.shadow(arch(left - 10, top, right + 10, bottom), 60, "#ffb650", 0.5)
    canvas.shape(arch(left - 14, top - 14, right + 14, bottom + 8), STONE)
    canvas.fade(arch(left, top, right, bottom), "#ffe6a3", "#f2a14a")
    for shelf in range(2):
        _shelf(canvas, left + 6, right - 6, 512 + shelf * 88)
    if reader:
        _reader(canvas, (left + 43, 650))
    canvas.shape(box(left + 83, top, left + 89, bottom), "#7b4b35")
    for y in (440, 528, 620):
        canvas.shape(box(left, y, right, y + 5), "#7b4b35")
    canvas.shape(box(left - 22, bottom, right + 22, bottom + 18), STONE)
    canvas.shape(arc((left + 86, bottom + 2), (104, 13), 180, 360), "#f3f6fd")


def _shelf(canvas: Canvas, left: float, right: float, floor: float) -> None:
    x = left
    while x < right - 12:
        width, height = canvas.chance.uniform(7, 15), canvas.chance.uniform(34, 58)
        if canvas.chance.random() < 0.86:
            colour = mixed(canvas.chance.choice(BOOKS), "#f2a14a", 0.25)
            canvas.shape(box(x, floor - height, min(x + width, right), floor), colour)
        x += width + 1.5
    canvas.shape(box(left - 6, floor, right + 6, floor + 7), "#8d5a3a")


def _reader(canvas: Canvas, at: tuple[float, float]) -> None:
    x, y = at
    canvas.dot((x, y), 19, "#3a2430")
    canvas.shape(
        [*arc((x, y + 52), (38, 34), 180, 360), (x + 38, y + 70), (x - 38, y + 70)], "#3a2430"
    )
    for side in (-1, 1):
        page = [(x, y + 40), (x + side * 28, y + 32), (x + side * 28, y + 52), (x, y + 60)]
        canvas.shape(page, "#fff4d8" if side < 0 else "#ecd9b0")


def _door(canvas: Canvas, left: float) -> None:
    middle = left + 86
    canvas.shadow(arch(left - 20, 400, left + 192, 800), 70, "#ffb650", 0.5)
    canvas.shape(arch(left - 24, 380, left + 196, 800), STONE)
    canvas.fade(arch(left - 6, 400, left + 178, 800), "#ffefc0", "#f3a853")
    for side in (-1, 1):
        near, far = middle + side * 5, middle + side * 86
        canvas.shape(box(min(near, far), 560, max(near, far), 800), "#5b3430")
        pane = (min(near, far) + 13, max(near, far) - 13)
        canvas.fade(box(pane[0], 580, pane[1], 700), "#ffdf97", "#f0a24c")
        canvas.dot((middle + side * 14, 728), 5, "#e3b463")
    canvas.shape(box(left - 6, 548, left + 178, 562), "#5b3430")
    for spoke in (-60, -20, 20, 60):
        canvas.stroke([(middle, 552), (middle + spoke * 1.3, 430 + abs(spoke))], 4, "#7b4b35")


def _street(canvas: Canvas) -> None:
    for step in range(3):
        wide = 150 + step * 34
        canvas.shape(
            box(800 - wide, 792 + step * 18, 800 + wide, 812 + step * 18),
            mixed(STONE, DARK, step / 9),
        )
        canvas.shape(box(800 - wide, 792 + step * 18, 800 + wide, 797 + step * 18), "#f3f6fd")
    for middle, wide, high in ((20, 320, 44), (330, 330, 50), (1290, 350, 50), (1600, 300, 40)):
        canvas.fade(arc((middle, 860), (wide, high), 180, 360), "#e6ecfa", "#b4bfe2")
    canvas.fade(box(0, 846, 1600, 1000), "#ccd6f1", "#6f7db4")
    for left in (262, 488, 940, 1166):
        lit = [(left + 10, 852), (left + 162, 852), (left + 220, 1000), (left - 48, 1000)]
        canvas.shadow(lit, 36, "#ffcf86", 0.42)
    canvas.shadow([(716, 846), (884, 846), (990, 1000), (610, 1000)], 34, "#ffd48c", 0.75)
    for x in (720, 756, 742, 800, 786, 836):
        canvas.oval((x + 10, 872 + (x * 13) % 100), (9, 5), "#7f8cc0", 0.8)


def _lamps(canvas: Canvas) -> None:
    for x in (120, 1480):
        canvas.glow((x, 520), 240, "#ffd48c", 0.55)
        canvas.shape(box(x - 5, 540, x + 5, 900), "#12172f")
        canvas.shape([(x - 20, 500), (x + 20, 500), (x + 13, 546), (x - 13, 546)], "#ffe2a1")
        canvas.shape([(x - 27, 502), (x, 478), (x + 27, 502)], "#12172f")
        canvas.shape(box(x - 15, 886, x + 15, 906), "#12172f")


def _walkers(canvas: Canvas) -> None:
    for x, size, coat in ((655, 1.0, "#2d5f66"), (712, 0.92, "#a13d3a"), (1010, 1.04, "#c98a35")):
        foot = 930
        canvas.oval((x + 16, foot), (42 * size, 8), "#3e4a80", 0.5)
        for side in (-1, 1):
            canvas.stroke([(x + side * 8, foot - 60), (x + side * 11, foot)], 11 * size, "#1d2140")
        body = [(x - 20 * size, foot - 122 * size), (x + 20 * size, foot - 122 * size)]
        canvas.shape([*body, (x + 32 * size, foot - 40), (x - 32 * size, foot - 40)], coat)
        canvas.dot((x, foot - 138 * size), 15 * size, "#7a4d38")
        canvas.shape(
            arc((x, foot - 140 * size), (17 * size, 18 * size), 180, 360),
            mixed(coat, "#ffffff", 0.55),
        )
        canvas.rounded(
            (x - 17 * size, foot - 128 * size, x + 17 * size, foot - 117 * size), 5, "#f0e2c8"
        )
