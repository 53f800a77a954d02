"""What did not arrive: reasons in words, their file, and what is tried again."""

import csv
from io import StringIO

import pytest

from outbox.broadcasts import Broadcast
from outbox.models import Message, State
from outbox.tallying import keep_count
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db


def page(broadcast: Broadcast, tail: str = "") -> str:
    return f"/admin/mail/{broadcast.pk}/{tail}"


def troubles(broadcast: Broadcast, **codes: int) -> None:
    """So many letters failed with these codes."""
    left = list(broadcast.messages.filter(state=State.QUEUED).order_by("pk"))
    for code, number in codes.items():
        for _ in range(number):
            facts = {"state": State.FAILED, "error_code": code.replace("_", "-")}
            Message.objects.filter(pk=left.pop().pk).update(**facts)
    keep_count(broadcast)


def test_what_failed_for_a_passing_reason_goes_again_and_nothing_else(staff, begun_with):
    broadcast = begun_with(7)
    troubles(broadcast, rcpt_550=2, timeout=1, **{"552": 1, "554": 2})
    browser = staff("Editors")
    assert "2 letters are tried again." in text_of(
        browser.post(page(broadcast, "retry/"), follow=True)
    )
    left = Message.objects.filter(state=State.FAILED).values_list("error_code", flat=True)
    assert sorted(left) == ["554", "554", "rcpt-550", "rcpt-550"]
    chosen = {"cause": ["unwanted", "mailbox"]}
    browser.post(page(broadcast, "retry/"), chosen)
    left = Message.objects.filter(state=State.FAILED).values_list("error_code", flat=True)
    assert set(left) == {"rcpt-550"}


def test_reasons_stand_in_words_and_can_be_filtered(staff, begun_with):
    broadcast = begun_with(4, spanish=1)
    troubles(broadcast, rcpt_550=1, timeout=2)
    browser = staff("Editors")
    shown = text_of(browser.get(page(broadcast)))
    assert "There is no such mailbox" in shown
    listed = text_of(browser.get(page(broadcast, "failures/?cause=mailbox")))
    table = listed[listed.index("<tbody>") :]
    assert table.count("<tr>") == 1
    assert "The mail server could not be reached" not in table
    assert "/admin/outbox/" not in table
    assert "Nothing here" in text_of(browser.get(page(broadcast, "failures/?cause=full")))


def test_the_file_of_reasons_holds_numbers_and_no_address(staff, begun_with):
    broadcast = begun_with(4, spanish=1)
    troubles(broadcast, rcpt_550=2, timeout=1)
    answer = staff("Editors").get(page(broadcast, "failures.csv"))
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Reason", "Codes", "English", "Spanish", "All"]
    assert rows[1] == ["There is no such mailbox", "rcpt-550 (2)", "2", "0", "2"]
    assert "@" not in answer.content.decode()
