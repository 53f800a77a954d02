"""`manage.py code NAME` says what the app of a demo log-in would show now."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from users.codes import STEP, code_at, secret_of, step_now
from users.models import User


class Command(BaseCommand):
    help = "The code of the second step for a log-in of the demo. Only with DEBUG."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Only with DEBUG: elsewhere each person has their own app.")
        user = User.objects.filter(username=options["username"]).first()
        secret = secret_of(user) if user else None
        if secret is None:
            raise CommandError("Nobody of this name has an app for codes.")
        left = STEP - int(time.time()) % STEP
        self.stdout.write(f"{code_at(secret, step_now())}  ({left} s left)")
