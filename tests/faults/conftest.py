"""What the tests of accidents share."""

from collections.abc import Iterator

import pytest

from tests.mailsink import MailSink, mail_sink


@pytest.fixture(scope="module")
def sink() -> Iterator[MailSink]:
    """A mail server that outlives the accidents of one module."""
    with mail_sink() as running:
        yield running
