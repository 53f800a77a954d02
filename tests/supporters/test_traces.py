"""Promise 7 for subscribers: their addresses go every way there is and leave no trace."""

import pytest

from outbox.models import Message, State
from outbox.sending import send_due
from supporters.models import Supporter
from tests.supporters.mailbox import SUBSCRIBE, link_in
from tests.sweeping import STEM, address, log, places, signer

__all__ = ["log"]
READERS = 12
DOOR = SUBSCRIBE["es"]


def subscribe_badly() -> None:
    reader = signer(0)
    for path in (DOOR, f"{DOOR}preferencias/"):
        assert reader.post(path, {"email": f"{STEM}@"}).status_code == 422
        assert reader.post(path, {"email": f"{address(0)}\0"}).status_code == 422
        foreign = {"Origin": "https://x.example"}
        assert reader.post(path, {"email": address(0)}, headers=foreign).status_code == 403
    corrected = reader.post(DOOR, {"email": address(0)}).url
    assert reader.post(corrected, {"email": address(READERS)}).status_code == 303
    assert reader.get(f"{DOOR}preferencias/{STEM}/?email={address(0)}").status_code == 404


def fail_while_subscribing(monkeypatch) -> None:
    """An accident whose message quotes the person."""

    def broken(wish) -> None:
        raise RuntimeError(repr(wish))

    with monkeypatch.context() as accident:
        accident.setattr("supporters.views.subscribe", broken)
        assert signer(1).post(DOOR, {"email": address(1)}).status_code == 500


def change_and_go(sink) -> None:
    """One confirms, changes, takes the data and leaves; another is erased."""
    for number, deed in ((2, "leave"), (5, "erase")):
        mail = next(each.message for each in sink.received if each.to == address(number))
        reader = signer(number)
        page = reader.post(link_in(mail), follow=True).content.decode()
        centre = page.partition(f'href="{DOOR}preferencias/')[2].partition('"')[0]
        path = f"{DOOR}preferencias/{centre}"
        wanted = {"deed": "save", "language": "es", "rhythm": "weekly", "region": "MA"}
        assert reader.post(path, wanted).status_code == 303
        assert address(number) in reader.post(path, {"deed": "download"}).content.decode()
        assert reader.post(path, {"deed": deed}).status_code == 303


@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
def test_subscribers_leave_no_address_behind(smtp_sink, log, monkeypatch):
    for number in range(READERS):
        assert signer(number).post(DOOR, {"email": address(number)}).status_code == 303
    subscribe_badly()
    fail_while_subscribing(monkeypatch)
    assert places(log) == {}
    smtp_sink.answer(f"550 no {address(3)} here", to=address(3))
    while send_due("tx"):
        pass
    change_and_go(smtp_sink)
    while send_due("tx"):
        pass
    assert "RuntimeError" in log.getvalue()
    assert Message.objects.filter(state=State.FAILED).count() == 1
    assert Supporter.objects.exists()
    assert places(log) == {}
