"""The explainer: a fingerprint whose ridges dissolve into the dots of a database."""

import math

from home.demo.canvas import Canvas, Point, mixed

CORE = (620.0, 520.0)
CELL = 30  # the grid of the database, in points
RIDGE, FIELD, HIT = "#ff8e6b", "#4fb3b0", "#ffd166"
EDGE = 830  # where the first ridge crosses into the database


def paint() -> Canvas:
    canvas = Canvas("fingerprint", "#0c2f3a", "#123f4a")
    canvas.glow(CORE, 760, "#1f7a7d", 0.55)
    canvas.glow((1300, 480), 620, "#155e6b", 0.5)
    _grid(canvas)
    for ring in range(1, 23):
        _ridge(canvas, ring)
    _hit(canvas, (1245, 390))
    return canvas


def _grid(canvas: Canvas) -> None:
    for column in range(EDGE // CELL + 1, 1600 // CELL):
        for row in range(2, 1000 // CELL - 1):
            at = (column * CELL + 15, row * CELL + 5)
            near = min(1.0, max(0.0, (at[0] - EDGE) / 420))
            if canvas.chance.random() < 0.3 + 0.62 * near:
                canvas.dot(at, 3.2, FIELD, 0.28 + 0.2 * near)


def _ridge(canvas: Canvas, ring: int) -> None:
    """One ring, broken where chance cuts it; beyond the edge its pieces fall on the grid."""
    run: list[Point] = []
    gap = 0
    for step in range(721):
        at = _on_ring(ring, math.radians(step / 2))
        if gap > 0:
            gap -= 1
        elif canvas.chance.random() < 0.008:
            gap = 7
        inside = _in_finger(at)
        if inside and gap == 0 and at[0] < _shore(at[1]):
            if not run or math.dist(run[-1], at) > 5:
                run.append(at)
            continue
        _ink_run(canvas, run)
        run = []
        if inside and at[0] >= _shore(at[1]) and step % 4 == 0:
            _scatter(canvas, at)
    _ink_run(canvas, run)


def _on_ring(ring: int, angle: float) -> Point:
    """A loop print: rings lean and open downwards; slow waves keep them from being circles."""
    wave = 1 + 0.045 * math.sin(3 * angle + ring * 0.1) + 0.02 * math.sin(5 * angle - ring * 0.14)
    x = ring * 19.5 * wave * math.cos(angle)
    y = ring * 23.0 * wave * math.sin(angle)
    droop = max(0.0, y) * (0.16 + 0.012 * ring)
    return CORE[0] + x + 0.12 * y, CORE[1] - 60 + y + droop


def _in_finger(at: Point) -> bool:
    across, down = (at[0] - CORE[0]) / 330, (at[1] - CORE[1]) / 430
    return abs(across) ** 2.3 + abs(down) ** 2.3 < 1


def _shore(y: float) -> float:
    return EDGE - 60 + 46 * math.sin(y / 70) + 24 * math.sin(y / 23)


def _ink_run(canvas: Canvas, run: list[Point]) -> None:
    if len(run) > 4:
        share = max(0.0, min(1.0, (run[0][1] - 150) / 800))
        canvas.stroke(run, 9.5, mixed(RIDGE, "#e0526a", share))


def _scatter(canvas: Canvas, at: Point) -> None:
    drift = abs(canvas.chance.gauss(0, 130)) + (at[0] - EDGE + 90) * 0.9
    column = round((at[0] + drift - 15) / CELL)
    row = round((at[1] + canvas.chance.gauss(0, 18) - 5) / CELL)
    spot = (column * CELL + 15, row * CELL + 5)
    if spot[0] < 1570:
        far = min(1.0, max(0.0, (spot[0] - EDGE) / 520))
        canvas.dot(spot, 8.5 - 3.6 * far, mixed(RIDGE, HIT, far))


def _hit(canvas: Canvas, at: Point) -> None:
    column, row = round((at[0] - 15) / CELL), round((at[1] - 5) / CELL)
    x, y = column * CELL + 15, row * CELL + 5
    canvas.glow((x, y), 170, HIT, 0.75)
    for radius, colour in ((46, HIT), (38, "#12424d")):
        canvas.dot((x, y), radius, colour)
    canvas.dot((x, y), 15, HIT)
    for side_x, side_y in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        canvas.stroke(
            [(x + side_x * 56, y + side_y * 56), (x + side_x * 84, y + side_y * 84)], 7, HIT
        )
