"""Writes to a mailbox again that was silenced: it was full, or its owner has changed their mind.

The address is asked for, so that no shell keeps it in its history.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from supporters.returning import write_again


class Command(BaseCommand):
    help = "Writes to an address again that mail came back from. It asks for the address."

    def handle(self, *args: Any, **options: Any) -> None:
        if not write_again(sys.stdin.readline().strip()):
            raise CommandError(_("Nothing keeps us from writing to this address."))
        self.stdout.write(_("From now on we write to this address again."))
