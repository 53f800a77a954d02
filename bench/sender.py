"""A sender of its own process: `python -m bench.sender bulk|tx|bare NUMBER` with our environment.

`bulk` drains broadcasts until nothing is due, `tx` sends mail to one person until it is ended,
`bare` hands NUMBER letters over with no row behind them. Prints its figures as JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator

from bench import circular
from outbox.compiling import compile_draft
from outbox.draining import drain
from outbox.handing import MailServer, Verdict
from outbox.kinds import KINDS
from outbox.models import Broadcast, Queue
from outbox.sending import send_due

PAUSE = 0.05  # seconds in which the bell would ring
LETTER_SECONDS = 15


def main(role: str, number: int) -> None:
    circular.register()
    begun, computed = time.time(), time.process_time()
    sent = sum(ROLES[role](number))
    told = {
        "sent": sent,
        "begun": begun,
        "ended": time.time(),
        "cpu": time.process_time() - computed,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024,
    }
    print(json.dumps(told))


def bulk(_number: int) -> Iterator[int]:
    while sent := drain():
        yield sent


def tx(_number: int) -> Iterator[int]:
    while True:
        yield send_due(Queue.TX)
        time.sleep(PAUSE)


def bare(number: int) -> Iterator[int]:
    text = compile_draft(KINDS[circular.KIND].write(Broadcast(), "en"), "en")
    values = {"leave": "https://news.example.org/u/x", "date": "now", "message_id": "x"}
    with MailServer() as server:
        for address in circular.addresses(number):
            mail = text.fill(address, values)
            outcome = server.hand(mail, deadline=time.monotonic() + LETTER_SECONDS)
            if outcome.verdict is not Verdict.ACCEPTED:
                raise RuntimeError(str(outcome))
            yield 1


ROLES = {"bulk": bulk, "tx": tx, "bare": bare}

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
