"""What the clock of retention does and will do: `manage.py retire --dry-run` changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from campaigns.retiring import due, retire_due, set_clocks


class Command(BaseCommand):
    help = "Erase the identities of petitions whose day has come, and destroy their keys."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say how many, and when.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            for each in due():
                self.stdout.write(f"{each.on}  {each.rows:>8}  petition {each.petition.pk}")
            return
        set_clocks()
        self.stdout.write(str(retire_due()))
