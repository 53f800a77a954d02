"""What becomes of mail to many is acted on: a provider's one POST, a complaint, a dead mailbox."""

import re
from collections.abc import Iterator
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from outbox import kinds
from outbox.counting import results_of
from outbox.draining import drain
from outbox.gathering import gather_all, start
from outbox.hearing import hear
from outbox.kinds import Draft, Kind, Recipient, register_broadcast
from outbox.models import Broadcast, Message, Reason, State, Suppression
from outbox.returning import reports_in
from outbox.suppressing import suppress, suppressed_among
from supporters.departures import departed_among
from supporters.leave_at_once import leave_slots, leave_values
from supporters.leaving import LEFT
from supporters.models import Supporter
from supporters.returning import heed, write_again
from supporters.subscribing import Wish, confirm, subscribe
from tests.outbox import returned
from tests.supporters.mailbox import ANA, mailed, subscribed

pytestmark = pytest.mark.django_db
KIND = "tests.alert"


def write(broadcast: Broadcast, language: str) -> Draft:
    return Draft("Aviso", "Texto\n", headers=leave_slots())


def opened(messages: list[Message]) -> dict[int, Recipient]:
    rows = Supporter.objects.in_bulk([message.subject_id for message in messages])
    broadcast = messages[0].broadcast.public_id
    return {
        message.pk: Recipient(row.address(), leave_values(row, broadcast))
        for message in messages
        if (row := rows.get(message.subject_id))
    }


@pytest.fixture(autouse=True)
def _alerts(settings) -> Iterator[None]:
    settings.BOUNCE_ADDRESS = returned.BOUNCE
    readers = Supporter.objects.reachable
    register_broadcast(KIND, Kind(lambda _broadcast: readers(), write, opened, heed=heed))
    yield
    del kinds.KINDS[KIND]


def alert(number: int = 1) -> Broadcast:
    broadcast = start(KIND, number, languages=["en", "es"])
    gather_all(broadcast.pk)
    drain()
    return broadcast


def provider(letter) -> int:
    """Reads the header as RFC 8058 says, and POSTs once, from a server that knows no cookie."""
    mail = letter.message
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    [address] = re.findall(r"<(http[^>]+)>", mail["List-Unsubscribe"])
    parts = urlsplit(address)
    machine = Client(enforce_csrf_checks=True)
    body = {"List-Unsubscribe": "One-Click"}
    response = machine.post(f"{parts.path}?{parts.query}", body, secure=parts.scheme == "https")
    return response.status_code


def test_what_a_provider_does_with_the_header_of_a_real_mail_leaves(smtp_sink):
    supporter = subscribed()
    broadcast = alert()
    [letter] = smtp_sink.received
    assert [provider(letter), provider(letter)] == [200, 200]
    supporter.refresh_from_db()
    assert supporter.left_on is not None
    assert results_of(broadcast)["es"]["left"] == 1
    assert Message.objects.filter(kind=LEFT).count() == 1


def test_each_reader_leaves_alone(smtp_sink):
    subscribed(), subscribed("bea@example.org", "en")
    alert()
    letter = next(each for each in smtp_sink.received if each.to == ANA)
    assert provider(letter) == 200
    assert Supporter.objects.reachable().get().address() == "bea@example.org"


def test_who_complains_has_left_and_gets_no_more_word_of_us(smtp_sink):
    subscribed()
    broadcast = alert()
    for _ in range(2):
        for report in reports_in(returned.complaint(smtp_sink.received[0])):
            hear(report)
    assert Supporter.objects.get().left_on is not None
    assert departed_among([ANA]) == suppressed_among([ANA]) == {ANA}
    assert results_of(broadcast)["es"]["complained"] == 1
    assert len(mailed(smtp_sink)) == 1


def test_whose_mailbox_is_gone_is_no_reader_of_the_next_one(smtp_sink):
    subscribed(), subscribed("bea@example.org", "en")
    broadcast = alert()
    [letter] = [each for each in smtp_sink.received if each.to == ANA]
    [report] = reports_in(returned.dsn(letter))
    hear(report)
    assert results_of(broadcast)["es"] == {
        "accepted": 1,
        "bounced": 1,
        "complained": 0,
        "left": 0,
    }
    second = alert(2)
    assert [message.language for message in second.messages.all()] == ["en"]


def test_who_is_spared_at_the_claim_is_not_gathered_again(smtp_sink):
    """The outbox's index and ours cannot be laid side by side: only an open address tells."""
    subscribed()
    suppress(ANA, Reason.BOUNCE)
    first = alert()
    assert first.messages.get().state == State.SUPPRESSED
    assert alert(2).messages.count() == 0
    assert write_again(ANA)
    assert alert(3).messages.get().state == State.SENT


def test_an_address_that_was_refused_three_times_is_let_be(smtp_sink):
    subscribed()
    smtp_sink.answer("550 no such user", at="RCPT")
    for number in (1, 2, 3):
        assert alert(number).messages.get().state == State.FAILED
    assert alert(4).messages.count() == 0
    assert suppressed_among([ANA]) == {ANA}


def test_a_silence_outlives_whoever_is_erased_and_comes_back(smtp_sink):
    supporter = subscribed()
    alert()
    [report] = reports_in(returned.dsn(smtp_sink.received[0]))
    hear(report)
    Supporter.objects.filter(pk=supporter.pk).delete()
    subscribe(Wish(ANA, "es"))
    confirm(Supporter.objects.get())
    assert alert(2).messages.get().state == State.SUPPRESSED
    assert len(smtp_sink.received) == 1


def test_no_index_of_the_outbox_is_found_among_ours(smtp_sink):
    supporter = subscribed()
    suppress(ANA, Reason.COMPLAINT)
    assert bytes(Suppression.objects.get().address_index) != bytes(supporter.address_index)


def test_whoever_keeps_the_servers_lets_a_silenced_address_be_written_to_again(monkeypatch, capsys):
    suppress("maria@example.org", Reason.BOUNCE)
    monkeypatch.setattr("sys.stdin", StringIO("Maria@example.org\n"))
    call_command("write_again")
    assert suppressed_among(["maria@example.org"]) == set()
    assert "maria" not in capsys.readouterr().out.lower()
    monkeypatch.setattr("sys.stdin", StringIO("maria@example.org\n"))
    with pytest.raises(CommandError):
        call_command("write_again")
