"""Answers: what only a person can tell, from the command line, the environment or a question."""

import os
import re
from dataclasses import dataclass, field

DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
CONTACT = re.compile(r"[^@\s'\"\\]+@[^@\s'\"\\]+\.[a-z]{2,63}")
# Taken from the environment of whoever installs, where they are set there.
TAKEN_OVER = (
    *("EMAIL_URL", "DEFAULT_FROM_EMAIL", "POSTAL_ADDRESS", "BACKUP_RECIPIENT", "TIME_ZONE"),
    *("BOUNCE_ADDRESS", "PING_URL"),
)


class Unusable(Exception):
    """An answer that cannot be used; its name."""


@dataclass(frozen=True)
class Answers:
    """`contact` is for the authority that makes the certificate; empty: it gets none."""

    domain: str = ""
    contact: str = ""
    wants_certificate: bool = True
    settings: dict[str, str] = field(default_factory=dict)


def checked(answers: Answers) -> Answers:
    """Raises Unusable."""
    if not DOMAIN.fullmatch(answers.domain):
        raise Unusable("--domain")
    if answers.contact and not CONTACT.fullmatch(answers.contact):
        raise Unusable("--contact")
    for name, value in answers.settings.items():
        if not is_plain(value):
            raise Unusable(name)
    return answers


def is_plain(value: str) -> bool:
    """On one line and without a single quote, in which it will stand."""
    return value.isprintable() and "'" not in value


def from_environment() -> dict[str, str]:
    return {name: os.environ[name] for name in TAKEN_OVER if os.environ.get(name)}
