"""Receipt codes: ten letters on paper that take a signature back, for who has no mailed link.

Random, shown once, and kept as a keyed tag only. Tries are bounded by the sender's network, as a
tag whose key dies within a day; no address is stored.
"""

import secrets

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from campaigns.models import Signature
from campaigns.withdrawing import take_back
from vault.indexing import blind_index
from vault.networks import network_tag
from vault.sealing import house_keys

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that reads like another: no 0 O, 1 I L
LENGTH = 10
MOST_TRIES = 10
TRIES_SECONDS = 3_600


class TooManyTries(Exception):
    """This network typed ten codes within an hour."""


def new_code() -> str:
    """About 49 bits; shown as two groups of five."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spaced(code: str) -> str:
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


def tag_of(code: str) -> bytes:
    """By the current house key."""
    return blind_index(next(iter(house_keys().values())), "receipt", code)


def clean_code(typed: str) -> str:
    """As it was printed, however it was typed: small letters, spaces, dashes."""
    return "".join(mark for mark in typed.upper() if mark.isascii() and mark.isalnum())


def withdraw_by_code(typed: str) -> None:
    """Take the signature of this code back. Nothing tells whether there was one."""
    code = clean_code(typed)
    tags = [blind_index(key, "receipt", code) for key in house_keys().values()]
    for signature in Signature.objects.filter(receipt_tag__in=tags):
        with transaction.atomic():
            take_back(signature)


def count_try(request: HttpRequest) -> None:
    """Raises TooManyTries, and redis.exceptions.RedisError where nothing can be counted."""
    tag, day = network_tag(request)
    name = f"receipt-tries-{day}-{tag.hex()}"
    cache.add(name, 0, timeout=TRIES_SECONDS)
    if cache.incr(name) > MOST_TRIES:
        raise TooManyTries
