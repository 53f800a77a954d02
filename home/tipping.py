"""The demo's tip line: open, with safer ways and a few tips that nobody has read yet."""

from home.demo.tips import LINE, TIPS
from tips.lines import TipLine
from tips.taking import Wish, take


def seed_tips() -> None:
    """Opened once; what somebody changed or closed later stays so."""
    if TipLine.objects.exists():
        return
    line = TipLine(is_on=True, **LINE)
    line.full_clean()
    line.save()
    for language, text, contact in TIPS:
        take(Wish(" ".join(text.split()), language, contact))
