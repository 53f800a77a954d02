"""What machines get as XML, against grammars of our own (tests/shapes)."""

from functools import lru_cache
from pathlib import Path

from lxml import etree

SHAPES = Path(__file__).parent / "shapes"


@lru_cache
def grammar(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SHAPES / f"{name}.rng"))


def complaints(name: str, content: bytes) -> list[str]:
    """What is wrong with it, a line each."""
    shape = grammar(name)
    shape.validate(etree.fromstring(content))
    return [f"{each.line}: {each.message}" for each in shape.error_log]
