"""Signing in as people do: a name, a password, a code of the app."""

import re
import time

from users.codes import STEP, code_at, step_now

TYPING = 10  # seconds within which a code has come to the server
_used: dict[str, int] = {}  # the last step of each secret: a code is good once


def printed(stack, name: str) -> tuple[str, str]:
    """Password and secret of a demo log-in, as bin/run prints them."""
    log = (stack.data / "run.log").read_text()
    found = re.search(rf"{name}\s+{name}\s+(\w+)\s+([A-Z2-7]+)", log)
    return found[1], found[2]


def fresh_code(secret: str) -> str:
    oldest = int(time.time() + TYPING) // STEP - 1  # that is still good then
    step = max(oldest, _used.get(secret, 0) + 1)
    while step > step_now() + 1:
        time.sleep(STEP / 10)
    _used[secret] = step
    return code_at(secret, step)


def sign_in(page, name: str, password: str, secret: str) -> None:
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(fresh_code(secret))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/admin/")
