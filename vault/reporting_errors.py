"""Reporting errors to a Sentry, if there is one: what broke, where, of what kind. Nobody in it.

A report is built anew from a short list of facts, so that what a later version of the library adds
stays here. No values, no local variables, no text of an error, no request but its route, no reader.
"""

from collections.abc import Mapping
from typing import Any

import sentry_sdk
from django.conf import settings
from sentry_sdk.integrations.atexit import AtexitIntegration
from sentry_sdk.integrations.dedupe import DedupeIntegration
from sentry_sdk.integrations.excepthook import ExcepthookIntegration
from sentry_sdk.integrations.logging import LoggingIntegration

from vault.logs import route_of
from vault.naming_requests import current_request

KEPT = ("event_id", "timestamp", "platform", "level", "logger", "release", "environment")
READERS_APPS = ("alerts", "campaigns", "news", "outbox", "supporters", "tips")
OUR_LOGGERS = (*READERS_APPS, "cms", "home", "hub", "users", "vault")
OF_FRAME = ("filename", "function", "module", "lineno", "in_app", "context_line")
Event = Mapping[str, Any]


def report_errors() -> None:
    """From now on what is logged as an error is reported; without SENTRY_DSN nothing is."""
    if not settings.SENTRY_DSN:
        return
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[
            AtexitIntegration(callback=lambda pending, timeout: None),
            DedupeIntegration(),
            ExcepthookIntegration(),
            LoggingIntegration(level=None, sentry_logs_level=None),
        ],
        before_send=told,
        before_send_transaction=lambda event, hint: None,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        server_name="hub",
        release=f"hub@{settings.HUB_VERSION}",
    )


def told(event: Any, hint: Mapping[str, Any]) -> Any:
    """What leaves this machine of an error."""
    report = {name: event[name] for name in KEPT if name in event}
    errors = (event.get("exception") or {}).get("values") or []
    if errors:
        report["exception"] = {"values": [_error(each) for each in errors]}
    record = hint.get("log_record")
    if words := _words(record):
        report["logentry"] = {"message": words}
    report["tags"] = {"request": current_request(), "route": _route(record)}
    return report


def _words(record: Any) -> str:
    """A sentence of our own, without what was put into it; a library may have done so itself."""
    is_ours = record is not None and record.name.partition(".")[0] in OUR_LOGGERS
    return record.msg if is_ours and isinstance(record.msg, str) else ""


def _error(error: Event) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames") or []
    return {
        "type": error.get("type"),
        "module": error.get("module"),
        "stacktrace": {"frames": [_frame(each) for each in frames]},
    }


def _frame(frame: Event) -> dict[str, Any]:
    return {name: frame[name] for name in OF_FRAME if name in frame}


def _route(record: object) -> str:
    request = getattr(record, "request", None)
    return route_of(request) if request is not None else ""
