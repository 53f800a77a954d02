"""Receipt codes: eight letters by which a sender and the newsroom mean the same tip.

Random: nothing of the tip is in them. Who knows one can open nothing with it.
"""

import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that reads like another: no 0 O, 1 I L
LENGTH = 8


def new_code() -> str:
    """About 39 bits; the database refuses a second one."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spaced(code: str) -> str:
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"
