"""`manage.py import_wordpress FILE` brings an old site in; run again, it goes on."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from home.moving.wordpress.bringing import Wishes, bring
from home.moving.wordpress.reading import Export, ExportRefused
from home.moving.wordpress.reporting import Report
from vault.terminals import language_of_terminal


class Command(BaseCommand):
    help = "Bring posts, pages, authors, topics and pictures of a WordPress export (WXR) in."

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add("file", type=Path, help="the export: Tools → Export → All content")
        add("--uploads", type=Path, help="the old site's folder wp-content/uploads")
        add("--language", choices=["en", "es"], default="", help="of what names no language")
        add("--credit", default="", help="printed under pictures that name nobody")
        add("--fetch", action="store_true", help="ask the old site for files that are not there")
        add("--dry-run", action="store_true", help="write nothing but the report")
        add("--report", type=Path, default=Path("wordpress-report.json"))
        add("--say-in", choices=["en", "es"], default=language_of_terminal())

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["say_in"]):
            wishes = Wishes(
                uploads=_folder(options["uploads"]),
                language=options["language"],
                credit=options["credit"],
                fetches=options["fetch"],
                is_dry=options["dry_run"],
            )
            try:
                export = Export(options["file"])
                progress = Progress(self.stderr)
                with Report(options["report"]) as report:
                    bring(export, wishes, report, progress.tell)
                progress.end()
            except ExportRefused as refused:
                raise CommandError(str(refused)) from refused
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from error
            for line in report.summary():
                self.stdout.write(line)
            told = _("All of it, story by story: %(file)s")
            self.stdout.write(told % {"file": options["report"]})


class Progress:
    """How much of the file has been read, once a second, where somebody watches."""

    def __init__(self, out: Any):
        self._out = out
        self._told = 0.0

    def tell(self, export: Export) -> None:
        if not self._out.isatty() or time.monotonic() - self._told < 1:
            return
        self._told = time.monotonic()
        share = export.read / max(export.size, 1)
        self._out.write(f"\r{'█' * int(share * 30):<30} {share:4.0%} ", ending="")
        self._out.flush()

    def end(self) -> None:
        if self._told:
            self._out.write("")


def _folder(path: Path | None) -> Path | None:
    if path is not None and not path.is_dir():
        raise CommandError(_("There is no folder %(path)s.") % {"path": path})
    return path
