"""The manifest: what was counted, what was left out, and every file with its size and SHA-256."""

import json
from typing import Any

from home.moving.export.folders import Folder

MANIFEST = "manifest.json"
FORMAT = "hub-export/1"


def list_files(folder: Folder, facts: dict[str, Any]) -> int:
    """Write it as the last file, a line for each other one; returns how many there are."""
    number = 0
    head = json.dumps({"format": FORMAT, **facts}, indent=1, ensure_ascii=False)
    with folder.text(MANIFEST) as out:
        out.write(head.removesuffix("\n}") + ',\n "files": {')
        for name in folder.names():
            if name != MANIFEST:
                line = f"{json.dumps(name)}: {json.dumps(folder.facts_of(name))}"
                out.write(f"{',' if number else ''}\n  {line}")
                number += 1
        out.write("\n }\n}\n")
    return number
