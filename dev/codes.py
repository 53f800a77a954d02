"""The code that an app for one-time codes shows now (RFC 6238), from its secret alone."""

import base64
import hashlib
import hmac
import time

STEP, DIGITS = 30, 6  # seconds; of a code


def code_of(secret: str) -> str:
    step = (int(time.time()) // STEP).to_bytes(8)
    digest = hmac.digest(base64.b32decode(secret), step, hashlib.sha1)
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4]) & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"
