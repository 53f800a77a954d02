"""Django's `migrate`, which gives way to readers; see vault/migrating.py."""

from typing import Any

from django.core.management.commands import migrate

from vault.migrating import patiently


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        def told(number: int) -> None:
            self.stdout.write(f"  locked out ({number}); trying again")

        patiently(lambda: super(Command, self).handle(*args, **options), told=told)
