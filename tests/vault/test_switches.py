"""Kill switches: felt everywhere within a second, noted for good, asked by the verbs."""

import time

import pytest
from django.db import connection

from hub import settings as live
from vault import switches
from vault.auditing import AuditEntry
from vault.switches import OffSwitch, Switch, SwitchedOff, check_on, is_on, switch_off, switch_on

pytestmark = pytest.mark.django_db


def test_a_switch_is_thrown_and_noted_once(django_capture_on_commit_callbacks):
    heard: list[Switch] = []
    switches.hear_switches(heard.append)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            assert switch_off(Switch.SIGNING, by=7)
            assert not switch_off(Switch.SIGNING, by=8)
        with pytest.raises(SwitchedOff):
            check_on(Switch.SIGNING)
        assert is_on(Switch.TIPS)
        with django_capture_on_commit_callbacks(execute=True):
            assert switch_on(Switch.SIGNING, by=8)
            assert not switch_on(Switch.SIGNING, by=8)
    finally:
        switches.LISTENERS.remove(heard.append)
    assert is_on(Switch.SIGNING)
    assert heard == [Switch.SIGNING] * 2
    noted = AuditEntry.objects.order_by("pk").values_list("deed", "subject", "actor")
    assert list(noted) == [("switch.off", 1, 7), ("switch.on", 1, 8)]


def test_all_mail_holds_mail_to_many():
    switch_off(Switch.MAIL)
    assert not is_on(Switch.BULK)
    switch_off(Switch.BULK)
    switch_on(Switch.MAIL)
    assert is_on(Switch.MAIL)
    assert not is_on(Switch.BULK)


def test_another_process_feels_it_within_a_second(settings):
    """Nothing tells this process: the row is written past the verb."""
    settings.SWITCH_SECONDS = 0.5
    assert is_on(Switch.TIPS)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO vault_offswitch (name, at) VALUES ('tips', now())")
    assert is_on(Switch.TIPS)  # it remembers
    pressed = time.monotonic()
    while is_on(Switch.TIPS):
        assert time.monotonic() < pressed + 1.0
        time.sleep(0.02)


def test_the_live_setting_keeps_that_second():
    assert live.SWITCH_SECONDS <= 0.5


def test_a_row_says_nothing_of_anybody():
    assert str(OffSwitch(name="tips", by=7)) == "switch tips"
