"""Renews the data keys of petitions: `manage.py renew_keys 7` or `--all`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campaigns.models import Petition
from campaigns.rekeying import drop_old_keys, renew
from vault.keystore import KeyMissing


class Command(BaseCommand):
    help = "Seal a petition's names under a new data key. May be killed and run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("petitions", type=int, nargs="*", help="ids of petitions")
        parser.add_argument("--all", action="store_true")
        parser.add_argument(
            "--drop",
            action="store_true",
            help="destroy older keys now: backups of before today will not open",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        petitions = Petition.objects.filter(retired_at=None).order_by("pk")
        if not options["all"]:
            petitions = petitions.filter(pk__in=options["petitions"])
        for petition in petitions:
            self._renew(petition)
        if options["drop"]:
            self.stdout.write(f"older keys dropped: {drop_old_keys(rest_seconds=0)}")

    def _renew(self, petition: Petition) -> None:
        try:
            done = renew(petition)
        except KeyMissing as error:
            raise CommandError(f"petition {petition.pk}: its keys are not there") from error
        for each in done:
            if each.rows or each.unopened:
                self.stdout.write(
                    f"petition {petition.pk}, {each.name}: {each.rows:,} rows, "
                    f"{each.a_second:,.0f} a second, {each.unopened:,} open under no key"
                )
