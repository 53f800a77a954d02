"""What mail to many says of its list, and mail to one person never does."""

import pytest
from django.utils.functional import lazy
from django.utils.translation import get_language

from outbox.draining import drain
from outbox.gathering import gather_all, start
from outbox.kinds import KINDS, Draft, Kind, register_broadcast
from outbox.models import Queue
from outbox.sending import send_due
from tests.outbox import circulars
from tests.outbox.circulars import KIND, readers

pytestmark = pytest.mark.django_db
MAILING = ("List-Id", "Feedback-ID", "Precedence", "List-Unsubscribe", "List-Unsubscribe-Post")


def sent(smtp_sink, settings, **facts) -> dict:
    """One mail by language, of a kind that tries to say it itself."""
    settings.BASE_URL = "https://news.example.org"

    def write(broadcast, language):
        return Draft("S", "T\n", headers=(("precedence", "list"), ("List-ID", "<x>")))

    with circulars.registered():
        register_broadcast(KIND, Kind(circulars.audience, write, circulars.opened, **facts))
        readers(2, spanish=1)
        broadcast = start(KIND, 1, languages=["en", "es"])
        gather_all(broadcast.pk)
        assert drain() == 2
    mails = [received.message for received in smtp_sink.received]
    return {mail["Content-Language"]: mail for mail in mails} | {"broadcast": broadcast}


def test_a_stream_and_a_language_are_a_list_with_a_name_to_read(smtp_sink, settings):
    names = {"en": 'News "of" today', "es": "Señales de hoy"}
    name = lazy(lambda: names[get_language()], str)()
    mails = sent(smtp_sink, settings, stream="daily_news", name=name)
    said = {language: mails[language]["List-Id"] for language in ("en", "es")}
    assert said["en"] == "\"News 'of' today\" <daily-news.en.news.example.org>"
    assert said["es"] == "Señales de hoy <daily-news.es.news.example.org>"


def test_complaints_can_be_told_apart_by_broadcast_stream_language_and_sender(smtp_sink, settings):
    mails = sent(smtp_sink, settings)
    number = mails["broadcast"].public_id.hex[:12]
    assert mails["es"]["Feedback-ID"] == f"{number}:circular:es:newsexampleorg"
    assert mails["es"].get_all("Precedence") == ["bulk"]
    assert mails["es"].get_all("List-Id") == ["<circular.es.news.example.org>"]
    assert mails["es"]["Auto-Submitted"] == "auto-generated"
    assert mails["es"]["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert KIND not in KINDS


def test_mail_to_one_person_belongs_to_no_list(smtp_sink, notes):
    notes(1)
    send_due(Queue.TX)
    [mail] = smtp_sink.received
    assert [name for name in MAILING if name in mail.message] == []
    assert mail.message["Auto-Submitted"] == "auto-generated"


def test_each_letter_of_a_broadcast_comes_back_to_an_address_of_its_own(smtp_sink, settings):
    settings.BOUNCE_ADDRESS = "back@bounces.example.org"
    sent(smtp_sink, settings)
    senders = {received.sender for received in smtp_sink.received}
    assert len(senders) == 2
    for received in smtp_sink.received:
        word = received.message["X-Delivery-Id"]
        assert received.sender == f"back+{word}@bounces.example.org"
