"""`manage.py share_static`: static files of this release go where STATIC_STORAGE says."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vault.sharing_files import NothingToShare, share_static


class Command(BaseCommand):
    help = "Put what collectstatic made into the object store; what is there stays."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            new, all_of_them = share_static()
        except NothingToShare as error:
            raise CommandError("Set STATIC_STORAGE and run collectstatic before.") from error
        except OSError as error:
            raise CommandError(f"The store refuses: {error}") from error
        self.stdout.write(f"{all_of_them} files, {new} of them new")
