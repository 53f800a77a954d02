"""Promises of a list: each person once, nobody brought back, nothing kept that waits."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outbox.models import Message, Reason, Suppression
from outbox.suppressing import suppress, suppressed_among
from supporters.asking import ask_some
from supporters.bringing import AddressesMissing, bring_part, start, tend_lists
from supporters.brought_lists import BroughtList, ListPart
from supporters.days import today
from supporters.departures import departed_among
from supporters.erasing import erase
from supporters.judging import Fate
from supporters.leaving import leave
from supporters.models import Consent, Newcomer, Supporter
from supporters.planning import plan
from tests import making
from tests.supporters.lists import (
    ACTION_NETWORK,
    DOCUMENTED,
    MAILCHIMP,
    SUBSTACK,
    addresses,
    brought,
    people,
    taken_in,
    told,
)
from tests.supporters.mailbox import ANA, pending, subscribed
from vault.auditing import AuditEntry

pytestmark = pytest.mark.django_db


def test_a_documented_list_may_be_mailed_at_once_and_says_since_when_by_whom():
    topic = making.topic("Rent")
    made = taken_in(brought(ACTION_NETWORK, basis=DOCUMENTED))
    assert made.state == BroughtList.State.DONE
    assert told(made) == {"new": 2, "gone": 1, "bounced": 1, "both": 1}
    assert addresses(Supporter.objects.reachable()) == {ANA, "joe@example.org"}
    ana = Supporter.objects.get(language="es")
    assert (ana.region, ana.subscriptions.get().topic) == ("MA", topic.translation_key)
    consent = ana.consents.get()
    assert (consent.source, consent.given_on) == ("import", date(2021, 5, 4))
    assert consent.brought.source == "Action Network, Chelsea"
    assert departed_among(["eva@example.org", "leo@example.org"]) == {"eva@example.org"}
    assert not Message.objects.exists()


def test_without_proof_nobody_is_reachable_and_nothing_is_mailed_by_taking_in():
    made = taken_in(brought(ACTION_NETWORK))
    assert told(made) == {"asked": 2, "gone": 1, "bounced": 1, "both": 1}
    assert not Supporter.objects.exists()
    assert not Message.objects.exists()
    assert set(Newcomer.objects.values_list("language", flat=True)) == {"en", "es", ""}


def test_a_day_is_needed_for_mail_at_once_of_the_row_or_of_the_list():
    text = "email,language,consent date\na@example.org,en,31/12/20\nb@example.org,en,\n"
    assert plan(brought(text, basis=DOCUMENTED)).numbers == {Fate.ASKED: 2}
    day = {"given_on": date(2020, 1, 2), "basis": DOCUMENTED}
    assert plan(brought(text, **day)).numbers == {Fate.NEW: 2}
    tomorrow = f"email,language,consent date\na@example.org,en,{today() + timedelta(2)}\n"
    assert plan(brought(tomorrow, basis=DOCUMENTED)).numbers == {Fate.ASKED: 1}


def test_the_exports_of_three_tools_are_read_as_they_come():
    topic = making.topic("Housing")
    spanish = topic.copy_for_translation(making.locale("es"))
    spanish.name, spanish.slug = "Vivienda", "vivienda"
    spanish.save()
    making.go_live(spanish)
    made = taken_in(brought(MAILCHIMP, language="es", basis=DOCUMENTED))
    assert told(made) == {"new": 2, "unconfirmed": 1}
    said = Supporter.objects.order_by("pk").values_list("region", flat=True)
    assert list(said) == ["MA", "abroad"]
    assert Supporter.objects.first().subscriptions.get().topic == topic.translation_key
    days = Consent.objects.order_by("pk").values_list("given_on", flat=True)
    assert list(days) == [date(2021, 5, 4), date(2022, 1, 31)]
    assert plan(brought(SUBSTACK, language="en")).numbers == {Fate.HERE: 1, Fate.GONE: 1}


@pytest.fixture
def gone():
    """Who left, was erased, asked for silence, and did not answer a list."""
    leave(subscribed("left@example.org"))
    erase(subscribed("erased@example.org"))
    suppress("silent@example.org", Reason.REQUEST)
    rows = "left,es\nERASED,es\nsilent,es\nfresh,es\n".replace(",", "@example.org,")
    return f"email,language\n{rows}"


def test_nobody_who_left_was_erased_or_is_silent_is_brought_back(gone):
    made = brought(gone, basis=DOCUMENTED, given_on=date(2020, 1, 1))
    assert plan(made).numbers == {Fate.LEFT: 2, Fate.SILENT: 1, Fate.NEW: 1}
    taken_in(made)
    assert addresses(Supporter.objects.reachable()) == {"fresh@example.org"}
    assert not Newcomer.objects.exists()


def test_who_leaves_between_the_dry_run_and_the_row_is_not_brought_back():
    made = brought(f"email,language\n{ANA},es\nb@example.org,es\n", given_on=date(2020, 1, 1))
    BroughtList.objects.update(basis=DOCUMENTED)
    made.refresh_from_db()
    assert plan(made).numbers == {Fate.NEW: 2}
    supporter = subscribed(ANA)
    erase(supporter)
    suppress("b@example.org", Reason.COMPLAINT)
    taken_in(made)
    assert not Supporter.objects.exists()


def test_who_is_here_stays_as_they_are():
    subscribed(ANA, "en")
    pending("joe@example.org", "es")
    before = list(Supporter.objects.order_by("pk").values())
    made = brought(ACTION_NETWORK, basis=DOCUMENTED)
    assert plan(made).numbers[Fate.HERE] == plan(made).numbers[Fate.WAITS] == 1
    taken_in(made)
    assert list(Supporter.objects.order_by("pk").values()) == before


def test_a_row_that_unsubscribes_takes_out_whom_an_earlier_row_or_list_brought():
    taken_in(
        brought("email,language,consent date\neva@example.org,es,2020-01-01\n", basis=DOCUMENTED)
    )
    assert Supporter.objects.reachable().exists()
    text = f"{ACTION_NETWORK}x,y,ana@example.org,,,,,unsubscribed,,es\n"
    made = taken_in(brought(text, basis=DOCUMENTED))
    assert told(made)["gone"] == 2
    assert addresses() == {"joe@example.org"}


def test_duplicates_and_malformed_rows_are_told_by_their_line():
    text = f"email\n{ANA}\nANA@example.org\nana@\n=x()\n"
    made = plan(brought(text, language="es"))
    assert [(row.number, row.fate) for row in made.rows] == [
        (2, "asked"),
        (3, "twice"),
        (4, "malformed"),
        (5, "malformed"),
    ]
    assert [row.number for row in plan(brought(text), fate="malformed").rows] == [4, 5]


def test_a_list_is_taken_in_by_parts_resumes_and_twice_is_the_same():
    made = brought(people(1100), basis=DOCUMENTED)
    start(made, making.user("Campaigners"))
    assert bring_part(made.pk)
    made.refresh_from_db()
    assert (made.rows_done, Supporter.objects.count(), made.parts.count()) == (500, 500, 2)
    taken_in(made)
    assert Supporter.objects.count() == 1100
    again = taken_in(brought(people(1100), basis=DOCUMENTED))
    assert told(again) == {"here": 1100}
    assert Supporter.objects.count() == Consent.objects.count() == 1100


def test_a_part_costs_the_same_statements_whatever_its_size():
    counts = []
    for number in (3, 400):
        made = brought(people(number), basis=DOCUMENTED)
        start(made, making.user("Campaigners"))
        with CaptureQueriesContext(connection) as asked:
            bring_part(made.pk)
        counts.append(len(asked))
        Consent.objects.all().delete()
        Supporter.objects.all().delete()
    assert counts[0] == counts[1] < 25


def test_what_waits_is_sealed_and_goes_when_it_is_done():
    made = brought(ACTION_NETWORK)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(p::text || l::text, '') FROM supporters_listpart p, "
            "supporters_broughtlist l"
        )
        stored = cursor.fetchone()[0]
    for secret in ("Díaz", "ana@", "can2_user_tags", b"ana@".hex(), "Díaz".encode().hex()):
        assert secret not in stored
    taken_in(made)
    made.refresh_from_db()
    assert not ListPart.objects.exists()
    assert bytes(made.sealed_headings) == b""


def test_what_waits_for_a_day_is_destroyed():
    made = brought(ACTION_NETWORK)
    tend_lists()
    assert ListPart.objects.exists()
    BroughtList.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
    tend_lists()
    assert not ListPart.objects.exists()
    assert BroughtList.objects.get().state == BroughtList.State.LAPSED
    start(made, making.user("Campaigners"))
    assert not bring_part(made.pk)


def test_both_ways_are_logged_in_numbers_with_who_chose_them():
    by = making.user("Campaigners")
    for basis in (BroughtList.Basis.ASK, DOCUMENTED):
        taken_in(brought(people(1), by=by, basis=basis), by)
    started = AuditEntry.objects.filter(deed="list.started").order_by("pk")
    assert [entry.numbers["documented"] for entry in started] == [0, 1]
    assert {entry.actor for entry in started} == {by.pk}


def test_a_list_of_silence_leaves_digests_and_no_address():
    for holds in ("request", "bounce", "left"):
        text = f"email\n{holds}@example.org\n{holds.upper()}@example.org\nx\n"
        assert told(taken_in(brought(text, holds=holds))) == {
            "noted": 1,
            "twice": 1,
            "malformed": 1,
        }
    assert sorted(Suppression.objects.values_list("reason", flat=True)) == ["bounce", "request"]
    assert suppressed_among(["left@example.org"]) == set()
    assert departed_among(["left@example.org"]) == {"left@example.org"}
    assert not Supporter.objects.exists()
    assert not Newcomer.objects.exists()
    assert ask_some() == 0


def test_without_a_column_of_addresses_nothing_starts():
    with pytest.raises(AddressesMissing):
        start(brought("foo,bar\n1,2\n"), making.user("Campaigners"))
