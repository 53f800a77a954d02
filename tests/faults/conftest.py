"""What the tests of accidents share."""

from collections.abc import Callable, Iterator

import pytest

from tests.mailsink import MailSink, mail_sink


@pytest.fixture(scope="module")
def sink() -> Iterator[MailSink]:
    """A mail server that outlives the accidents of one module."""
    with mail_sink() as running:
        yield running


@pytest.fixture
def prove(record_property) -> Callable[[str, str], None]:
    """`prove("a worker is killed", "1,200 signed, none lost")` is a line of docs/proof.md."""

    def note(accident: str, seen: str) -> None:
        record_property("accident", accident)
        record_property("seen", seen)

    return note
