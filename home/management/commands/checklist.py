"""`manage.py checklist`: is this Hub safe to be in the open? 1 where something is not."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vault.checklist import Grade, Item, all_items
from vault.terminals import language_of_terminal


class Command(BaseCommand):
    help = "Say in plain words what is unsafe in settings, folders and servers."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--language", choices=["en", "es"], default=language_of_terminal())
        parser.add_argument("--only-tell", action="store_true", help="end with 0 all the same")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            items = all_items()
            self.stdout.write(f"Hub {settings.HUB_VERSION}")
            for item in items:
                self.stdout.write(line(item))
            unsafe = sum(item.grade == Grade.UNSAFE for item in items)
            self.stdout.write(verdict(unsafe))
        if unsafe and not options["only_tell"]:
            raise SystemExit(1)


def line(item: Item) -> str:
    said = f"  {item.grade.label:<9} {item.what}"
    return f"{said}: {item.why}" if item.why else said


def verdict(unsafe: int) -> str:
    if not unsafe:
        return _("Nothing is unsafe.")
    said = ngettext(
        "%(number)d thing is unsafe. Do not let readers in before it is mended.",
        "%(number)d things are unsafe. Do not let readers in before they are mended.",
        unsafe,
    )
    return said % {"number": unsafe}
