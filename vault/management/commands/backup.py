"""Makes a backup now, whatever the timetable says: `manage.py backup`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vault.backing_up import AlreadyRunning, NoRecipient, back_up
from vault.dumping import DumpFailed
from vault.identities import RecipientRefused
from vault.placing_backups import NotSent


class Command(BaseCommand):
    help = "Write database and media into one file that only BACKUP_RECIPIENT opens; no keys."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = back_up()
        except NoRecipient as error:
            raise CommandError(
                "BACKUP_RECIPIENT is not set: a backup that is not sealed is not made."
            ) from error
        except RecipientRefused as error:
            raise CommandError("BACKUP_RECIPIENT is no public key of age.") from error
        except AlreadyRunning as error:
            raise CommandError("A backup is being made already.") from error
        except DumpFailed as error:
            raise CommandError(f"pg_dump gave up: {error}") from error
        except NotSent as error:
            raise CommandError(f"It lies here, but could not be sent: {error}") from error
        self.stdout.write(
            f"{made.path}\n{made.bytes:,} bytes, {made.rows:,} rows, {made.files:,} files, "
            f"{made.seconds:.1f} seconds\n"
            "The keys are not in it: neither the keystore nor FIELD_ENCRYPTION_KEYS nor "
            "SECRET_KEY. Keep them elsewhere (manage.py custodian_copy)."
        )
