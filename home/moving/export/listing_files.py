"""The manifest: what was counted, what was left out, and every file with its size and SHA-256; and
the same digests as `sha256sum --check` reads them.
"""

import json
from typing import Any

from home.moving.export.folders import Folder

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
FORMAT = "hub-export/1"


def list_files(folder: Folder, facts: dict[str, Any]) -> int:
    """Write both as the last files, a line for each other one; returns how many there are."""
    number = 0
    head = json.dumps({"format": FORMAT, **facts}, indent=1, ensure_ascii=False)
    with folder.text(MANIFEST) as manifest, folder.text(SUMS) as sums:
        manifest.write(head.removesuffix("\n}") + ',\n "files": {')
        for name in folder.names():
            if name in {MANIFEST, SUMS}:
                continue
            facts_of_it = folder.facts_of(name)
            line = f"{json.dumps(name)}: {json.dumps(facts_of_it)}"
            manifest.write(f"{',' if number else ''}\n  {line}")
            sums.write(f"{facts_of_it['sha256']}  {name}\n")
            number += 1
        manifest.write("\n }\n}\n")
    return number
