"""The journal of erasures: on the disk before the erasure commits, ids and digests only."""

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from vault import erasures
from vault.erasures import NotAKey, forget_old, note_erasure, read, reapplying, write_unwritten
from vault.reapplying import reapply, register_erasure
from vault.unwritten import UnwrittenErasure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.ERASURES_DIR = str(tmp_path / "erasures")
    return tmp_path / "erasures"


def kinds() -> list[str]:
    return [each.kind for each in read()]


def test_a_line_is_synced_before_the_transaction_commits(folder, monkeypatch):
    synced, sync = [], os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda descriptor: synced.append(descriptor) or sync(descriptor)
    )
    with transaction.atomic():
        note_erasure("tips.tip", ["ABCD2345"], way=2)
        assert len(synced) == 2  # the file, and the folder that is new
        (line,) = read()
        assert (line.kind, line.keys, line.numbers) == ("tips.tip", ("ABCD2345",), {"way": 2})
        transaction.set_rollback(True)
    assert kinds() == ["tips.tip"]
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("word", ["ana@example.org", "María Peña", "", "x" * 121])
def test_no_word_gets_in(word):
    with pytest.raises(NotAKey):
        note_erasure("tips.tip", [word])
    assert kinds() == []


def test_where_the_folder_is_away_the_line_waits_in_the_same_transaction(settings, folder):
    folder.parent.joinpath("file").touch()
    settings.ERASURES_DIR = str(folder.parent / "file" / "below")
    note_erasure("tips.tip", ["ABCD2345"])
    assert UnwrittenErasure.objects.count() == 1
    assert kinds() == ["tips.tip"]
    assert write_unwritten() == 0
    settings.ERASURES_DIR = str(folder)
    assert [write_unwritten(), write_unwritten()] == [1, 0]
    assert kinds() == ["tips.tip"]


def test_a_line_that_a_crash_cut_short_costs_no_other_one(folder):
    note_erasure("a.first", ["1"])
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes() + b'{"at":"2026-1')
    note_erasure("a.second", ["2"])
    assert kinds() == ["a.first", "a.second"]


def test_many_write_at_once_and_no_line_is_lost(folder):
    lines = [erasures.Erasure(timezone.now(), "a.b", (str(n),)) for n in range(80)]
    threads = [threading.Thread(target=erasures.write, args=([line],)) for line in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each.keys for each in read()} == {line.keys for line in lines}


def test_copies_are_one_journal_and_old_months_go(folder, tmp_path):
    with time_machine.travel(timezone.now() - timedelta(days=500), tick=False):
        note_erasure("a.old", ["1"])
    note_erasure("a.new", ["2"])
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in folder.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    forget_old()
    assert kinds() == ["a.new"]
    assert [each.kind for each in read(copy)] == ["a.old", "a.new"]


def test_each_deed_gets_its_own_kinds_in_their_order_and_is_not_noted_again():
    told = []

    def deed(lines):
        told.extend(line.kind for line in lines)
        note_erasure("tests.gone", ["3"])
        return len(lines)

    register_erasure(deed, "tests.gone", "tests.back")
    for kind in ("tests.gone", "other.kind", "tests.back", "tests.gone"):
        note_erasure(kind, ["1"])
    assert reapply(read())["tests.gone, tests.back"] == 3
    assert told == ["tests.gone", "tests.back", "tests.gone"]
    assert len(read()) == 4
    with reapplying():
        note_erasure("a.b", ["1"])
    assert len(read()) == 4
