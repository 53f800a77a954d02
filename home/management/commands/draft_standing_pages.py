"""`manage.py draft_standing_pages`: the page on privacy and the accessibility statement."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cms.actors import acting_as
from home.standing import OF_ANY_NEWSROOM, make_pages


class Command(BaseCommand):
    help = "Draft the pages on privacy and accessibility in both languages, where there are none."

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as("seed"), transaction.atomic():
            for title in make_pages(OF_ANY_NEWSROOM, is_live=False):
                self.stdout.write(f"  {title}")
