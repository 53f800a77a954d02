"""An application that takes its time, for the tests of gunicorn's own behaviour."""

import time
from collections.abc import Callable
from typing import Any


def application(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    match environ["PATH_INFO"]:
        case "/slow":
            time.sleep(3)
        case "/broken":
            raise RuntimeError("zyxw-planted")
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"all of it"]
