"""`manage.py switch` says what is stopped; `switch signing off` stops it, `switch signing on` lets
it go on.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from vault.switches import Switch, forget, is_on, switch_off, switch_on
from vault.terminals import language_of_terminal


class Command(BaseCommand):
    help = "Stop signing, subscribing, mail to many, all mail or tips for everybody, or go on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", choices=Switch.values)
        parser.add_argument("state", nargs="?", choices=["on", "off"])
        parser.add_argument("--language", choices=["en", "es"], default=language_of_terminal())

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            if options["state"]:
                throw = switch_off if options["state"] == "off" else switch_on
                throw(Switch(options["name"]))
            forget()
            for switch in Switch:
                if options["name"] in (None, switch):
                    self.stdout.write(said(switch))


def said(switch: Switch) -> str:
    state = _("goes on") if is_on(switch) else _("is stopped")
    return f"{switch.value:<12} {switch.label}: {state}"
