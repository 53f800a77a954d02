"""Reads mails that came back: one that a mail server pipes in, or those in a folder."""

import mailbox
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError

from outbox.hearing import hear
from outbox.returning import MOST_BYTES, reports_in

TRY_AGAIN = 75  # EX_TEMPFAIL: the mail server keeps the mail and pipes it in once more


class Command(BaseCommand):
    help = (
        "Reads a mail that came back from standard input, or the new ones of a Maildir. "
        "What is no report about a mail of ours changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", default="", help="the address that the mail came to")
        parser.add_argument("--maildir", help="a Maildir; what was a report is deleted there")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["maildir"]:
                self.stdout.write(f"{_read_folder(Path(options['maildir']))} reports")
            else:
                _read(sys.stdin.buffer.read(MOST_BYTES), options["to"])
        except (DatabaseError, InterfaceError) as error:
            self.stderr.write(f"The database cannot be reached: {type(error).__name__}")
            sys.exit(TRY_AGAIN)


def _read(raw: bytes, to: str) -> bool:
    """True if it was a report about a mail of ours."""
    reports = reports_in(raw, to=to)
    for report in reports:
        hear(report)
    return bool(reports)


def _read_folder(folder: Path) -> int:
    """What is no report stays, as read: a person may have written it."""
    if not (folder / "new").is_dir():
        raise CommandError(f"{folder} is no Maildir: it has no folder named new")
    box = mailbox.Maildir(folder, create=False)
    read = 0
    for key, mail in box.items():
        if mail.get_subdir() != "new":
            continue
        if _read(box.get_bytes(key)[:MOST_BYTES], ""):
            read += 1
            box.remove(key)
        else:
            mail.set_subdir("cur")
            mail.add_flag("S")
            box[key] = mail
    return read
