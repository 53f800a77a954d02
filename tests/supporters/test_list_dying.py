"""kill -9 in the middle of a list: each person is there once, and the rest comes after."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from supporters.bringing import bring_part, start
from supporters.brought_lists import BroughtList
from supporters.models import Consent, Supporter
from tests import making
from tests.supporters.lists import DOCUMENTED, brought, people, told

pytestmark = pytest.mark.django_db(transaction=True)
ROWS, PART = 1_800, 500
WORKER = """
import sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from supporters.bringing import bring_part
print("ready", flush=True)
while bring_part(int(sys.argv[2])):
    print("part", flush=True)
"""


def bring_and_die(list_id: int, *, lines: int, later: float) -> None:
    """A worker of its own process, killed so many seconds after it said so many lines."""
    name = str(connection.settings_dict["NAME"])
    path = os.pathsep.join(filter(None, sys.path))
    words = [sys.executable, "-c", WORKER, name, str(list_id)]
    environment = os.environ | {"PYTHONPATH": path}
    worker = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE)
    for _line in range(lines):
        assert worker.stdout.readline()
    time.sleep(later)
    worker.kill()
    assert worker.wait(timeout=60) in {-signal.SIGKILL, 0}


@pytest.mark.slow
def test_killed_at_any_moment_nobody_is_lost_and_nobody_is_there_twice():
    """Boots Django twice in processes of their own: some seconds."""
    made = brought(people(ROWS), basis=DOCUMENTED)
    start(made, making.user("Campaigners"))
    for lines, later in ((1, 0.05), (2, 0.02)):
        bring_and_die(made.pk, lines=lines, later=later)
        made.refresh_from_db()
        waits = made.parts.count()
        assert Supporter.objects.count() == made.rows_done
        assert made.rows_done == min(ROWS, (4 - waits) * PART)
    while bring_part(made.pk):
        pass
    made.refresh_from_db()
    assert made.state == BroughtList.State.DONE
    assert told(made) == {"new": ROWS}
    assert Supporter.objects.count() == Consent.objects.count() == ROWS
