"""Runs typst in a process of its own, which ends with its memory and with every name in it.

typst keeps what it has set for its next ten documents: 55 MB for each 5,000 names.

    python -m campaigns.bundling.typesetting SOURCE OUTPUT [FONTS] < facts.json
"""

import sys

import typst


def main(source: str, output: str, *folders: str) -> None:
    typst.compile(
        source,
        output,
        format="pdf",
        sys_inputs={"facts": sys.stdin.buffer.read().decode()},
        font_paths=list(folders),
        ignore_system_fonts=True,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
