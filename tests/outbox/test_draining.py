"""A broadcast reaches each of its readers once, in their language, as long as it may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outbox.broadcasts import Broadcast, BroadcastState
from outbox.draining import drain
from outbox.finishing import finish, forget, tally_of
from outbox.gathering import gather, gather_all, start
from outbox.models import Message, Reason, State
from outbox.steering import (
    NotPossible,
    cancel,
    open_languages,
    pause,
    renew,
    resume,
    send_unknown,
)
from outbox.suppressing import suppress
from outbox.sweeping import sweep
from tests.outbox import circulars
from tests.outbox.circulars import KIND, address, readers

pytestmark = pytest.mark.django_db
BOTH = ("en", "es")


@pytest.fixture(autouse=True)
def _circulars():
    with circulars.registered():
        yield


def begun(subject: int = 1, *, languages=BOTH, **facts) -> Broadcast:
    broadcast = start(KIND, subject, languages=languages, **facts)
    gather_all(broadcast.pk)
    broadcast.refresh_from_db()
    return broadcast


def test_everybody_gets_it_once_in_their_language(smtp_sink):
    people = readers(7, spanish=3)
    broadcast = begun()
    assert drain() == 7
    assert sorted(smtp_sink.addresses) == sorted(map(address, people))
    said = {mail.to: mail.message["Subject"] for mail in smtp_sink.received}
    assert [said[address(pk)] for pk in people] == ["La respuesta 1"] * 3 + ["The answer 1"] * 4
    finish()
    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.DONE
    assert broadcast.tally == {"en": {"sent": 4}, "es": {"sent": 3}}


def test_a_letter_is_filled_for_its_reader_alone(smtp_sink, settings):
    settings.BASE_URL = "https://news.example.org"
    [pk] = readers(1)
    begun()
    drain()
    [received], message = smtp_sink.received, Message.objects.get()
    mail = received.message
    assert mail["To"] == address(pk)
    assert mail["Message-ID"] == f"<{message.public_id}@news.example.org>"
    assert mail["List-Unsubscribe"] == f"<https://example.org/u/{pk}>"
    assert mail["Date"].datetime - timezone.now() < timedelta(minutes=1)
    text = mail.get_body(("plain",)).get_content().splitlines()
    assert text == ["The answer, señora Peña & <b>", ".dot", f"https://example.org/u/{pk}"]
    assert "Peña &amp; &lt;b&gt;" in mail.get_body(("html",)).get_content()
    assert max(map(len, received.content.splitlines())) < 998
    assert b"hubslot" not in received.content


def test_gathering_again_and_asking_again_add_nobody(smtp_sink, monkeypatch):
    monkeypatch.setattr("outbox.gathering.SLICE", 2)
    people = readers(5)
    broadcast = begun()
    assert broadcast.gathered_to == people[-1]
    Broadcast.objects.update(state=BroadcastState.GATHERING, gathered_to=0)
    assert begun() == broadcast
    assert Message.objects.count() == 5


def test_nothing_leaves_before_all_are_gathered(smtp_sink, monkeypatch):
    monkeypatch.setattr("outbox.gathering.SLICE", 2)
    readers(5)
    broadcast = start(KIND, 1, languages=BOTH)
    assert gather(broadcast.pk)
    assert drain() == 0
    gather_all(broadcast.pk)
    assert drain() == 5


def test_a_held_language_waits_and_then_leaves_by_itself(smtp_sink):
    readers(5, spanish=2)
    broadcast = begun(languages=["en"])
    assert drain() == 3
    finish()
    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.SENDING
    open_languages(broadcast.pk, ["es"])
    assert drain() == 2


def test_a_language_without_a_text_waits_and_no_letter_is_lost(smtp_sink):
    readers(3, spanish=1)
    circulars.unwritten.add("es")
    begun()
    assert drain() == 2
    circulars.unwritten.clear()
    assert drain() == 1


def test_a_paused_broadcast_sends_nothing_until_it_is_resumed(smtp_sink):
    readers(3)
    broadcast = begun()
    pause(broadcast.pk)
    assert drain() == 0
    resume(broadcast.pk)
    assert drain() == 3
    with pytest.raises(NotPossible):
        resume(broadcast.pk)


def test_a_cancelled_broadcast_reaches_nobody_more_and_keeps_its_numbers(smtp_sink):
    readers(3, spanish=1)
    broadcast = begun(languages=["en"])
    assert drain() == 2
    cancel(broadcast.pk)
    with pytest.raises(NotPossible):
        open_languages(broadcast.pk, ["es"])
    assert drain() == 0
    finish()
    broadcast.refresh_from_db()
    assert broadcast.tally == {"en": {"sent": 2}, "es": {"cancelled": 1}}


def test_who_has_not_got_it_gets_the_mended_text(smtp_sink):
    readers(2, spanish=1)
    broadcast = begun(languages=["en"])
    drain()
    renew(broadcast.pk)
    open_languages(broadcast.pk, ["es"])
    drain()
    assert [mail.message["Subject"] for mail in smtp_sink.received] == [
        "The answer 1",
        "La respuesta 2",
    ]
    versions = Message.objects.order_by("language").values_list("language", "version")
    assert list(versions) == [("en", 1), ("es", 2)]


def test_nobody_is_written_to_who_asked_for_silence_or_is_gone(smtp_sink):
    people = readers(3)
    begun()
    suppress(address(people[0]), Reason.REQUEST)
    circulars.User.objects.filter(pk=people[1]).delete()
    assert drain() == 1
    states = Message.objects.order_by("subject_id").values_list("state", flat=True)
    assert list(states) == [State.SUPPRESSED, State.CANCELLED, State.SENT]


def test_what_is_unknown_goes_again_by_hand_under_the_same_id(smtp_sink, expire):
    readers(2)
    broadcast = begun()
    smtp_sink.drop()
    drain()
    assert set(Message.objects.values_list("state", flat=True)) == {State.UNKNOWN}
    finish()
    broadcast.refresh_from_db()
    assert (broadcast.state, tally_of(broadcast)) == ("done", {"en": {"unknown": 2}})
    smtp_sink.obey()
    assert drain() == 0
    assert send_unknown(broadcast.pk) == 2
    assert drain() == 2
    assert len(smtp_sink.ids) == 4
    assert len(set(smtp_sink.ids)) == 2


def test_two_broadcasts_take_turns(smtp_sink, monkeypatch, settings):
    settings.MAIL_CONNECTIONS = 1
    monkeypatch.setattr("outbox.draining.CHUNK", 1)
    readers(3)
    begun(1)
    begun(2)
    assert drain() == 6
    kept = Message.objects.order_by("sent_at").values_list("broadcast__subject_id", flat=True)
    assert list(kept)[:2] in ([1, 2], [2, 1])


def test_a_sweep_goes_on_with_what_a_dead_worker_left(smtp_sink, expire, monkeypatch):
    rung = []
    monkeypatch.setattr("outbox.sweeping.ring", lambda *said: rung.append(said))
    readers(2)
    broadcast = start(KIND, 1, languages=BOTH)
    sweep()
    assert rung == [("outbox.gather", broadcast.pk)]


def test_the_rows_of_an_old_broadcast_go_and_its_numbers_stay(smtp_sink):
    readers(2)
    broadcast = begun()
    drain()
    finish()
    Broadcast.objects.update(finished_at=timezone.now() - timedelta(days=31))
    assert forget() == 2
    broadcast.refresh_from_db()
    assert tally_of(broadcast) == {"en": {"sent": 2}}


def test_several_connections_carry_a_broadcast_and_nobody_gets_two(smtp_sink, settings):
    settings.MAIL_CONNECTIONS, settings.MAIL_TIMEOUT = 4, 20
    readers(450)
    begun()
    assert drain() == 450
    assert len(set(smtp_sink.addresses)) == 450
    assert 2 <= smtp_sink.connections <= 4


def test_one_reader_who_cannot_be_opened_holds_up_nobody(smtp_sink, monkeypatch):
    people = readers(3)
    opened = circulars.opened

    def failing(messages):
        if people[1] in [message.subject_id for message in messages]:
            raise RuntimeError
        return opened(messages)

    kind = circulars.Kind(circulars.audience, circulars.write, failing)
    monkeypatch.setitem(circulars.kinds.KINDS, KIND, kind)
    begun()
    assert drain() == 2
    waiting = Message.objects.get(subject_id=people[1])
    assert (waiting.state, waiting.error_code) == (State.DEFERRED, "opener")
