"""A newsroom whose mail and records are as they should be; each test spoils what it is about."""

import base64
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from outbox.inspecting.asking import Names, names_at
from tests.nameserver import NameServer, name_server

DOMAIN, MAIL, ADDRESS = "news.example", "mail.news.example", "203.0.113.7"
LEAST = 1_024
REVERSE = "7.113.0.203.in-addr.arpa"


def quoted(text: str) -> str:
    """As a zone file has it: pieces of at most 255."""
    return " ".join(f'"{text[start : start + 255]}"' for start in range(0, len(text), 255))


def key_record(bits: int) -> str:
    if bits < LEAST:  # no key that anybody would make today, but one that still stands somewhere
        key = rsa.RSAPublicNumbers(65_537, (1 << (bits - 1)) + 1).public_key()
    else:
        key = rsa.generate_private_key(public_exponent=65_537, key_size=bits).public_key()
    raw = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return quoted(f"v=DKIM1; k=rsa; p={base64.b64encode(raw).decode()}")


@pytest.fixture(scope="session")
def good_key() -> str:
    return key_record(2_048)


@pytest.fixture
def zone(settings, good_key) -> Iterator[NameServer]:
    settings.DEFAULT_FROM_EMAIL = f"News <hello@{DOMAIN}>"
    settings.BASE_URL = f"https://{DOMAIN}"
    settings.MAIL_SERVER = settings.MAIL_SERVER | {"host": MAIL}
    with name_server() as server:
        server.tell(DOMAIN, "TXT", quoted("v=spf1 a:mail.news.example ~all"))
        server.tell(f"main._domainkey.{DOMAIN}", "TXT", good_key)
        server.tell(
            f"_dmarc.{DOMAIN}", "TXT", quoted("v=DMARC1; p=quarantine; rua=mailto:x@news.example")
        )
        server.tell(DOMAIN, "MX", f"10 {MAIL}.")
        server.tell(MAIL, "A", ADDRESS)
        server.tell(REVERSE, "PTR", f"{MAIL}.")
        yield server


@pytest.fixture
def names(zone) -> Names:
    return names_at(zone.where)
