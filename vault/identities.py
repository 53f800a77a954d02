"""Keys of age: the public one that is in the settings, and the file with the other half."""

from pathlib import Path

from pyrage import IdentityError, RecipientError, x25519


class RecipientRefused(ValueError):
    """Not a public key of age (`age1…`)."""


class IdentityRefused(ValueError):
    """No file with an identity of age (`AGE-SECRET-KEY-1…`)."""


def recipient_of(text: str) -> x25519.Recipient:
    """Raises RecipientRefused."""
    try:
        return x25519.Recipient.from_str(text.strip())
    except RecipientError as error:
        raise RecipientRefused from error


def identity_in(path: Path) -> x25519.Identity:
    """From a file as age-keygen writes it. Raises IdentityRefused."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        found = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        return x25519.Identity.from_str(found[0])
    except (OSError, UnicodeDecodeError, IndexError, IdentityError) as error:
        raise IdentityRefused from error
