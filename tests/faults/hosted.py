"""What the fault run of many hosts does inside Hub, on one of its hosts:

python -m tests.faults.hosted begin     mail to many may leave; where a petition is signed
python -m tests.faults.hosted sign ana@example.org
python -m tests.faults.hosted signed    how many signatures there are, and how many mails of them
                                        have not left
"""

import json
import sys
from collections.abc import Callable

import django

django.setup()

from campaigns.joining import CONFIRMATION  # noqa: E402
from campaigns.models import Petition, Signature  # noqa: E402
from campaigns.signing import sign as sign_petition  # noqa: E402
from outbox.models import Message, State  # noqa: E402
from outbox.opening import ask, open_bulk  # noqa: E402
from tests import making  # noqa: E402
from vault.ringing import rung  # noqa: E402


def begin() -> object:
    open_bulk(ask())
    return making.campaign(making.petition())["en"].sign_url()


def sign(address: str) -> object:
    """Without a web server: the bell is rung by this very process."""
    petition = Petition.objects.first() or making.petition()
    sign_petition(petition, making.wish(email=address))
    rung()
    return "signed"


def signed() -> object:
    left = Message.objects.filter(kind=CONFIRMATION).exclude(state=State.SENT)
    return [Signature.objects.count(), left.count()]


DEEDS: dict[str, Callable[..., object]] = {"begin": begin, "sign": sign, "signed": signed}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(DEEDS[sys.argv[1]](*sys.argv[2:])))
