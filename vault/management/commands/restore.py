"""Restores a backup: `manage.py restore FILE --identity FILE`. Beat and workers must not run."""

import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vault.archiving import ArchiveBroken
from vault.copying_journal import opened_journal
from vault.dumping import DumpFailed
from vault.identities import IdentityRefused
from vault.restoring import NotEmpty, Restored, TooOld, Wish, restore

REFUSALS = {
    NotEmpty: "The database is not empty. With --over everything in it is replaced.",
    TooOld: "It is older than the journal of erasures reaches: it would bring back who was erased.",
    IdentityRefused: "That is no file with an identity of age.",
    ArchiveBroken: "It does not open with this identity, was changed, or is no backup",
    DumpFailed: "pg_restore gave up, and nothing is in the database",
}


class Command(BaseCommand):
    help = "Restore a backup, and let go again what was erased since it was made."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--identity", type=Path, required=True, help="file with the age key")
        parser.add_argument("--over", action="store_true", help="replace what is in the database")
        parser.add_argument(
            "--journal", type=Path, action="append", default=[], help="a sealed copy: erasures.age"
        )
        parser.add_argument(
            "--drill", action="store_true", help="run no clocks and change nothing in the keystore"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            try:
                journals = [
                    opened_journal(copy, options["identity"], _folder(scratch, number))
                    for number, copy in enumerate(options["journal"])
                ]
                wish = Wish(over=options["over"], journals=journals, clocks=not options["drill"])
                restored = restore(options["file"], options["identity"], wish)
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from error
            except tuple(REFUSALS) as error:
                raise CommandError(_refusal(error)) from error
        self._tell(restored)
        if restored.differing or any(each.unopened for each in restored.seals):
            raise CommandError("Not everything is as it should be; see above.")

    def _tell(self, restored: Restored) -> None:
        say = self.stdout.write
        say(f"backup of {restored.at:%Y-%m-%d %H:%M} UTC")
        say(f"{sum(restored.rows.values()):,} rows, {restored.files:,} files")
        for name, (wanted, found) in sorted(restored.differing.items()):
            say(f"differs: {name} had {wanted:,} rows and has {found:,}")
        say(f"journal of erasures: {restored.lines:,} lines")
        for kinds, number in sorted(restored.let_go.items()):
            say(f"let go again: {number:,} ({kinds})")
        for each in restored.seals:
            if each.rows:
                say(f"sealed: {each.name}, {each.rows:,} tried, {each.unopened:,} do not open")


def _refusal(error: Exception) -> str:
    told = next(text for kind, text in REFUSALS.items() if isinstance(error, kind))
    return told if told.endswith(".") else f"{told}: {error}"


def _folder(scratch: str, number: int) -> Path:
    folder = Path(scratch) / str(number)
    folder.mkdir()
    return folder
