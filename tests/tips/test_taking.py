"""A tip is stored once, sealed, by its day, and before anybody is told so."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, connections

from tips.erasing import erase_now, expire
from tips.models import Posted, Tip
from tips.taking import Wish, take
from vault.sealing import CannotUnseal

WISH = Wish("The inspector was paid on Fridays.", "en", "Signal: @maria.07")
NIGHT = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)
SENDER = """
import os, signal, sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.ALLOWED_HOSTS = ["*"]
django.setup()
from django.test import Client
answer = Client().post("/en/tips/", {"text": sys.argv[2]})
print(answer.status_code, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.django_db
def test_a_tip_is_sealed_each_field_for_itself():
    code = take(WISH)
    tip = Tip.objects.get(code=code)
    assert (tip.unsealed("text"), tip.unsealed("contact")) == (WISH.text, WISH.contact)
    tip.sealed_text = tip.sealed_contact
    with pytest.raises(CannotUnseal):
        tip.unsealed("text")
    assert WISH.text not in repr(WISH)


@pytest.mark.django_db
def test_a_tip_knows_the_day_it_came_and_no_moment():
    with time_machine.travel(NIGHT, tick=False):
        take(WISH)
    kinds = {field.get_internal_type() for field in Tip._meta.fields}
    assert "DateTimeField" not in kinds
    assert Tip.objects.get().received_on == NIGHT.date()


@pytest.mark.django_db
def test_the_same_words_within_the_hour_are_one_tip():
    with time_machine.travel(NIGHT, tick=False) as clock:
        first = take(WISH)
        clock.shift(timedelta(minutes=50))
        assert take(Wish(WISH.text, "es", WISH.contact)) == first
        assert take(Wish(WISH.text, "en", "another")) != first
        clock.shift(timedelta(minutes=11))
        assert take(WISH) != first
    assert Tip.objects.count() == 3


@pytest.mark.django_db
def test_what_makes_it_one_is_gone_soon_after():
    with time_machine.travel(NIGHT, tick=False) as clock:
        take(WISH)
        expire()
        assert Posted.objects.count() == 1
        clock.shift(timedelta(minutes=61))
        expire()
    assert Posted.objects.count() == 0
    assert Tip.objects.held().count() == 1


@pytest.mark.django_db
def test_words_sent_again_after_they_were_erased_are_stored_again(desk):
    erase_now(Tip.objects.get(code=take(WISH)).pk, by=desk.user)
    again = take(WISH)
    assert Tip.objects.held().get().code == again


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_tip():
    def click(_number: int) -> str:
        try:
            return take(WISH)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        codes = set(pool.map(click, range(8)))
    assert len(codes) == Tip.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_killed_after_the_answer_the_tip_is_there(desk):
    """Boots Django in a process of its own: some seconds."""
    path = os.pathsep.join(filter(None, sys.path))
    words = [sys.executable, "-c", SENDER, str(connection.settings_dict["NAME"]), "Before the kill"]
    sender = subprocess.run(
        words, env=os.environ | {"PYTHONPATH": path}, stdout=subprocess.PIPE, timeout=60
    )
    assert (sender.stdout.strip(), sender.returncode) == (b"303", -signal.SIGKILL)
    assert Tip.objects.get().unsealed("text") == "Before the kill"
