"""Makes what is missing below secrets/, for the compose file: `python3 deploy/make_secrets.py`.

What is there stays as it is; what stands in .env already is taken from there, so that a site whose
secrets were in .env keeps them. EMAIL_URL may be given in the environment as well.
The folder is its owner's alone; the files in it are readable, because the containers' accounts are
others and see the files without the folder.
"""

import base64
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MADE: dict[str, Callable[[], str]] = {
    "postgres_password": lambda: secrets.token_hex(24),
    "secret_key": lambda: secrets.token_urlsafe(50),
    "field_encryption_keys": lambda: f"k1:{base64.b64encode(os.urandom(32)).decode()}",
    "proxy_refresh_key": lambda: secrets.token_urlsafe(32),
    "email_url": lambda: os.environ.get("EMAIL_URL", ""),
}


def known(root: Path) -> dict[str, str]:
    """What `.env` says, by the names that the files have."""
    path = root / ".env"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    pairs = (line.partition("=") for line in lines if not line.startswith("#"))
    return {name.strip().lower(): value.strip().strip("'\"") for name, _mark, value in pairs}


def make(root: Path = ROOT) -> list[str]:
    """The names of those that were made."""
    folder, said = root / "secrets", known(root)
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(folder.stat().st_mode & 0o700)
    missing = [name for name in MADE if not (folder / name).exists()]
    for name in missing:
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(said.get(name) or MADE[name]())
            os.fchmod(descriptor, 0o444)
    return missing


if __name__ == "__main__":
    for made in make():
        sys.stdout.write(f"secrets/{made}\n")
    if not (ROOT / "secrets" / "email_url").read_text(encoding="utf-8").strip():
        sys.stdout.write("Write your mail server into secrets/email_url, see docs/running.md.\n")
