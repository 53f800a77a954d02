"""Keys for development, made once and kept: what they sealed must open again tomorrow."""

import base64
import os
import secrets
from pathlib import Path

from dev.servers import write_private


def development_keys(data: Path) -> dict[str, str]:
    """SECRET_KEY and FIELD_ENCRYPTION_KEYS from `keys.env`, and where the keystore is."""
    file = data / "keys.env"
    if not file.exists():
        write_private(file, "".join(f"{name}={value}\n" for name, value in fresh_keys().items()))
    keystore = data / "keystore"
    keystore.mkdir(mode=0o700, exist_ok=True)
    return read(file) | {"KEYSTORE_URL": keystore.as_uri()}


def fresh_keys() -> dict[str, str]:
    key = base64.b64encode(os.urandom(32)).decode()
    return {"SECRET_KEY": secrets.token_urlsafe(50), "FIELD_ENCRYPTION_KEYS": f"k1:{key}"}


def read(file: Path) -> dict[str, str]:
    pairs = (line.partition("=") for line in file.read_text().splitlines())
    return {name: value for name, found, value in pairs if found}
