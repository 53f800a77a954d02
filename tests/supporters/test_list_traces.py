"""Promise 7 for those whom a list brought: their addresses go every way and leave no trace."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from outbox.models import Message
from outbox.sending import send_due
from supporters.asking import ask_some
from supporters.bringing import bring_part
from supporters.brought_lists import BroughtList
from supporters.models import Newcomer, Supporter
from tests.supporters.lists import rested
from tests.sweeping import STEM, address, log, name, places

__all__ = ["log"]
ROWS = "".join(f"{name(number)},{address(number)},es,2020-01-01\n" for number in range(6))
LIST = f"name,email,language,consent date\n{ROWS}{name(9)},{STEM}@,,\n"


def send(browser, content: str = LIST, holds: str = "people"):
    file = SimpleUploadedFile("list.csv", content.encode())
    facts = {"file": file, "source": "Mailchimp", "holds": holds}
    return browser.post("/admin/supporters/lists/upload/", facts)


def fail_while_uploading(browser, monkeypatch) -> None:
    """An accident whose message quotes the whole list."""

    def broken(table, **facts) -> None:
        raise RuntimeError(repr(table))

    browser.raise_request_exception = False
    with monkeypatch.context() as accident:
        accident.setattr("supporters.list_views.upload", broken)
        assert send(browser).status_code == 500


def take_in(browser, holds: str = "people", **read) -> BroughtList:
    assert send(browser, holds=holds).status_code == 302
    made = BroughtList.objects.latest("pk")
    path = f"/admin/supporters/lists/{made.pk}/"
    columns = {"column_email": "1", "column_language": "2", "column_date": "3"}
    browser.post(path, {"deed": "read", **columns, **read})
    assert STEM in browser.get(path).content.decode()
    assert STEM in b"".join(browser.post(path, {"deed": "refused"}).streaming_content).decode()
    browser.post(path, {"deed": "start"})
    while bring_part(made.pk):
        pass
    return made


@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
def test_a_list_leaves_no_address_behind(staff, smtp_sink, log, monkeypatch):
    browser = staff("Campaigners")
    fail_while_uploading(browser, monkeypatch)
    assert "RuntimeError" in log.getvalue()
    assert send(browser).status_code == 302
    assert places(log) == {}
    asked = take_in(browser, basis="ask")
    assert Newcomer.objects.count() == 6
    rested(asked)
    with time_machine.travel(timezone.now().replace(hour=17), tick=True):
        assert ask_some() == 6
        while send_due("tx"):
            pass
    assert Message.objects.filter(state="sent").count() == 6
    assert places(log) == {}
    Supporter.objects.all().delete()
    take_in(browser, basis="documented")
    assert Supporter.objects.reachable().count() == 6
    out = staff("Administrators").post("/admin/supporters/export/")
    assert STEM in b"".join(out.streaming_content).decode()
    take_in(browser, holds="request")
    assert places(log) == {}
