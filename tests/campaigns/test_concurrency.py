"""Promise 2 under real concurrency: many connections, one person."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from campaigns.counting import count
from campaigns.models import Petition, Signature
from campaigns.signing import confirm, sign
from outbox.models import Message
from tests.making import petition as make_petition
from tests.making import wish

TIMES = 20


def at_once(deed, times: int = TIMES) -> list:
    """Run a deed on that many connections, all starting at the same moment."""
    barrier = Barrier(times)

    def run(index: int):
        try:
            connection.ensure_connection()
            barrier.wait(timeout=90)
            return deed(index)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


@pytest.mark.django_db(transaction=True)
def test_twenty_signings_of_one_address_at_once_count_one():
    petition = make_petition()
    spellings = ["maria@gmail.com", "MARIA@gmail.com", "ma.ria@gmail.com", "maria+a@googlemail.com"]
    at_once(lambda index: sign(petition, wish(email=spellings[index % len(spellings)])))
    assert Signature.objects.count() == 1
    assert Message.objects.count() == 1
    confirm(Signature.objects.get())
    count()
    assert Petition.objects.get(pk=petition.pk).count == 1


@pytest.mark.django_db(transaction=True)
def test_a_household_at_once_are_the_two_who_fit():
    petition = make_petition()
    names = ["María Peña", "José Peña", "Luz Peña", "Sol Peña", "Paz Peña"]
    at_once(lambda index: sign(petition, wish(name=names[index % len(names)])))
    rows = Signature.objects.values_list("name_index", "email_slot")
    assert {slot for _name, slot in rows} == {1, 2}
    assert len({bytes(name) for name, _slot in rows}) == Message.objects.count() == 2


WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"
PATIENCE_SECONDS = 20


def somebody_waits() -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.02)
    return False


@pytest.mark.django_db(transaction=True)
def test_who_waited_for_another_of_their_address_sees_them_and_is_there_too():
    petition = make_petition()

    def follow() -> None:
        try:
            sign(petition, wish(name="José Peña"))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            sign(petition, wish(name="María Peña"))
            following = pool.submit(follow)
            assert somebody_waits()
        following.result(PATIENCE_SECONDS)
    assert sorted(Signature.objects.values_list("email_slot", flat=True)) == [1, 2]
    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_twenty_confirmations_at_once_count_one_and_two_counters_do_not_double():
    petition = make_petition()
    sign(petition, wish())
    signature = Signature.objects.get()
    assert sum(at_once(lambda _index: confirm(signature))) == 1
    at_once(lambda _index: count(), times=4)
    assert Petition.objects.get(pk=petition.pk).count == 1


@pytest.mark.django_db(transaction=True)
def test_counting_while_others_confirm_misses_nobody():
    petition = make_petition()
    for index in range(TIMES):
        sign(petition, wish(email=f"neighbor{index}@example.org", name=f"Neighbor {index}"))
    rows = list(Signature.objects.all())

    def confirm_and_count(index: int) -> None:
        confirm(rows[index])
        count()

    at_once(confirm_and_count)
    count()
    assert Petition.objects.get(pk=petition.pk).count == TIMES
