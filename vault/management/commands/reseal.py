"""Seals anew under the first of FIELD_ENCRYPTION_KEYS, to the end, so that older ones may go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vault.resealing import reseal_house


class Command(BaseCommand):
    help = "Seal anew what older keys of FIELD_ENCRYPTION_KEYS sealed. May be killed and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        done = reseal_house()
        for each in done:
            self.stdout.write(
                f"{each.name}: {each.rows:,} rows, {each.a_second:,.0f} a second, "
                f"{each.unopened:,} open under no key"
            )
        if any(each.unopened for each in done):
            raise CommandError("Some rows open under no key.")
