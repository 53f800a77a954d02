"""Subscribing: once per mailbox, only by confirming, and never more mail than a person bears."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outbox.models import Message, State
from supporters.consents import Consent, ConsentText
from supporters.departures import departed_among
from supporters.indexing import index_of
from supporters.leaving import leave
from supporters.models import MAIL_REST, MOST_MAILS, Supporter
from supporters.preferring import Preferences, prefer
from supporters.subscribing import (
    ALREADY,
    CONFIRMATION,
    Wish,
    confirm,
    correct,
    find_subscriber,
    set_aside,
    subscribe,
)
from supporters.subscribing import confirm_token as token_of
from tests.campaigns.test_concurrency import at_once
from tests.supporters.mailbox import ANA, pending, subscribed
from vault.tokens import TokenUnknown

pytestmark = pytest.mark.django_db


def later(**span):
    return time_machine.travel(timezone.now() + timedelta(**span), tick=False)


def kinds() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def test_a_subscriber_counts_only_once_confirmed():
    supporter = pending()
    assert not Supporter.objects.confirmed().exists()
    assert [confirm(supporter), confirm(supporter)] == [True, False]
    assert Supporter.objects.reachable().get() == supporter
    assert kinds() == [CONFIRMATION]


def test_every_spelling_of_a_mailbox_is_one_row():
    for address in ("maria@gmail.com", "MARIA@gmail.com", "ma.ria@gmail.com", "maria+x@gmail.com"):
        subscribe(Wish(address, "en"))
    assert Supporter.objects.count() == Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_posts_of_one_address_at_once_are_one_row_and_one_mail():
    at_once(lambda _index: subscribe(Wish(ANA, "es")))
    assert Supporter.objects.count() == Message.objects.count() == Consent.objects.count() == 1
    supporter = Supporter.objects.get()
    assert sum(at_once(lambda _index: confirm(supporter))) == 1


def test_a_mailbox_gets_three_mails_ten_minutes_apart_then_silence():
    for minutes in range(0, 60, 5):
        with later(minutes=minutes):
            subscribe(Wish(ANA, "es"))
    assert kinds() == [CONFIRMATION] * MOST_MAILS


def test_a_known_address_is_told_that_it_is_subscribed_within_the_same_bounds():
    subscribed(language="es")
    for minutes in range(0, 120, 6):
        with later(minutes=minutes):
            subscribe(Wish(ANA, "en"))
    assert kinds() == [CONFIRMATION] + [ALREADY] * MOST_MAILS
    assert set(Message.objects.values_list("language", flat=True)) == {"es"}
    with later(days=MAIL_REST.days + 1):
        subscribe(Wish(ANA, "en"))
    assert kinds().count(ALREADY) == MOST_MAILS + 1


def test_who_gets_no_mail_costs_the_work_of_one_and_nothing_of_it_stays():
    """Else the time of an answer would tell; bin/prove faults shows how it compares."""

    def work() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            subscribe(Wish(ANA, "es"))
        words = [each["sql"].split()[0] for each in captured]
        return [word for word in words if word not in {"SAVEPOINT", "RELEASE", "ROLLBACK"}]

    subscribe(Wish(ANA, "es"))
    with later(minutes=11):
        mailed = work()
        before = (*Supporter.objects.values(), *Consent.objects.values(), *Message.objects.values())
        assert work() == mailed
    after = (*Supporter.objects.values(), *Consent.objects.values(), *Message.objects.values())
    assert after == before


def test_asking_again_changes_nothing_of_who_is_subscribed():
    supporter = subscribed()
    subscribe(Wish("ANA@example.org", "en"))
    again = Supporter.objects.get()
    assert (again.language, again.address(), again.nonce) == ("es", ANA, supporter.nonce)
    assert Consent.objects.count() == 1


def test_a_consent_keeps_the_words_that_were_shown_in_their_language():
    pending("ana@example.org", "es")
    pending("eva@example.org", "es")
    pending("joe@example.org", "en")
    texts = dict(ConsentText.objects.values_list("language", "text"))
    assert len(texts) == ConsentText.objects.count() == 2
    assert "cancelar con un clic" in texts["es"]
    assert "leave with one click" in texts["en"]
    assert set(Consent.objects.values_list("source", flat=True)) == {"form"}


def test_the_address_is_sealed_for_its_row_and_found_by_a_key_alone():
    ana, eva = pending("ana@example.org"), pending("eva@example.org")
    assert ANA.encode() not in bytes(ana.sealed_address) + bytes(ana.address_index)
    assert bytes(ana.address_index) == index_of("Ana@example.org")
    with pytest.raises(Exception, match="supporters.supporter"):
        Supporter(public_id=eva.public_id, sealed_address=ana.sealed_address).address()


def test_the_index_survives_a_new_house_key(settings):
    before = index_of(ANA)
    settings.FIELD_ENCRYPTION_KEYS = {"k9": b"n" * 32, **settings.FIELD_ENCRYPTION_KEYS}
    assert index_of(ANA) == before


def test_who_left_comes_back_only_by_confirming_anew():
    supporter = subscribed()
    prefer(supporter, Preferences("es", "weekly", "MA"))
    assert leave(supporter)
    subscribe(Wish(ANA, "en"))
    assert departed_among([ANA, "eva@example.org"]) == {ANA}
    assert not Supporter.objects.confirmed().exists()
    back = Supporter.objects.get(pk=supporter.pk)
    assert (back.left_on, back.language, back.rhythm, back.region) == (None, "en", "now", "")
    confirm(back)
    assert departed_among([ANA]) == set()


def test_a_row_set_aside_opens_by_nothing_that_was_mailed():
    made = subscribe(Wish(ANA, "es"))
    token = token_of(Supporter.objects.get())
    set_aside(made)
    with pytest.raises(TokenUnknown):
        find_subscriber(token)
    assert Message.objects.get().state == State.CANCELLED


def test_another_spelling_of_the_same_mailbox_is_no_slip():
    made = subscribe(Wish("ma.ria@gmail.com", "es"))
    token = token_of(Supporter.objects.get())
    again = correct(Wish("maria@gmail.com", "es"), made=made, instead_of="ma.ria@gmail.com")
    assert again == made
    assert find_subscriber(token).public_id == made
    correct(Wish("eva@example.org", "es"), made=again, instead_of="maria@gmail.com")
    with pytest.raises(TokenUnknown):
        find_subscriber(token)


def test_who_types_a_waiting_address_cannot_set_it_aside():
    supporter = pending()
    token = token_of(supporter)
    set_aside(subscribe(Wish(ANA, "es")))
    assert find_subscriber(token) == supporter


def test_subscribing_and_correcting_in_turns_floods_no_mailbox():
    for minutes in range(0, 120, 11):
        with later(minutes=minutes):
            set_aside(subscribe(Wish(ANA, "es")))
    assert kinds() == [CONFIRMATION] * MOST_MAILS


@pytest.mark.parametrize(
    "facts",
    [
        {"expires_on": None},
        {"left_on": timezone.now().date()},
        {"confirmed_on": timezone.now().date()},
        {"language": "fr"},
        {"rhythm": "hourly"},
    ],
)
def test_the_database_refuses_what_cannot_be(facts):
    supporter = pending()
    with pytest.raises(IntegrityError), transaction.atomic():
        Supporter.objects.filter(pk=supporter.pk).update(**facts)


def test_who_paused_is_not_reachable_before_that_day():
    supporter, today = subscribed(), timezone.now().date()
    for days, found in ((-1, True), (0, True), (1, False)):
        Supporter.objects.filter(pk=supporter.pk).update(paused_until=today + timedelta(days=days))
        assert Supporter.objects.reachable().exists() is found
        assert Supporter.objects.confirmed().exists()
