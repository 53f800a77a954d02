"""`manage.py reset_factors NAME`, for when nobody gets in who could do it in the admin."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from users.models import User
from users.stewarding import reset_factors


class Command(BaseCommand):
    help = "Take a person's second factors and sessions away; they set one up at the next log-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError("Nobody has this name.")
        count = reset_factors(user, by=None)
        self.stdout.write(f"{count} taken away. The next log-in asks to set one up.")
