"""What is kept of somebody who waits: sealed, once, and not to be tied to anything else."""

import threading

import pytest
import time_machine
from django.db import connection

from alerts.asking import MOST_A_DAY, ask
from alerts.models import Waiting
from alerts.sweeping import sweep
from cms.demand import demand_for
from tests import making
from tests.sweeping import DOMAIN, STEM, address, database, traces
from vault.sealing import CannotUnseal

pytestmark = pytest.mark.django_db


def test_no_column_holds_the_address(wait):
    wait(address(1))
    assert traces(database()) == []
    row = Waiting.objects.get()
    assert row.address() == address(1)
    assert traces(f"{row} {row!r}".encode()) == []


def test_the_search_would_find_an_address_in_plain(wait):
    wait(address(1))
    Waiting.objects.update(sealed_address=address(1).encode())
    assert traces(database()) == [STEM, DOMAIN]


def test_a_sealed_address_moved_to_another_row_does_not_open(wait):
    wait("ana@example.org", "eva@example.org")
    ana, eva = Waiting.objects.order_by("pk")
    eva.sealed_address = ana.sealed_address
    with pytest.raises(CannotUnseal):
        eva.address()


def test_an_address_waits_once_for_a_version_however_it_is_spelled(wait):
    wait("ana.luz@gmail.com", "Ana.Luz@gmail.com", "analuz+news@gmail.com")
    assert Waiting.objects.count() == 1


def test_both_languages_are_two_versions(english):
    for language in ("en", "es"):
        ask(english.translation_key, language=language, address="ana@example.org")
    assert Waiting.objects.count() == 2


def test_an_address_asks_for_a_few_versions_a_day(english):
    keys = [making.draft_post().translation_key for _number in range(MOST_A_DAY + 2)]
    with time_machine.travel("2026-03-05T12:00Z"):
        for key in keys:
            ask(key, language="es", address="ana@example.org")
            ask(key, language="es", address=f"eva-{key}@example.org")
        assert Waiting.objects.count() == MOST_A_DAY + len(keys)
    with time_machine.travel("2026-03-06T12:00Z"):
        ask(keys[-1], language="es", address="ana@example.org")
    assert Waiting.objects.count() == MOST_A_DAY + len(keys) + 1


def test_nothing_ties_together_what_one_address_waits_for(english):
    with time_machine.travel("2026-03-05T12:00Z"):
        for key in (english.translation_key, making.draft_post().translation_key):
            ask(key, language="es", address="ana@example.org")
        one, two = Waiting.objects.all()
        assert bytes(one.story_index) != bytes(two.story_index)
        sweep()
        assert Waiting.objects.exclude(day_index=None).count() == 2
    with time_machine.travel("2026-03-06T00:01Z"):
        sweep()
    assert Waiting.objects.filter(day_index=None).count() == 2


def test_demand_is_a_number_by_version(english, wait):
    other = making.draft_post().translation_key
    wait("ana@example.org", "eva@example.org")
    ask(other, language="en", address="ana@example.org")
    key = english.translation_key
    assert demand_for([key, other]) == {(key, "es"): 2, (other, "en"): 1}
    assert demand_for([other]) == {(other, "en"): 1}
    assert demand_for([]) == {}


def test_demand_takes_one_query_for_any_number_of_pairs(english, wait, django_assert_num_queries):
    wait("ana@example.org")
    keys = [english.translation_key, *(making.draft_post().translation_key for _n in range(5))]
    with django_assert_num_queries(1):
        demand_for(keys)


@pytest.mark.django_db(transaction=True)
def test_asked_for_by_many_at_the_same_moment_it_is_kept_once():
    key = making.go_live(making.draft_post()).translation_key
    start, errors = threading.Barrier(8), []

    def one() -> None:
        try:
            start.wait()
            ask(key, language="es", address="ana@example.org")
        except Exception as error:  # noqa: BLE001 - told to the test
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Waiting.objects.count() == 1
