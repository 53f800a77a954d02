"""`manage.py createadmin NAME` makes the first account, or gives it a new link."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from users.inviting import GOOD_DAYS, invite
from users.models import User


class Command(BaseCommand):
    help = "Make an administrator without a password, and print the link that sets one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--email", default="", help="the link goes there too")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first() or self.made(options)
        link = invite(user, by=None)
        self.stdout.write(f"{link}\n\nGood for {GOOD_DAYS} days and for one use.")

    def made(self, options: dict[str, Any]) -> User:
        user = User(username=options["username"], email=options["email"], is_superuser=True)
        user.set_unusable_password()
        try:
            if user.email:
                validate_email(user.email)
            user.clean_fields(exclude=["password"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.save()
        return user
