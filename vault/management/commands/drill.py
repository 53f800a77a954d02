"""Tries the newest backup: `manage.py drill --identity FILE`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vault.drilling import NothingToTry, drill


class Command(BaseCommand):
    help = "Restore the newest backup into a database that is dropped again, and check it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="another backup than the newest")
        parser.add_argument("--identity", type=Path, required=True, help="file with the age key")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            status, said = drill(options["identity"], options["file"])
        except NothingToTry as error:
            raise CommandError("There is no backup in BACKUP_DIR.") from error
        self.stdout.write(said)
        if status:
            raise CommandError("The drill failed.")
        self.stdout.write("The drill went well; its database is dropped.")
