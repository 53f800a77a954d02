"""Secret files: what a setting says may stand in a file that `NAME_FILE` names.

So a secret is in no environment, which every child process inherits and `docker inspect` shows.
"""

import os
from pathlib import Path


def said(name: str) -> str:
    """What stands in the environment, or in the named file; empty for nothing. A file that cannot
    be read ends the start with one line.
    """
    if value := os.environ.get(name, "").strip():
        return value
    path = os.environ.get(f"{name}_FILE", "").strip()
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        raise SystemExit(f"Hub cannot start: {name}_FILE names no file that can be read.") from None


def password_apart() -> dict[str, str]:
    """The database's password where it does not stand in its address."""
    password = said("DATABASE_PASSWORD")
    return {"PASSWORD": password} if password else {}
