"""Unpaid winter work: a scale with the snow that was shoveled and the coins that were paid."""

from collections.abc import Sequence

from home.demo.canvas import Canvas, Point, arc, box, mixed, turned

BRASS, SHINE, DEEP = "#c98b2e", "#f0c667", "#7d5020"
PIVOT = (800.0, 262.0)
HEAVY, LIGHT = (430.0, 372.0), (1170.0, 152.0)  # the ends of the beam

LEFT_SLOPE = ((-200, 6), (-178, -40), (-130, -70), (-96, -132), (-34, -166))
HEAP = (*LEFT_SLOPE, (22, -158), (66, -112), (120, -88), (168, -40), (200, 6))
SHADE = ((20, 16), (60, -96), (116, -80), (164, -36), (198, 8))


def paint() -> Canvas:
    canvas = Canvas("scale", "#e7a14a", "#c9653f")
    canvas.glow((800, 420), 900, "#ffe0a0", 0.75)
    _flakes(canvas)
    canvas.fade(box(0, 840, 1600, 1000), "#7c3a35", "#54262c")
    canvas.shape(box(0, 834, 1600, 842), "#a65340")
    _stand(canvas)
    _pan(canvas, HEAVY, 690)
    _snow_heap(canvas, (HEAVY[0], 682))
    _pan(canvas, LIGHT, 470)
    _coins(canvas, (LIGHT[0], 466))
    _beam(canvas)
    return canvas


def _flakes(canvas: Canvas) -> None:
    for _ in range(26):
        at = (canvas.chance.uniform(30, 1570), canvas.chance.uniform(30, 800))
        size = canvas.chance.uniform(9, 24)
        for spoke in arc(at, (size, size), 15, 315, steps=5):
            canvas.stroke([at, spoke], size / 7, "#fff3d6", 0.6)
    canvas.snow(110, (0, 0, 1600, 830), 5)


def _stand(canvas: Canvas) -> None:
    canvas.shadow(box(560, 838, 1080, 872), 18, "#2a0f12", 0.7)
    canvas.fade([(600, 850), (660, 812), (940, 812), (1000, 850)], SHINE, BRASS)
    canvas.fade(box(586, 850, 1014, 872), BRASS, DEEP)
    canvas.fade(
        [(776, 270), (824, 270), (838, 640), (852, 812), (748, 812), (762, 640)], SHINE, BRASS
    )
    canvas.shape([(800, 270), (824, 270), (838, 640), (852, 812), (806, 812)], DEEP, 0.35)
    for y, half in ((330, 32), (640, 46), (790, 62)):
        canvas.rounded((800 - half, y - 10, 800 + half, y + 10), 10, mixed(BRASS, DEEP, 0.25))
        canvas.rounded((800 - half, y - 10, 800 + half * 0.2, y), 5, SHINE)


def _beam(canvas: Canvas) -> None:
    spine = [(430 + 74 * step, _spine(430 + 74 * step)) for step in range(11)]
    canvas.stroke([(x, y + 5) for x, y in spine], 24, DEEP)
    canvas.stroke(spine, 22, BRASS)
    canvas.stroke([(x, y - 5) for x, y in spine], 5, SHINE)
    for end in (HEAVY, LIGHT):
        canvas.dot(end, 20, DEEP)
        canvas.dot((end[0] - 2, end[1] - 3), 15, SHINE)
    canvas.dot(PIVOT, 44, DEEP)
    canvas.dot((PIVOT[0] - 2, PIVOT[1] - 4), 38, BRASS)
    canvas.dot((PIVOT[0] - 4, PIVOT[1] - 8), 24, SHINE)
    canvas.fade([(784, 226), (816, 226), (806, 150), (794, 150)], SHINE, BRASS)
    canvas.dot((800, 142), 15, SHINE)


def _spine(x: float) -> float:
    """The beam's height: straight between its ends, with a slight arch."""
    share = (x - HEAVY[0]) / (LIGHT[0] - HEAVY[0])
    return HEAVY[1] + (LIGHT[1] - HEAVY[1]) * share - 26 * 4 * share * (1 - share) * 0.25


def _pan(canvas: Canvas, hook: Point, y: float) -> None:
    x = hook[0]
    for side in (-205, 0, 205):
        canvas.stroke([hook, (x + side, y)], 4, DEEP)
        links = [
            (x + side * share / 12, hook[1] + (y - hook[1]) * share / 12) for share in range(1, 12)
        ]
        for link in links:
            canvas.dot(link, 4.5, SHINE)
    canvas.fade(arc((x, y), (222, 78), 0, 180), BRASS, DEEP)
    canvas.shape([*arc((x, y), (222, 78), 100, 176), (x - 200, y)], SHINE, 0.35)
    canvas.oval((x, y), (222, 22), mixed(BRASS, DEEP, 0.5))
    canvas.oval((x, y - 2), (212, 17), DEEP)


def _snow_heap(canvas: Canvas, base: Point) -> None:
    x, y = base
    _shovel(canvas, (x + 14, y - 66))
    heap = _smooth([(x + dx, y + dy) for dx, dy in HEAP])
    canvas.fade([*heap, *arc((x, y + 4), (200, 18), 0, 180)], "#ffffff", "#a9bfe2")
    shade = _smooth([(x + dx, y + dy) for dx, dy in SHADE])
    canvas.shape([*shade, (x + 120, y + 18)], "#7f9cca", 0.4)
    for _ in range(44):
        at = (x + canvas.chance.uniform(-150, 150), y - canvas.chance.uniform(-8, 60))
        canvas.dot(at, canvas.chance.uniform(2, 7), "#ffffff", 0.75)


def _smooth(points: list[Point]) -> list[Point]:
    """Corners cut twice (Chaikin), which rounds a rough outline; its ends stay."""
    for _ in range(3):
        cut = [points[0]]
        for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
            cut += [(x0 * 0.75 + x1 * 0.25, y0 * 0.75 + y1 * 0.25)]
            cut += [(x0 * 0.25 + x1 * 0.75, y0 * 0.25 + y1 * 0.75)]
        points = [*cut, points[-1]]
    return points


def _shovel(canvas: Canvas, foot: Point) -> None:
    """Stuck in the heap, leaning to the left; only the upper part of its blade shows."""
    x, y = foot

    def leaning(points: Sequence[Point]) -> list[Point]:
        return turned(points, -20, foot)

    canvas.shape(leaning(box(x - 9, y - 420, x + 9, y - 120)), "#8a4f2b")
    canvas.shape(leaning(box(x - 9, y - 420, x - 2, y - 120)), "#c98a55")
    canvas.stroke(leaning([(x - 42, y - 424), (x + 42, y - 424)]), 20, "#b23a35")
    shoulders = [(x - 62, y - 150), (x - 44, y - 172), (x + 44, y - 172), (x + 62, y - 150)]
    canvas.shape(leaning([*shoulders, (x + 62, y + 20), (x - 62, y + 20)]), "#b8443f")
    canvas.shape(leaning(box(x - 62, y - 150, x - 34, y + 20)), "#d46a5c")
    canvas.stroke(leaning([(x + 22, y - 150), (x + 22, y)]), 6, "#8f2f33")
    canvas.shape(leaning(box(x - 15, y - 196, x + 15, y - 130)), "#6f3c22")


def _coins(canvas: Canvas, base: Point) -> None:
    x, y = base
    for at, count in (((x - 66, y), 2), ((x + 40, y + 2), 3), ((x + 128, y - 2), 1)):
        for number in range(count):
            _coin(canvas, (at[0] + (number % 2) * 5, at[1] - 8 - number * 20))


def _coin(canvas: Canvas, at: Point) -> None:
    x, y = at
    canvas.oval((x, y + 10), (46, 15), "#8d949e")
    canvas.shape(box(x - 46, y - 4, x + 46, y + 10), "#9ea6b1")
    for notch in range(-4, 5):
        canvas.shape(box(x + notch * 10 - 1.5, y + 4, x + notch * 10 + 1.5, y + 20), "#737a85", 0.6)
    canvas.oval((x, y - 4), (46, 15), "#e3e7ec")
    canvas.oval((x, y - 4), (36, 10.5), "#c3c9d2")
    canvas.oval((x - 3, y - 5), (20, 5), "#eef1f4")
