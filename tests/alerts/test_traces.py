"""Promise 7 for those who wait: their addresses go every way there is and leave no trace."""

import pytest
from django.test import Client

from alerts.models import Waiting
from alerts.sweeping import sweep
from outbox.models import Message
from outbox.sending import send_due
from tests.sweeping import STEM, address, log, places, signer

__all__ = ["log"]
READERS = 12


def ask_badly(tell: str) -> None:
    reader: Client = signer(0)
    assert reader.post(tell, {"email": f"{STEM}@"}).status_code == 422
    assert reader.post(tell, {"email": f"{address(0)}\0"}).status_code == 422
    foreign = {"Origin": "https://x.example"}
    assert reader.post(tell, {"email": address(0)}, headers=foreign).status_code == 403


def fail_while_asking(tell: str, monkeypatch) -> None:
    """An accident whose message quotes the person."""

    def broken(translation_key, *, language, address) -> None:
        raise RuntimeError(address)

    with monkeypatch.context() as accident:
        accident.setattr("alerts.views.ask", broken)
        assert signer(1).post(tell, {"email": address(1)}).status_code == 500


@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
def test_readers_who_wait_leave_no_address_behind(tell, go_spanish, smtp_sink, log, monkeypatch):
    for number in range(READERS):
        assert signer(number).post(tell, {"email": address(number)}).status_code == 303
    ask_badly(tell)
    fail_while_asking(tell, monkeypatch)
    assert Waiting.objects.count() == READERS
    assert places(log) == {}
    smtp_sink.answer(f"550 no {address(3)} here", to=address(3))
    go_spanish()
    while send_due("tx"):
        pass
    assert len(smtp_sink.received) == READERS - 1
    assert "RuntimeError" in log.getvalue()
    assert places(log) == {}
    sweep()
    assert not Waiting.objects.exists()
    assert Message.objects.count() == READERS
