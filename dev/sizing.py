"""Keeps files and functions as small as docs/style asks: what is long is doing two things.

python -m dev.sizing
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from dev.bootstrap import ROOT
from dev.extracting import APPS

FILE_LINES = 250
FUNCTION_LINES = 25
FOLDERS = (*APPS, "dev", "tests", "bench", "installing")
SKIPPED = {"migrations"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def main() -> int:
    problems = [problem for path in files() for problem in problems_of(path)]
    print("\n".join(problems))
    return 1 if problems else 0


def files() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not SKIPPED & set(path.parts):
                yield path


def problems_of(path: Path) -> Iterator[str]:
    name = path.relative_to(ROOT)
    source = path.read_text(encoding="utf-8")
    lines = source.count("\n")
    if lines > FILE_LINES:
        yield f"{name}: {lines} lines, {FILE_LINES} are allowed"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function) and length(node) > FUNCTION_LINES:
            yield f"{name}:{node.lineno}: {node.name}() has {length(node)} lines"


def length(function: Function) -> int:
    """From `def` to the end, without the docstring: explaining is free."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None or first.end_lineno is None:
        return whole
    return whole - (first.end_lineno - first.lineno + 1)


if __name__ == "__main__":
    sys.exit(main())
