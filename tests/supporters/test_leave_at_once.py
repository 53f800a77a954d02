"""Leaving by a mail program's button: a POST of a machine, answered with 200, good for years."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from outbox.models import Message
from supporters.addresses import ask_link_url, leave_at_once_url
from supporters.expiring import expire
from supporters.leave_at_once import leave_headers
from supporters.leaving import LEFT
from supporters.linking import leave_token
from supporters.models import Supporter
from tests.supporters.mailbox import subscribed

pytestmark = pytest.mark.django_db
SAID = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def machine() -> Client:
    """A mail provider's server: no cookie, no `Origin`, and Django's checks of forms in force."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def address() -> str:
    return leave_at_once_url(leave_token(subscribed()), "es")


@pytest.mark.parametrize(
    "encoding", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]
)
def test_one_post_leaves_and_says_so_without_leading_elsewhere(machine, address, encoding):
    body = b"List-Unsubscribe=One-Click"
    if encoding.startswith("multipart"):
        head = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
        body = head + b"One-Click\r\n--x--\r\n"
    response = machine.post(address, body, content_type=encoding)
    assert response.status_code == 200
    assert "Ya no" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert not machine.cookies
    assert Supporter.objects.get().left_on is not None


def test_again_and_when_the_row_is_gone_it_is_200_and_one_receipt(machine, address):
    answers = {machine.post(address, SAID).content for _ in range(3)}
    assert Message.objects.filter(kind=LEFT).count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        expire()
        assert not Supporter.objects.exists()
        answers.add(machine.post(address, SAID).content)
    assert len(answers) == 1


def test_opening_it_changes_nothing_and_opens_nobodys_choices(client, address):
    for method in (client.get, client.head):
        assert method(address).status_code == 303
    assert client.get(address).url == ask_link_url("es")
    assert Supporter.objects.get().is_confirmed


def test_a_forged_token_leaves_nobody(machine, address):
    other = address[:-6] + ("a" * 5 if not address.endswith("aaaaa/") else "b" * 5) + "/"
    assert machine.post(other, SAID).status_code == 404
    assert machine.post(leave_at_once_url("x", "es"), SAID).status_code == 404
    assert Supporter.objects.get().is_confirmed


def test_it_works_for_years_and_after_keys_were_renewed(machine, settings):
    first = dict(settings.FIELD_ENCRYPTION_KEYS)
    settings.FIELD_ENCRYPTION_KEYS = {"newer": b"n" * 32, **first}
    address = leave_at_once_url(leave_token(subscribed()), "en")
    settings.FIELD_ENCRYPTION_KEYS = {"newest": b"m" * 32, **first}
    with time_machine.travel(timezone.now() + timedelta(days=5 * 365)):
        assert machine.post(address, SAID).status_code == 200
    assert Supporter.objects.get().left_on is not None


def test_the_headers_say_how(settings):
    settings.BASE_URL = "https://news.example.org"
    headers = dict(leave_headers(subscribed()))
    assert headers["List-Unsubscribe"].startswith(
        "<https://news.example.org/es/suscribirse/un-clic/"
    )
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
