"""Compiles every catalogue below locale/ with polib, so that gettext need not be installed.

python -m dev.catalogues
"""

from pathlib import Path

import polib

from dev.bootstrap import ROOT

LOCALE = ROOT / "locale"


def compile_catalogues(folder: Path = LOCALE) -> int:
    """Writes each .mo that is older than its .po; returns how many were written."""
    written = 0
    for source in sorted(folder.rglob("LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        unfinished = target.with_suffix(".mo.new")
        polib.pofile(str(source), wrapwidth=0).save_as_mofile(str(unfinished))
        # In one move: a web process may be reading, or another command compiling.
        unfinished.replace(target)
        written += 1
    return written


if __name__ == "__main__":
    compile_catalogues()
