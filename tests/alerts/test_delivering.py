"""What is asked once more when letters leave: who may be written to, and who has signed."""

from datetime import date
from uuid import uuid4

import pytest

from alerts.alerts import Alert
from alerts.sending import QuestionRefused, hold
from campaigns.keys import index_of_address, open_keys
from campaigns.models import Petition
from campaigns.recognising import can_be_asked
from outbox.models import Message
from supporters.days import today
from supporters.leaving import leave as unsubscribe
from supporters.models import Supporter
from tests import making
from tests.alerts.mailing import (
    draft,
    english_alert,
    into_spanish,
    leave,
    sender,
    sent,
    states,
    supporter,
)
from tests.campaigns.signed_rows import signed_rows
from vault.keystore import keystore

pytestmark = pytest.mark.django_db


def signed(petition: Petition, address: str, **facts) -> None:
    index = index_of_address(open_keys(petition.public_id), address)
    [row] = signed_rows(petition, 1, **facts)
    type(row).objects.filter(pk=row.pk).update(email_index=index)


def test_who_left_or_paused_between_gathering_and_leaving_is_not_mailed(smtp_sink):
    gone, paused, slower, stays = (supporter() for _each in range(4))
    alert = sent(english_alert())
    unsubscribe(gone)
    Supporter.objects.filter(pk=paused.pk).update(paused_until=date(2999, 1, 1))
    Supporter.objects.filter(pk=slower.pk).update(rhythm="weekly")
    assert leave() == 1
    assert states(alert) == {
        gone.pk: "en cancelled",
        paused.pk: "en cancelled",
        slower.pk: "en cancelled",
        stays.pk: "en sent",
    }


def test_who_drops_a_topic_or_moves_while_it_waits_is_not_mailed(smtp_sink):
    wanted, other = uuid4(), uuid4()
    dropped, moved, all_topics, stays = (supporter(region="MA") for _each in range(4))
    for each in (dropped, moved, stays):
        each.subscriptions.create(topic=wanted)
    alert = sent(english_alert(), topics=[wanted], regions=["MA"])
    dropped.subscriptions.update(topic=other)
    Supporter.objects.filter(pk=moved.pk).update(region="CA")
    assert leave() == 2
    assert states(alert) == {
        dropped.pk: "en cancelled",
        moved.pk: "en cancelled",
        all_topics.pk: "en sent",
        stays.pk: "en sent",
    }


def test_who_has_signed_is_left_out_and_no_row_tells_it(smtp_sink):
    petition = making.petition()
    ana = supporter("en", address="ana@mail.example.org")
    ben = supporter("en", address="ben@mail.example.org")
    eve = supporter("en", address="eve@mail.example.org")
    signed(petition, "Ana@mail.example.org")
    signed(petition, "eve@mail.example.org", confirmed_at=None)
    gone = supporter("en")
    alert = sent(english_alert(), not_yet_signed=petition)
    unsubscribe(gone)
    assert Message.objects.filter(subject_id=ana.pk).exists()
    assert leave() == 2
    assert states(alert) == {ben.pk: "en sent", eve.pk: "en sent"}
    assert not Message.objects.filter(subject_id=ana.pk).exists()
    assert Alert.objects.get(pk=alert.pk).spared == 1


def test_a_hundred_letters_ask_one_question(smtp_sink, django_assert_max_num_queries):
    petition = making.petition()
    for _each in range(20):
        supporter()
    sent(english_alert(), not_yet_signed=petition)
    with django_assert_max_num_queries(85):  # twenty are marked one by one
        assert leave() == 20


def test_a_sealed_petition_is_never_asked(smtp_sink):
    supporter()
    petition = making.petition(exposure="sealed")
    with pytest.raises(QuestionRefused):
        hold(draft(english_alert(), not_yet_signed=petition), sender())


def test_without_the_petitions_key_nobody_is_mailed(smtp_sink):
    supporter()
    petition = making.petition()
    alert = sent(english_alert(), not_yet_signed=petition)
    keystore().destroy(f"petition-{petition.public_id}")
    assert not can_be_asked(petition)
    assert leave() == 0
    assert set(states(alert).values()) == {"en queued"}


def test_a_letter_says_how_to_leave_in_its_readers_language(smtp_sink, reader):
    page = english_alert()
    into_spanish(page)
    ana = supporter("es")
    sent(page)
    leave()
    [received] = smtp_sink.received
    mail = received.message
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip("<>")
    assert "/es/" in address
    assert "/es/" in mail.get_body(("plain",)).get_content()
    assert reader.post(address.removeprefix("http://testserver")).status_code == 200
    ana.refresh_from_db()
    assert ana.left_on == today()
