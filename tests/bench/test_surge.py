"""The benchmark of a surge notices who is lost, doubled, uncounted or written to twice; a small one
runs whole, with servers, a crowd and a worker that dies.
"""

import os
import subprocess
import sys

import psycopg
import pytest

from bench.asking import Person, Report
from bench.crowds import multiply
from bench.measuring import WrongAnswer
from bench.reckoning import Promised, reckon
from campaigns.models import Signature, SourceTally
from campaigns.signing import confirm, sign
from dev.bootstrap import ROOT
from dev.databases import copy_template, make_template
from outbox.models import Message
from tests import making

PEOPLE, PLANTED = range(1, 7), 20


def signed(petition) -> Promised:
    """All of them, twice, in two spellings; half of them confirmed."""
    for number in PEOPLE:
        for is_other_spelling in (False, True):
            typed = Person(number).form(is_other_spelling=is_other_spelling)
            sign(petition, making.wish(name=typed["name"], email=typed["email"]))
    rows = list(Signature.objects.pending().order_by("pk")[:3])
    for row in rows:
        confirm(row)
    return Promised(set(PEOPLE), set(PEOPLE), {row.pk for row in rows})


def lose(promised):
    promised.signed.add(99)


def conjure(promised):
    promised.signed.discard(1)
    promised.asked.discard(1)


def unconfirm(promised):
    Signature.objects.filter(pk__in=promised.confirmed).update(confirmed_at=None)


def miscount(_promised):
    SourceTally.objects.update(count=3)


def write_twice(_promised):
    message = Message.objects.first()
    Message.objects.create(kind=message.kind, subject_id=message.subject_id, language="en")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lose, "1 signatures are lost"),
        (conjure, "1 signatures nobody asked for"),
        (unconfirm, "are not confirmed"),
        (miscount, "SourceTally"),
        (write_twice, "no message, or two"),
    ],
)
def test_it_notices_each_broken_promise(petition, harm, told):
    multiply(petition, PLANTED)
    planted = Signature.objects.latest("pk").pk
    promised = signed(petition)
    reckon(petition, promised, planted=planted)
    harm(promised)
    with pytest.raises(WrongAnswer, match=told):
        reckon(petition, promised, planted=planted)


def test_a_crowd_that_is_multiplied_counts_and_has_no_double(petition):
    multiply(petition, PLANTED, source="CASE WHEN n > 15 THEN 'copy' ELSE '' END")
    rows = Signature.objects.counting().filter(petition=petition)
    assert rows.count() == PLANTED
    assert rows.values("email_index").distinct().count() == PLANTED
    assert rows.filter(source="copy").count() == PLANTED - 15


def test_who_was_asked_twice_is_one_accepted():
    report = Report(2.0, [("1", 303, 5.0), ("1", 303, 7.0), ("2", 0, 1.0), ("3", 303, 9.0)])
    assert report.names == {"1", "3"}
    assert report.rate == 1.0
    assert report.at(0.5) == 7.0
    assert report.at(0.99) == 9.0


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_small_surge_runs_whole():
    """Slow: three web servers start, each with two workers."""
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    try:
        copy_template("bench_surge", environ)
    except psycopg.errors.InvalidCatalogName:
        make_template(environ)
    command = [sys.executable, "-m", "bench", "surge", "--quick"]
    told = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    assert "none lost" in told.stdout
    assert "undone" in told.stdout
