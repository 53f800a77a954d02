"""Checking DKIM: the key with which our mail is signed, and DMARC, which needs it."""

import base64
import binascii

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.utils.translation import gettext as _

from outbox.inspecting.asking import Names
from outbox.inspecting.findings import Finding, Mark

LEAST_BITS, GOOD_BITS = 1_024, 2_048
ED25519_BYTES = 32


def check_dkim(names: Names, domain: str, selectors: list[str]) -> list[Finding]:
    if not selectors:
        why = _(
            "Name the selector that your provider or mail server signs with, and it is looked at:"
            " --selector NAME."
        )
        return [Finding("DKIM", Mark.NOTE, why)]
    return [_of_selector(names, f"{selector}._domainkey.{domain}") for selector in selectors]


def _of_selector(names: Names, host: str) -> Finding:
    texts = [text for text in names.texts(host) if "p=" in text]
    if not texts:
        why = _("There is no key at %(host)s, so nobody can check our signature.")
        return Finding("DKIM", Mark.MISSING, why % {"host": host})
    said = tags_of(texts[0])
    if not said.get("p"):
        why = _("The key at %(host)s is empty: it was taken back.")
        return Finding("DKIM", Mark.WRONG, why % {"host": host})
    bits = _bits_of(said)
    known = {"host": host, "bits": bits}
    if not bits:
        why = _("What stands at %(host)s is no key; pasting may have broken it.")
        return Finding("DKIM", Mark.WRONG, why % known)
    if bits < LEAST_BITS:
        why = _("The key at %(host)s has %(bits)d bits; mail servers ignore such short ones.")
        return Finding("DKIM", Mark.WRONG, why % known)
    if bits < GOOD_BITS and said.get("k") != "ed25519":
        why = _("The key at %(host)s has %(bits)d bits. That is enough; 2048 are better.")
        return Finding("DKIM", Mark.RIGHT, why % known)
    why = _("There is a good key at %(host)s.")
    return Finding("DKIM", Mark.RIGHT, why % known)


def tags_of(text: str) -> dict[str, str]:
    """`k=rsa; p=…` as a dictionary."""
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): "".join(value.split()) for name, _mark, value in pairs}


def _bits_of(said: dict[str, str]) -> int:
    """How strong the key is, as an RSA key's length; 0 for what is no key."""
    try:
        raw = base64.b64decode(said["p"], validate=True)
        if said.get("k") == "ed25519" and len(raw) == ED25519_BYTES:
            Ed25519PublicKey.from_public_bytes(raw)
            return GOOD_BITS
        key = load_der_public_key(raw)
    except (ValueError, binascii.Error, UnsupportedAlgorithm):
        return 0
    return key.key_size if isinstance(key, RSAPublicKey) else 0


def check_dmarc(names: Names, domain: str) -> list[Finding]:
    """The record of the domain itself, or of one above it."""
    for above in _and_above(domain):
        texts = [text for text in names.texts(f"_dmarc.{above}") if text.startswith("v=DMARC1")]
        if len(texts) > 1:
            why = _("There are %(number)d records; with more than one, none of them counts.")
            return [Finding("DMARC", Mark.WRONG, why % {"number": len(texts)})]
        if texts:
            return _of_policy(tags_of(texts[0]), domain, above)
    why = _("There is none at _dmarc.%(domain)s. Large mail providers ask for it.")
    return [Finding("DMARC", Mark.MISSING, why % {"domain": domain})]


def _of_policy(said: dict[str, str], domain: str, above: str) -> list[Finding]:
    policy = said.get("p", "") if domain == above else said.get("sp", said.get("p", ""))
    if policy not in {"none", "quarantine", "reject"}:
        why = _("It says no policy: p=none, p=quarantine or p=reject is missing.")
        return [Finding("DMARC", Mark.WRONG, why)]
    found = [Finding("DMARC", Mark.RIGHT, _("The policy is %(policy)s.") % {"policy": policy})]
    if policy == "none":
        why = _("When reports show that all our mail is signed, p=quarantine protects the name.")
        found.append(Finding("DMARC", Mark.NOTE, why))
    if "rua" not in said:
        why = _("Nobody gets the reports: rua=mailto:… says who should.")
        found.append(Finding("DMARC", Mark.NOTE, why))
    return found


def check_alignment(domain: str, envelope: str, selectors: list[str]) -> Finding:
    """DMARC holds where the signature or the envelope is of the domain in `From`."""
    said = {"domain": domain, "envelope": envelope}
    if envelope and _organisation(envelope) == _organisation(domain):
        why = _("The envelope's domain %(envelope)s belongs to that of the sender, %(domain)s.")
        return Finding("DMARC", Mark.RIGHT, why % said)
    if selectors:
        why = _("The envelope is the provider's; what counts is the signature of %(domain)s.")
        return Finding("DMARC", Mark.NOTE, why % said)
    why = _(
        "The envelope is not of %(domain)s, so mail must be signed by %(domain)s: set up DKIM"
        " for it, and name its selector here."
    )
    return Finding("DMARC", Mark.WRONG, why % said)


def _and_above(domain: str) -> list[str]:
    labels = domain.split(".")
    return [".".join(labels[start:]) for start in range(max(1, len(labels) - 1))]


def _organisation(domain: str) -> str:
    """The last two labels; three where the last two are short, as in `org.mx` or `co.uk`."""
    labels = domain.lower().split(".")
    is_short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if is_short else labels[-2:])
