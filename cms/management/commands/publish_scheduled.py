"""Takes the place of Wagtail's command, which dies at the first refusal and leaves
the rest undone.
"""

from typing import Any

from django.core.management.base import BaseCommand

from cms.publishing import publish_due


class Command(BaseCommand):
    help = "Publish what is due; what is refused stays due."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(publish_due()))
