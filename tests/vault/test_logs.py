"""Promise 7 in the logs: where and what kind, never what was in it."""

import logging
import sys
from io import StringIO

import pytest
from django.test import Client

from vault.logs import QuietFormatter

SECRET = "maria@example.org"


def line_of(**facts) -> str:
    record = logging.LogRecord("hub", logging.ERROR, __file__, 1, "failed", (), None)
    record.__dict__.update(facts)
    return QuietFormatter("%(levelname)s %(message)s").format(record)


def test_a_traceback_names_the_error_and_not_what_it_said():
    try:
        raise ValueError(SECRET)
    except ValueError:
        said = line_of(exc_info=sys.exc_info())
    assert "ValueError" in said
    assert __file__ in said
    assert SECRET not in said


@pytest.fixture
def written():
    """What the handlers of the project's own settings write."""
    stream = StringIO()
    handlers = [
        each for each in logging.root.handlers if isinstance(each.formatter, QuietFormatter)
    ]
    assert handlers
    before = [handler.setStream(stream) for handler in handlers]
    yield stream
    for handler, old in zip(handlers, before, strict=True):
        handler.setStream(old)


@pytest.mark.urls("tests.vault.failing")
def test_a_failed_request_is_logged_by_its_route_only(written):
    browser = Client(raise_request_exception=False)
    answer = browser.get("/es/firmar/confirmar/a-secret-token/", {"email": SECRET})
    assert answer.status_code == 500
    line = written.getvalue()
    assert "es/firmar/confirmar/<str:token>/" in line
    assert "ValueError" in line
    assert "stumble" in line
    assert "a-secret-token" not in line
    assert SECRET not in line
