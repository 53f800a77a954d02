"""`manage.py export_site FOLDER`: the whole newsroom in files that other tools read."""

import getpass
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.moving.export.addresses import DEFAULT, Addresses, PatternRefused
from home.moving.export.folders import ExportRunning, FolderTaken
from home.moving.export.leaving import Export, Wish, export_site
from home.moving.export.people import NoKeyOpens, NotAllowed, check_right, number_of_people
from home.moving.export.placing_files import HIDDEN, MISSING
from home.moving.export.proving_person import NameLocked, NotProven, proven
from users.models import User
from vault.terminals import language_of_terminal

TOLD_EVERY = 500


class Command(BaseCommand):
    help = "Write posts, pages, files, redirects and petitions into a folder for other tools."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is not there yet")
        parser.add_argument("--uploads-url", default="", help="where its uploads will be found")
        parser.add_argument("--addresses", default=DEFAULT, help="of a story in the new site")
        parser.add_argument(
            "--people", action="store_true", help="the lists of people, in the clear"
        )
        parser.add_argument("--by", default="", help="with --people: who takes them along")
        parser.add_argument("--language", choices=["en", "es"], default=language_of_terminal())

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            try:
                made = export_site(options["folder"], self._wish(options))
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from error
            except tuple(refusals()) as error:
                raise CommandError(sentence(error)) from error
            self._say_what_was_made(made, options["folder"])

    def _wish(self, options: dict[str, Any]) -> Wish:
        return Wish(
            addresses=Addresses(options["addresses"]),
            uploads_url=options["uploads_url"],
            people=self._who(options["by"]) if options["people"] else None,
            tell=self._tell,
        )

    def _who(self, name: str) -> User:
        """Two questions: who it is, and whether they know how many people they take along."""
        if not name:
            raise CommandError(_("With --people say who takes them along: --by NAME."))
        user = proven(name, ask(_("Password")), ask(_("Code of the second step")).strip())
        check_right(user)
        number = number_of_people()
        self.stdout.write(
            ngettext(
                "The address of %(number)d person will lie in the folder, readable by whoever can "
                "open it.",
                "The addresses of %(number)d people will lie in the folder, readable by whoever "
                "can open it.",
                number,
            )
            % {"number": number}
        )
        if ask(_("Type this number to go on")).strip() != str(number):
            raise CommandError(_("That is another number; nothing was written."))
        return user

    def _tell(self, kind: str, number: int) -> None:
        if number % TOLD_EVERY == 0:
            self.stdout.write(f"  {kinds()[kind]}: {number}")

    def _say_what_was_made(self, made: Export, folder: Path) -> None:
        for kind, said in kinds().items():
            if kind in made.counts:
                self.stdout.write(f"  {said}: {made.counts[kind]}")
        for line in left_out(made):
            self.stdout.write(f"  {line}")
        facts = {"files": made.files, "folder": folder}
        self.stdout.write(_("%(files)d files and a manifest in %(folder)s") % facts)


def kinds() -> dict[str, str]:
    return {
        "stories": _("stories"),
        "pages": _("standing pages"),
        "unpublished_changes": _("live pages with changes that are not published"),
        "petitions": _("records of petitions"),
        "redirects": _("addresses that lead on"),
        "subscribers": _("subscribers"),
        "suppressions": _("addresses that must not be written to"),
        "uploads": _("pictures and documents"),
    }


def left_out(made: Export) -> Iterator[str]:
    hidden = sum(each["why"] == HIDDEN for each in made.left_out)
    missing = sum(each["why"] == MISSING for each in made.left_out)
    restricted = len(made.left_out) - hidden - missing
    if hidden:
        said = ngettext(
            "%(number)d picture stays: its faces must not be shown.",
            "%(number)d pictures stay: their faces must not be shown.",
            hidden,
        )
        yield said % {"number": hidden}
    if missing:
        said = ngettext(
            "%(number)d file stays: it is missing here already.",
            "%(number)d files stay: they are missing here already.",
            missing,
        )
        yield said % {"number": missing}
    if restricted:
        said = ngettext(
            "%(number)d document stays: not everybody may have it.",
            "%(number)d documents stay: not everybody may have them.",
            restricted,
        )
        yield said % {"number": restricted}


def ask(question: str) -> str:
    """Unseen at a terminal; a line of what is piped in otherwise."""
    if sys.stdin.isatty():
        return getpass.getpass(f"{question}: ")
    return sys.stdin.readline().rstrip("\n")


def refusals() -> dict[type[Exception], str]:
    return {
        FolderTaken: _("There is something in this folder already: name another one."),
        ExportRunning: _("Another export is writing this folder."),
        PatternRefused: _("An address begins with a slash and has {slug} in it."),
        NameLocked: _("Too many wrong tries. Wait a quarter of an hour."),
        NotProven: _("Name, password and code do not belong together."),
        NotAllowed: _("This person may not take the list of subscribers out."),
        NoKeyOpens: _("FIELD_ENCRYPTION_KEYS opens none of the addresses; nothing was written."),
    }


def sentence(error: Exception) -> str:
    return next(said for kind, said in refusals().items() if isinstance(error, kind))
