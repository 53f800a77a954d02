"""What the fault run of a broadcast does inside Hub, in the environment of the running stack:

python -m tests.faults.broadcasting start 1200    an alert leaves to so many, half in Spanish
python -m tests.faults.broadcasting told          its state, and that of each message, as JSON
python -m tests.faults.broadcasting again         send what is unknown once more
"""

import json
import sys
from collections.abc import Callable

import django

django.setup()

from django.utils import timezone  # noqa: E402

from alerts import sending  # noqa: E402
from alerts.alerts import Alert  # noqa: E402
from outbox.broadcasts import Broadcast  # noqa: E402
from outbox.models import Message  # noqa: E402
from outbox.steering import send_unknown  # noqa: E402
from supporters.models import Supporter  # noqa: E402
from tests.alerts import mailing  # noqa: E402


def start(number: str) -> object:
    """Through the hold that a person asks for; only its ten minutes are cut short."""
    for index in range(int(number)):
        language = "es" if index % 2 else "en"
        mailing.supporter(language, address=f"reader{index}@mail.example.org")
    page = mailing.english_alert()
    mailing.into_spanish(page)
    alert = mailing.draft(page)
    sending.hold(alert, mailing.sender())
    Alert.objects.filter(pk=alert.pk).update(hold_until=timezone.now())
    return alert.pk


def told() -> object:
    broadcast = Broadcast.objects.first()
    rows = Message.objects.filter(broadcast=broadcast).values_list("subject_id", "state")
    addresses = {each.pk: each.address() for each in Supporter.objects.all()}
    states = {addresses[subject]: state for subject, state in rows}
    return {"state": broadcast.state if broadcast else "", "states": states}


def again() -> object:
    return send_unknown(Broadcast.objects.get().pk)


DEEDS: dict[str, Callable[..., object]] = {"start": start, "told": told, "again": again}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(DEEDS[sys.argv[1]](*sys.argv[2:])))
