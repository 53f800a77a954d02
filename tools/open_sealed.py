"""Opens the signatures of a sealed petition, on a machine that is offline. One file; it needs
Python 3.11 and pyrage (`pip install pyrage`), and nothing of Hub.

    python open_sealed.py key FILE             make a key: FILE keeps the identity, the public key
                                               is printed and goes into the petition
    python open_sealed.py answer FILE          read a challenge from standard input, answer it
    python open_sealed.py open FILE EXPORT     read the server's export, print a CSV
                                               (--agreed: only who agreed to be handed over, and
                                               only what a recipient was said to receive)

Several identities, one a line, may stand in FILE: what any of them opens is opened.
"""

import argparse
import base64
import binascii
import csv
import json
import os
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from pyrage import DecryptError, IdentityError, decrypt, x25519

COLUMNS = ("name", "email", "town", "county", "region", "language", "goes_to_target")
HANDED = ("name", "town", "county", "state")  # what signers were told that an office receives
KIND, VERSION = "sealed signatures", 1
# The rules of vault/cells.py, which this file may not import; a test holds them together.
STARTERS = ("=", "+", "@", "|", "%")
BREAKS = ("\t", "\r", "\n")
NAME_SIGNS = " .,'’ʻ-"


class Refused(Exception):
    """What a person must know and can mend; printed without a traceback."""


def make_key(path: Path) -> str:
    """Write a new identity, readable by its owner only; the public key. Raises Refused."""
    identity = x25519.Identity.generate()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{path} exists already; a key is never overwritten.") from None
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{identity}\n")
    return str(identity.to_public())


def read_identities(path: Path) -> list[x25519.Identity]:
    """Raises Refused."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
        kept = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        return [x25519.Identity.from_str(line) for line in kept]
    except (OSError, UnicodeDecodeError, IdentityError) as error:
        raise Refused(f"{path} holds no identity of age (AGE-SECRET-KEY-…).") from error


def open_blob(text: str, identities: list[x25519.Identity]) -> dict:
    """Raises Refused."""
    try:
        facts = json.loads(decrypt(base64.b64decode(text.strip(), validate=True), identities))
    except (binascii.Error, DecryptError, ValueError) as error:
        raise Refused("this key does not open it, or it was damaged.") from error
    return facts


def opened(export: TextIO, identities: list[x25519.Identity]) -> Iterator[dict]:
    """Each signature of an export. Raises Refused, naming the line."""
    try:
        head = json.loads(export.readline())
    except ValueError:
        head = {}
    if not isinstance(head, dict) or (head.get("kind"), head.get("version")) != (KIND, VERSION):
        raise Refused("this is no export of sealed signatures that this tool knows.")
    for number, line in enumerate(export, start=2):
        try:
            yield open_blob(line, identities)
        except Refused as error:
            raise Refused(f"line {number}: {error}") from error


def safe_cell(value: object) -> str:
    """With an apostrophe before what a spreadsheet would take for a formula."""
    text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return f"'{text}" if is_risky(text) else text


def is_risky(text: str) -> bool:
    """As a spreadsheet might read it: without what nobody sees, full-width signs made plain."""
    plain = unicodedata.normalize("NFKC", text)
    unseen = (mark.isspace() or unicodedata.category(mark) in {"Cf", "Cc"} for mark in plain)
    plain = plain[
        next((place for place, is_unseen in enumerate(unseen) if not is_unseen), len(plain)) :
    ]
    if text.startswith(BREAKS):
        return True
    return not is_name(plain[1:]) if plain.startswith("-") else plain.startswith(STARTERS)


def is_name(text: str) -> bool:
    return text[:1].isalpha() and all(
        mark.isalpha() or unicodedata.combining(mark) or mark in NAME_SIGNS for mark in text
    )


def write_csv(signatures: Iterator[dict], out: TextIO, *, agreed_only: bool) -> int:
    """Returns how many were written."""
    columns = HANDED if agreed_only else COLUMNS
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    number = 0
    for facts in signatures:
        if facts.get("goes_to_target") or not agreed_only:
            facts["state"] = facts.get("region", "").partition("-")[0]
            writer.writerow([safe_cell(facts.get(column, "")) for column in columns])
            number += 1
    return number


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Opens the signatures of a sealed petition.")
    deeds = parser.add_subparsers(dest="deed", required=True)
    for deed in ("key", "answer", "open"):
        deeds.add_parser(deed).add_argument("file", type=Path)
    opening = deeds.choices["open"]
    opening.add_argument("export", type=Path)
    opening.add_argument("--agreed", action="store_true")
    return parser.parse_args()


def run(asked: argparse.Namespace) -> None:
    """Raises Refused."""
    if asked.deed == "key":
        sys.stdout.write(f"{make_key(asked.file)}\n")
    elif asked.deed == "answer":
        facts = open_blob(sys.stdin.read(), read_identities(asked.file))
        sys.stdout.write(f"{facts['answer']}\n")
    else:
        identities = read_identities(asked.file)
        with asked.export.open(encoding="utf-8") as export:
            number = write_csv(opened(export, identities), sys.stdout, agreed_only=asked.agreed)
        sys.stderr.write(f"{number} signatures\n")


if __name__ == "__main__":
    try:
        run(arguments())
    except Refused as refused:
        sys.exit(f"Not done: {refused}")
