"""The night shift: a snowy shelter before dawn and the first bus coming near."""

from home.demo.canvas import Canvas, arc, box, mixed

SNOW, POLE = "#dbe4f6", "#151a33"
COATS = ("#9c3f3b", "#2f6a6c", "#c58b3a", "#54406e", "#37517f")


def paint() -> Canvas:
    canvas = Canvas("bus-stop", "#0d1433", "#5a6199")
    canvas.glow((1350, 700), 900, "#e08a6d", 0.35)
    _city(canvas)
    canvas.fade(box(0, 740, 1600, 1000), "#b9c5e6", "#5c689f")
    canvas.fade([(0, 860), (1600, 800), (1600, 1000), (0, 1000)], "#6d779f", "#3b4470")
    canvas.shape([(0, 852), (1600, 792), (1600, 804), (0, 870)], "#eff3fc")
    _lamp(canvas, 190)
    _shelter(canvas)
    _sign(canvas)
    _riders(canvas)
    _bus(canvas)
    canvas.snow(380, (0, 0, 1600, 1000), 5)
    canvas.snow(30, (0, 0, 1600, 1000), 10)
    return canvas


def _city(canvas: Canvas) -> None:
    for depth, (colour, floor) in enumerate((("#2b3468", 340), ("#1f2753", 450))):
        x = -30.0
        while x < 1620:
            width = canvas.chance.uniform(80, 170)
            top = floor + canvas.chance.uniform(-150, 120)
            canvas.fade(box(x, top, x + width, 760), colour, mixed(colour, "#6a6aa0", 0.35))
            for row in range(int((740 - top) // 34)):
                for column in range(int(width // 26)):
                    if canvas.chance.random() < 0.13 + depth * 0.05:
                        at = (x + 10 + column * 26, top + 16 + row * 34)
                        canvas.shape(box(*at, at[0] + 11, at[1] + 16), "#f6c873", 0.85)
            x += width + canvas.chance.uniform(-6, 14)


def _lamp(canvas: Canvas, x: float) -> None:
    canvas.glow((x + 92, 330), 420, "#ffd48c", 0.6)
    canvas.shape(box(x - 6, 320, x + 6, 850), POLE)
    canvas.stroke(arc((x + 46, 322), (46, 40), 180, 350), 9, POLE)
    canvas.shape([(x + 62, 314), (x + 122, 314), (x + 110, 334), (x + 74, 334)], POLE)
    canvas.shape(arc((x + 92, 334), (20, 14), 0, 180), "#fff0c4")
    canvas.shape([(x + 72, 340), (x + 112, 340), (x + 300, 850), (x - 90, 850)], "#ffe3a6", 0.1)


def _shelter(canvas: Canvas) -> None:
    canvas.shadow(box(330, 470, 1010, 840), 70, "#ffca7d", 0.55)
    canvas.fade(box(350, 466, 990, 836), "#ffdf9e", "#d98f55")
    canvas.shape(box(350, 466, 990, 836), "#24305f", 0.22)
    for x in (350, 560, 776, 982):
        canvas.shape(box(x, 440, x + 10, 850), POLE)
    canvas.shape(box(350, 640, 990, 646), POLE, 0.5)
    canvas.shape(box(806, 500, 962, 706), "#f4ead6")
    canvas.stroke([(826, 680), (860, 610), (902, 640), (944, 530)], 7, "#c8483c")
    for at in ((826, 680), (860, 610), (902, 640), (944, 530)):
        canvas.dot(at, 8, "#24305f")
    canvas.rounded((320, 428, 1020, 456), 8, POLE)
    roof = [
        (318, 432),
        *arc((470, 432), (152, 26), 180, 270),
        *arc((880, 432), (142, 30), 270, 360),
    ]
    canvas.shape(roof, "#f3f6fd")
    for x in (352, 420, 600, 730, 905):
        canvas.shape([(x, 452), (x + 8, 452), (x + 4, 478)], "#e5edfb", 0.9)
    canvas.rounded((388, 748, 652, 764), 6, "#5a3b34")
    for x in (406, 634):
        canvas.shape(box(x - 5, 758, x + 5, 842), POLE)


def _sign(canvas: Canvas) -> None:
    canvas.stroke([(1080, 846), (1080, 440)], 9, POLE)
    canvas.rounded((1042, 400, 1118, 480), 12, "#e5b04a")
    canvas.rounded((1060, 418, 1100, 454), 6, POLE)
    for x in (1067, 1083):
        canvas.shape(box(x, 424, x + 11, 438), "#e5b04a")
    for x in (1069, 1091):
        canvas.dot((x, 458), 5, POLE)


def _riders(canvas: Canvas) -> None:
    _seated(canvas, (456, 700), COATS[0])
    _seated(canvas, (584, 704), COATS[1])
    for x, height, coat in ((690, 366, 2), (792, 324, 3), (896, 372, 4), (1004, 338, 0)):
        _standing(canvas, (x, 858), height, COATS[coat])


def _head(canvas: Canvas, at: tuple[float, float], coat: str) -> None:
    x, y = at
    canvas.oval(
        (x, y), (23, 27), canvas.chance.choice(("#5d3c2e", "#8a5a3e", "#a9744f", "#6f4632"))
    )
    hat = mixed(coat, "#ffe9c4", canvas.chance.uniform(0.4, 0.7))
    canvas.shape(arc((x, y - 3), (27, 29), 180, 360), hat)
    canvas.rounded((x - 28, y - 9, x + 28, y + 3), 5, mixed(hat, "#3a3150", 0.25))
    canvas.rounded((x - 25, y + 19, x + 25, y + 38), 9, mixed(hat, "#ffffff", 0.35))


def _standing(canvas: Canvas, foot: tuple[float, float], height: float, coat: str) -> None:
    x, y = foot
    canvas.oval((x + 8, y), (58, 9), "#3b4470", 0.55)
    for side in (-1, 1):
        canvas.stroke([(x + side * 15, y - 90), (x + side * 16, y - 8)], 24, "#20264a")
        canvas.rounded((x + side * 16 - 16, y - 16, x + side * 16 + 20, y + 2), 8, "#12162e")
    top = y - height + 66
    body = [*arc((x, top + 34), (46, 40), 180, 360), (x + 56, y - 70), (x - 56, y - 70)]
    canvas.fade(body, mixed(coat, "#ffd9a0", 0.12), mixed(coat, "#161b3a", 0.3))
    for side in (-1, 1):
        canvas.stroke(
            [(x + side * 37, top + 34), (x + side * 44, top + 100), (x + side * 20, top + 122)],
            25,
            mixed(coat, "#161b3a", 0.2),
        )
    canvas.rounded((x - 18, top + 100, x + 18, top + 140), 6, "#d7dde8")
    canvas.rounded((x - 11, top + 92, x + 11, top + 104), 4, "#8d97b5")
    _head(canvas, (x, y - height + 30), coat)


def _seated(canvas: Canvas, hip: tuple[float, float], coat: str) -> None:
    x, y = hip
    body = [*arc((x, y - 60), (45, 40), 180, 360), (x + 50, y + 62), (x - 50, y + 62)]
    canvas.fade(body, mixed(coat, "#ffd9a0", 0.12), mixed(coat, "#161b3a", 0.3))
    for side in (-1, 1):
        canvas.stroke([(x + side * 25, y + 60), (x + side * 25, y + 146)], 27, "#20264a")
        canvas.rounded((x + side * 25 - 19, y + 38, x + side * 25 + 19, y + 84), 17, "#2e3763")
        canvas.rounded((x + side * 25 - 17, y + 138, x + side * 25 + 18, y + 156), 8, "#12162e")
    for side in (-1, 1):
        bent = [(x + side * 37, y - 54), (x + side * 44, y + 8), (x + side * 8, y + 26)]
        canvas.stroke(bent, 24, mixed(coat, "#161b3a", 0.2))
    _head(canvas, (x, y - 122), coat)


def _bus(canvas: Canvas) -> None:
    canvas.shadow(box(1190, 840, 1620, 880), 24, "#141938", 0.7)
    canvas.shadow([(1230, 850), (1600, 840), (1600, 1000), (960, 1000)], 44, "#ffe6a8", 0.5)
    canvas.fade(box(1200, 470, 1640, 850), "#e9c066", "#b9803a")
    canvas.rounded((1200, 440, 1660, 540), 34, "#f2ead8")
    canvas.fade(box(1226, 540, 1660, 700), "#ffe9b4", "#f1b768")
    for x in (1400, 1560):
        canvas.dot((x, 640), 26, "#4a3340")
        canvas.shape([*arc((x, 706), (50, 44), 180, 360)], "#4a3340")
    canvas.shape([(1226, 540), (1420, 540), (1330, 700), (1226, 700)], "#ffffff", 0.16)
    canvas.shape(box(1424, 540, 1434, 700), "#8d5a34")
    canvas.shape(box(1200, 700, 1640, 716), "#2f5f6b")
    canvas.rounded((1290, 466, 1580, 522), 10, POLE)
    for number in range(5):
        canvas.rounded((1316 + number * 48, 484, 1350 + number * 48, 504), 5, "#ffb648")
    canvas.rounded((1190, 806, 1660, 850), 12, "#2a2f52")
    for x in (1276, 1540):
        canvas.dot((x, 764), 32, "#fff6d6")
        canvas.glow((x, 764), 200, "#fff1bf", 0.7)
        canvas.dot((x, 764), 22, "#ffffff")
