"""What lands in a subscriber's mailbox, read as they would."""

import html
import re

from outbox.sending import send_due
from supporters.models import Supporter
from supporters.subscribing import Wish, confirm, subscribe

ANA = "ana@example.org"
SUBSCRIBE = {"en": "/en/subscribe/", "es": "/es/suscribirse/"}


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def mailed(sink) -> list:
    """Send what is due and return every mail so far."""
    while send_due("tx"):
        pass
    return [received.message for received in sink.received]


def plain(message) -> str:
    return message.get_body(("plain",)).get_content()


def link_in(message, site: str = "http://testserver") -> str:
    return re.search(rf"{site}(/\S+)", plain(message))[1]


def pending(address: str = ANA, language: str = "es") -> Supporter:
    subscribe(Wish(address, language))
    return Supporter.objects.latest("pk")


def subscribed(address: str = ANA, language: str = "es") -> Supporter:
    supporter = pending(address, language)
    confirm(supporter)
    supporter.refresh_from_db()
    return supporter
