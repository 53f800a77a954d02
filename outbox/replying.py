"""Where answers to our mails go, one address for each language, and what is told to who answers.

Nobody reads them: an automatic answer says what to tap (outbox/answering.py).
"""

from collections.abc import Callable
from email.utils import parseaddr

from django.conf import settings

from vault.addresses import canonical_address

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
# By name: the address of the page, in a language, where one asks for the link by which one leaves.
WAYS_OUT: dict[str, Callable[[str], str]] = {}


def register_way_out(name: str, address: Callable[[str], str]) -> None:
    WAYS_OUT[name] = address


def reply_address(language: str) -> str:
    """The language's own, else the common one with the language after a plus; or empty."""
    own: str = settings.REPLY_TO_BY_LANGUAGE.get(language, "")
    if own or not settings.REPLY_TO:
        return own
    local, _, domain = settings.REPLY_TO.rpartition("@")
    return f"{local}+{language}@{domain}"


def reply_headers(language: str) -> dict[str, str]:
    address = reply_address(language)
    return {"Reply-To": address} if address else {}


def language_of(address: str) -> str | None:
    """The language whose mails are answered to this address; empty where it is that of several,
    None where it is none of ours.
    """
    said = _spelled(address)
    found = [code for code in LANGUAGES if said and said == _spelled(reply_address(code))]
    if len(found) == 1:
        return found[0]
    common = {_spelled(settings.REPLY_TO), _spelled(parseaddr(settings.DEFAULT_FROM_EMAIL)[1])}
    return "" if found or said in common - {""} else None


def is_ours(address: str) -> bool:
    return language_of(address) is not None or canonical_address(address) in {
        canonical_address(each) for each in (settings.REPLY_TO, *map(reply_address, LANGUAGES))
    }


def _spelled(address: str) -> str:
    """Not canonical: what follows the plus matters here."""
    return address.strip().casefold()
