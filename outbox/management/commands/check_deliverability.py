"""Will our mail arrive? `--to ana@example.org` mails a code, `--code 123456` opens mail to many."""

from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from outbox.handing import Verdict
from outbox.inspecting.advising import records
from outbox.inspecting.asking import Names, NoAnswer, names_at
from outbox.inspecting.findings import is_well
from outbox.inspecting.inspecting_all import inspect_all
from outbox.inspecting.proving import NoAddress, mail_code
from outbox.opening import CodeIsGone, WrongCode, from_domain, is_at_home, open_bulk, why_shut
from vault.switches import SwitchedOff
from vault.terminals import language_of_terminal


class Command(BaseCommand):
    help = "Say which records mail needs, look whether they are there, and prove that mail arrives."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="", help="mail a code to this address")
        parser.add_argument("--code", default="", help="that was mailed: open mail to many")
        parser.add_argument("--selector", action="append", default=[], help="of a DKIM key")
        parser.add_argument("--bounces", default=_of_bounces(), help="to which domain mail returns")
        parser.add_argument(
            "--resolver", default="", type=_name_server, help="a name server: address:port"
        )
        parser.add_argument("--language", choices=["en", "es"], default=language_of_terminal())

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            is_done = self._open(options["code"]) if options["code"] else self._check(options)
        if not is_done:
            raise SystemExit(1)

    def _open(self, code: str) -> bool:
        try:
            open_bulk(code)
        except WrongCode:
            self._say(_("That is not the code of the last mail. After five tries it ends."))
        except CodeIsGone:
            self._say(_("No code waits for this way of sending, or it is an hour old. See --to."))
        else:
            self._say(_("Broadcasts may leave now."))
            return True
        return False

    def _check(self, options: dict[str, Any]) -> bool:
        names = names_at(options["resolver"])
        wanted = {"selectors": options["selector"], "bounces": options["bounces"].lower()}
        self._say(_("Records for %(domain)s") % {"domain": from_domain()}, "")
        self._advise(names, wanted)
        found = inspect_all(names, **wanted)
        self._say("", _("What is there now"), "")
        self._say(*(f"  {each.mark.label:<9} {each.what}: {each.why}" for each in found), "")
        is_sent = self._mail(options["to"], options["language"]) if options["to"] else True
        self._say(self._standing())
        return is_well(found) and is_sent

    def _advise(self, names: Names, wanted: dict[str, Any]) -> None:
        try:
            self._say(*(f"  {record}" for record in records(names, **wanted)))
        except NoAnswer:
            self._say(_("The name servers do not answer."))

    def _mail(self, to: str, language: str) -> bool:
        try:
            outcome = mail_code(to, language)
        except NoAddress:
            self._say(_("That is no mail address."))
            return False
        except SwitchedOff:
            self._say(_("All mail is stopped: manage.py switch mail on lets it go on."))
            return False
        if outcome.verdict is Verdict.ACCEPTED:
            self._say(_("A code was mailed. When it has arrived: check_deliverability --code CODE"))
            return True
        said = {"code": outcome.code}
        self._say(_("The code could not be mailed; the answer was “%(code)s”.") % said)
        return False

    def _standing(self) -> str:
        shut = why_shut()
        if is_at_home():
            return _("Broadcasts may leave: they go to a server on this machine.")
        if shut is None:
            return _("Broadcasts may leave.")
        return _("Broadcasts wait: %(why)s.") % {"why": shut.label}

    def _say(self, *lines: str) -> None:
        for line in lines:
            self.stdout.write(line)


def _of_bounces() -> str:
    """Where a setting says to which mailbox mail comes back, that one's domain."""
    return str(getattr(settings, "BOUNCE_ADDRESS", "")).rpartition("@")[2]


def _name_server(said: str) -> str:
    host, _mark, port = said.rpartition(":")
    if said and not (host and port.isdecimal()):
        raise ArgumentTypeError("address:port")
    return said
