"""Promise 7 in the logs: where and what kind, never what was in it."""

import logging
import sys

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
