"""An application that takes its time, for the tests of gunicorn's own behaviour."""

import time
from collections.abc import Callable
from typing import Any

from prometheus_client import generate_latest

from vault.metering import count_deed, of_web


def application(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    said = b"all of it"
    match environ["PATH_INFO"]:
        case "/slow":
            time.sleep(3)
        case "/broken":
            raise RuntimeError("zyxw-planted")
        case "/count":
            count_deed("sign", "es")
            time.sleep(0.05)  # so that the other process has some of them
        case "/numbers":
            said = generate_latest(of_web())
    start("200 OK", [("Content-Type", "text/plain")])
    return [said]
