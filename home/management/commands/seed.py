"""`manage.py seed` makes the demo newsroom; `--logins` says whom to log in as."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from home.seeding import demo_logins, seed

HOW_TO_GET_A_CODE = """
The last column is for an app of one-time codes. The code of this moment, without one:
. .run/environment.sh && .run/venv/bin/python manage.py code editor"""


class Command(BaseCommand):
    help = "Make the demo newsroom, or what is missing of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--logins", action="store_true", help="only print the demo log-ins")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["logins"]:
            for part in seed():
                self.stdout.write(f"  {part}")
        for role, username, password, secret in demo_logins():
            self.stdout.write(f"{role:<14} {username:<14} {password}  {secret}".rstrip())
        if settings.DEBUG:
            self.stdout.write(HOW_TO_GET_A_CODE)
