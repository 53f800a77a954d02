"""A code of six digits: its own row only, five times at most, however many try at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from supporters.codes import MOST_TRIES, CodeRefused, code_of, confirm_by_code
from supporters.models import Supporter
from tests.campaigns.test_concurrency import at_once
from tests.supporters.mailbox import ANA, pending, subscribed

pytestmark = pytest.mark.django_db


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


@pytest.mark.django_db(transaction=True)
def test_twenty_guesses_at_once_are_five():
    code = code_of(pending())

    def guess(_index: int) -> bool:
        try:
            confirm_by_code(ANA, other_than(code))
        except CodeRefused:
            return False
        return True

    assert not any(at_once(guess))
    assert Supporter.objects.get().code_tries == MOST_TRIES
    with pytest.raises(CodeRefused):
        confirm_by_code(ANA, code)


def test_the_code_of_another_row_confirms_nothing():
    mine, other = pending(), pending("eva@example.org")
    with pytest.raises(CodeRefused):
        confirm_by_code(ANA, code_of(other))
    assert confirm_by_code(ANA, code_of(mine))
    assert Supporter.objects.confirmed().get() == mine


def test_waiting_known_and_unknown_cost_the_same_statements():
    pending()
    subscribed("eva@example.org")
    counts = []
    for address in (ANA, "eva@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as asked, pytest.raises(CodeRefused):
            confirm_by_code(address, "x")
        counts.append(len(asked))
    assert counts == [3, 3, 3]  # with the switch, which a live process remembers
