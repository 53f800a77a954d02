"""For the pipe of a mail server: one mail on standard input, answered or passed over in silence.

Exit code 75 asks the mail server to try again; nothing of the mail is printed.
"""

import sys
from argparse import ArgumentParser
from email import message_from_bytes
from email.policy import default as modern
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from outbox.answering import Incoming, answer

ENOUGH = 1_000_000  # bytes that are looked at; the rest is taken and dropped
TRY_AGAIN = 75  # EX_TEMPFAIL


class Command(BaseCommand):
    help = "Answers a reply that a mail server pipes in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="sender", default=None, help="the envelope's sender")
        parser.add_argument("--to", dest="recipient", default="", help="the envelope's recipient")

    def handle(self, *args: Any, **options: Any) -> None:
        content = sys.stdin.buffer.read(ENOUGH)
        while sys.stdin.buffer.read(ENOUGH):
            pass
        message = message_from_bytes(content, policy=modern)
        try:
            answer(Incoming(message, sender=options["sender"], recipient=options["recipient"]))
        except DatabaseError:
            sys.exit(TRY_AGAIN)
