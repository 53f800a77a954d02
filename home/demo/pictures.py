"""The demo's pictures, drawn when they are asked for: nothing to download, nobody's rights."""

from collections.abc import Callable

from home.demo.canvas import Canvas
from home.demo.scenes import (
    bus_stop,
    classroom,
    envelope,
    fingerprint,
    kitchen_table,
    library,
    scale,
    signing,
    state_house,
    states,
)

SCENES: dict[str, Callable[[], Canvas]] = {
    "state-house": state_house.paint,
    "states": states.paint,
    "envelope": envelope.paint,
    "fingerprint": fingerprint.paint,
    "kitchen-table": kitchen_table.paint,
    "scale": scale.paint,
    "classroom": classroom.paint,
    "bus-stop": bus_stop.paint,
    "library": library.paint,
    "signing": signing.paint,
}


def draw(key: str) -> bytes:
    """The JPEG of a picture key; the same bytes each time."""
    return SCENES[key]().finished()
