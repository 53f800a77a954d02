"""Log lines without people: no path (paths carry tokens), no text of an error (it may
quote a row).
"""

import logging
import traceback
from types import TracebackType


class QuietFormatter(logging.Formatter):
    """Says where and what kind, never what was in it."""

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        if request is not None:
            record.msg, record.args = "%s at %s", (record.levelname.lower(), route_of(request))
        return super().format(record)

    def formatException(
        self,
        error: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        kind, _value, trace = error
        frames = "".join(traceback.format_tb(trace))
        return f"{frames}{kind.__name__ if kind else ''}"


def route_of(request: object) -> str:
    """The pattern of the address, without what was in its place."""
    match = getattr(request, "resolver_match", None)
    return match.route if match else "an unknown address"
