"""Log lines without people: no path (paths carry tokens), no text of an error (it may
quote a row).
"""

import copy
import json
import logging
import os
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from vault.naming_requests import current_request

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
log = logging.getLogger(__name__)
LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
# What libraries quote of an error or of a call: celery names these in each line about a task.
QUOTED = ("exc", "traceback", "args", "kwargs")


class QuietFormatter(logging.Formatter):
    """Says where and what kind, never what was in it."""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(quiet(record))

    def formatException(self, error: ExcInfo) -> str:
        kind, _value, trace = error
        frames = "".join(traceback.format_tb(trace))
        return f"{frames}{kind.__name__ if kind else ''}"


class JsonFormatter(QuietFormatter):
    """The same, a line of JSON each, with the word of its request."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": quiet(record).getMessage(),
        }
        if name := current_request():
            said["request"] = name
        if record.exc_info and record.exc_info[0]:
            kind, _value, trace = record.exc_info
            said["error"] = kind.__name__
            frames = traceback.extract_tb(trace)
            said["where"] = [f"{each.filename}:{each.lineno} {each.name}" for each in frames]
        return json.dumps(said, ensure_ascii=False)


def formatter() -> QuietFormatter:
    """As LOG_FORMAT says; for processes that have not read the settings."""
    if os.environ.get("LOG_FORMAT") == "json":
        return JsonFormatter()
    return QuietFormatter(LINE)


def quiet(record: logging.LogRecord) -> logging.LogRecord:
    """The same line without what it quotes; the record itself is others' to read."""
    hushed = copy.copy(record)
    request = getattr(record, "request", None)
    if request is not None:
        hushed.msg, hushed.args = "%s at %s", (record.levelname.lower(), route_of(request))
    elif isinstance(record.msg, BaseException):
        hushed.msg, hushed.args = type(record.msg).__name__, None
    elif isinstance(record.args, dict):
        kind = record.exc_info[0] if record.exc_info else None
        said = kind.__name__ if kind else ""
        hushed.args = record.args | {key: said for key in QUOTED if key in record.args}
    elif isinstance(record.args, tuple):
        hushed.args = tuple(map(_kind_of_errors, record.args))
    hushed.exc_text = None  # what another formatter may have left there
    return hushed


def route_of(request: object) -> str:
    """The pattern of the address, without what was in its place."""
    match = getattr(request, "resolver_match", None)
    return match.route if match else "an unknown address"


def hush_threads() -> None:
    """An error that ends a thread is a line like any other; Python would print its text."""
    threading.excepthook = _thread_ended


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        error = ended.exc_type, ended.exc_value, ended.exc_traceback
        log.error("a thread ended with an error", exc_info=error)


def _kind_of_errors(said: Any) -> Any:
    return type(said).__name__ if isinstance(said, BaseException) else said
