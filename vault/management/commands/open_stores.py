"""`manage.py open_stores`: anybody may load pictures and static files, and nothing else there."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vault.sharing_files import NothingToShare, open_stores


class Command(BaseCommand):
    help = "Write the policies of the buckets: pictures as shown and static files are for readers."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            opened = open_stores()
        except NothingToShare as error:
            raise CommandError("Neither MEDIA_STORAGE nor STATIC_STORAGE is set.") from error
        except OSError as error:
            raise CommandError(f"The store refuses: {error}") from error
        for bucket, folders in opened.items():
            for folder in folders:
                self.stdout.write(f"{bucket}: anybody may read {folder or 'everything'}")
