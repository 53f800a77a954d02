"""`manage.py rebuild_search`: the search index and its words, built anew from what is live."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.tending import rebuild


class Command(BaseCommand):
    help = "Builds the search index anew from what is live. Readers can search meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} pages, topics and authors can be found.")
