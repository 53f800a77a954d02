"""A signer whose mail has arrived."""

import pytest

from outbox.sending import send_due
from tests.campaigns.reading import link_in
from tests.making import form


@pytest.fixture
def link(campaign, reader, smtp_sink):
    """The path in the confirmation mail of a Spanish signing."""
    reader.post(campaign["es"].sign_url(), form())
    send_due("tx")
    return link_in(smtp_sink)
