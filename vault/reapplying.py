"""After a restore: what was let go since the backup is let go again, and then the clocks run.

An app registers in `AppConfig.ready` what a kind of line in the journal means for its rows. All of
it may run twice, and knows nothing of rows that are not there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from vault.erasures import Erasure, reapplying

Reapply = Callable[[Sequence[Erasure]], int]
Clock = Callable[[], object]
_deeds: dict[str, list[Reapply]] = {}
_clocks: list[Clock] = []
_brakes: list[Clock] = []


def register_erasure(deed: Reapply, *kinds: str) -> None:
    """`deed` gets the lines of these kinds, oldest first, and returns how many rows it changed."""
    for kind in kinds:
        known = _deeds.setdefault(kind, [])
        if deed not in known:
            known.append(deed)


def register_clock(clock: Clock) -> None:
    """What erases by the day that stands in a row; beat runs it too."""
    if clock not in _clocks:
        _clocks.append(clock)


def reapply(erasures: Iterable[Erasure]) -> Counter[str]:
    """Do again what the journal says, deed by deed; returns how many rows of each kind changed."""
    erasures = list(erasures)
    changed: Counter[str] = Counter()
    with reapplying():
        for deed, kinds in _kinds_by_deed().items():
            mine = [each for each in erasures if each.kind in kinds]
            if mine:
                changed[", ".join(kinds)] += deed(mine)
    return changed


def _kinds_by_deed() -> dict[Reapply, list[str]]:
    """One deed gets all its kinds in one order: what was undone later counts."""
    found: dict[Reapply, list[str]] = {}
    for kind, deeds in _deeds.items():
        for deed in deeds:
            found.setdefault(deed, []).append(kind)
    return found


def register_brake(brake: Clock) -> None:
    """What must not go on by itself from where it stood in a backup."""
    if brake not in _brakes:
        _brakes.append(brake)


def run_clocks() -> None:
    """Brakes first, then what is over."""
    for deed in (*_brakes, *_clocks):
        deed()
