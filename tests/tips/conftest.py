"""A newsroom whose tip line is open and has a reader."""

import pytest

from tips.lines import TipLine


@pytest.fixture(autouse=True)
def _through_the_outbox(settings):
    """Mail is posted as it is in production."""
    settings.EMAIL_BACKEND = "outbox.backends.OutboxBackend"


@pytest.fixture
def desk(staff):
    """The signed-in browser of a tip reader; the line is open."""
    browser = staff("Tip readers", email="reader@example.org")
    line = TipLine(
        is_on=True,
        signal="@bahia.42",
        post="PO Box 1, Boston",
        in_person_en="Tuesdays, 4 to 6 p.m.",
        in_person_es="Martes, de 4 a 6 p. m.",
    )
    line.full_clean()
    line.save()
    return browser
