"""What the fault runs of signing do inside Hub, in the environment of the running stack:

python -m tests.faults.signing surge PORT SECONDS FIRST FILE   many sign; FILE has the answers,
                                                               FILE.begun is there from the start
python -m tests.faults.signing reckon FILE                     compares that with the rows
python -m tests.faults.signing left                            confirmations that are not sent yet
python -m tests.faults.signing migrate                         a column comes and goes
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from bench.asking import SIGNERS, TWICE, Person, Report, signing  # noqa: E402
from bench.measuring import WrongAnswer  # noqa: E402
from bench.reckoning import Promised, reckon  # noqa: E402
from campaigns.joining import CONFIRMATION  # noqa: E402
from campaigns.models import CampaignPage, Signature  # noqa: E402
from outbox.models import Message, State  # noqa: E402
from vault.migrating import patiently  # noqa: E402

SLUG = "comunidades-justas"
CONNECTIONS, PAUSE_SECONDS = 6, 0.15  # of each: an accident is to meet many, not the most
MOST_EACH_SECOND = 60


def page() -> CampaignPage:
    return CampaignPage.objects.select_related("petition").get(slug=SLUG)


def surge(port: str, seconds: str, first: str, file: str) -> object:
    """Persons numbered from `first` on; one of ten twice at the same moment, spelt differently."""
    planted = Signature.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    numbers = range(int(first), int(first) + round(float(seconds) * MOST_EACH_SECOND))
    asks = signing(page().sign_url(), map(Person, numbers), twice=TWICE)
    here = [
        [name, text.replace("Host: testserver", f"Host: localhost:{port}")] for name, text in asks
    ]
    job = {"port": int(port), "connections": CONNECTIONS, "pause": PAUSE_SECONDS}
    job |= {"seconds": float(seconds), "asks": here}
    command = [sys.executable, "-I", str(SIGNERS)]
    Path(f"{file}.begun").touch()
    done = subprocess.run(command, input=json.dumps(job).encode(), capture_output=True, check=True)
    told = json.loads(done.stdout) | {"planted": planted}
    Path(file).write_text(json.dumps(told))
    return Counter(str(status) for _name, status, _ms in told["answers"])


def reckoned(file: str) -> object:
    """How many were thanked; or the first promise that does not hold."""
    told = json.loads(Path(file).read_text())
    answers = [(name, status, ms) for name, status, ms in told["answers"]]
    promised = Promised()
    promised.note_signing(Report(told["seconds"], answers))
    try:
        reckon(page().petition, promised, planted=told["planted"])
    except WrongAnswer as wrong:
        return str(wrong)
    return len(promised.signed)


def left() -> object:
    return Message.objects.filter(kind=CONFIRMATION).exclude(state=State.SENT).count()


def migrate() -> object:
    """As `manage.py migrate` changes a table; returns how often it gave way to others."""
    told: list[int] = []
    for change in ("ADD COLUMN of_a_test integer NULL", "DROP COLUMN of_a_test"):
        patiently(lambda change=change: _alter(change), told=told.append)  # type: ignore[misc]
    return len(told)


def _alter(change: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE campaigns_signature {change}")


DEEDS: dict[str, Callable[..., object]] = {
    "surge": surge,
    "reckon": reckoned,
    "left": left,
    "migrate": migrate,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(DEEDS[sys.argv[1]](*sys.argv[2:])))
