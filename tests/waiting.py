"""Waits for what another process does."""

import time


def eventually(condition, seconds: float = 15):
    """What the condition said once it was true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it never came true")
