"""The one file that leaves: a ZIP with its digests, sealed to the recipient's key if there is one.

Everything streams from file to file; no step holds more than a block of it in memory.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import timezone
from pyrage import RecipientError, encrypt_io, x25519

from campaigns.bundles import Bundle
from campaigns.bundling.folders import FileFacts, facts_of

MANIFEST, DIGESTS = "manifest.json", "SHA256SUMS"


class AgeKeyRefused(ValueError):
    """Not a public key of age (`age1…`)."""


def check_age_key(text: str) -> str:
    """The key without outer spaces; empty stays empty. Raises AgeKeyRefused."""
    key = text.strip()
    try:
        if key:
            x25519.Recipient.from_str(key)
    except RecipientError as error:
        raise AgeKeyRefused from error
    return key


def pack(bundle: Bundle, folder: Path, files: Sequence[FileFacts]) -> Path:
    """Write manifest, digests and the ZIP; the path of what may leave."""
    manifest = folder / MANIFEST
    text = json.dumps(_manifest(bundle, files), indent=2, ensure_ascii=False)
    manifest.write_text(text + "\n", encoding="utf-8")
    listed = [*files, facts_of(manifest)]
    digests = folder / DIGESTS
    digests.write_text(
        "".join(f"{facts['sha256']}  {facts['name']}\n" for facts in listed), encoding="utf-8"
    )
    archive = folder / f"bundle-{bundle.public_id}.zip"
    _zip(archive, [folder / facts["name"] for facts in listed] + [digests])
    return _seal(archive, bundle.age_recipient) if bundle.age_recipient else archive


def _manifest(bundle: Bundle, files: Iterable[FileFacts]) -> dict[str, Any]:
    """Facts about the bundle: no signer's, and no member of staff's."""
    return {
        "bundle": str(bundle.public_id),
        "petition": str(bundle.petition.public_id),
        "recipient": bundle.recipient,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "counts": bundle.numbers,
        "portions": [
            {"number": portion.number, "names": portion.names} for portion in bundle.portions.all()
        ],
        "files": list(files),
    }


def _zip(archive: Path, paths: Iterable[Path]) -> None:
    with ZipFile(archive, "w", compression=ZIP_DEFLATED, compresslevel=1) as packed:
        for path in paths:
            packed.write(path, path.name)


def _seal(archive: Path, age_recipient: str) -> Path:
    sealed = archive.with_name(archive.name + ".age")
    with archive.open("rb") as plain, sealed.open("wb") as file:
        encrypt_io(plain, file, [x25519.Recipient.from_str(age_recipient)])
    return sealed
