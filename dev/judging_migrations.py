"""Judging migrations: old code must run on the new schema, because hosts are renewed one by one.

What takes something away, renames it, or asks for a value that old code does not give, is done in
two steps with a release between them (docs/running.md). Second steps, and what is older than this
rule, stand with a reason in judged_migrations.txt. `python -m dev.judging_migrations`, with a
database of any state.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django_migration_linter.migration_linter import MigrationLinter
from django_migration_linter.sql_analyser.analyser import analyse_sql_statements
from django_migration_linter.sql_analyser.postgresql import PostgresqlAnalyser

from dev.bootstrap import ROOT
from dev.extracting import APPS

JUDGED = Path(__file__).with_name("judged_migrations.txt")
# An index that is made without CONCURRENTLY keeps everybody from writing for as long as it takes.
LARGE = ("campaigns_signature", "outbox_message", "supporters_supporter", "wagtailcore_page")
INDEX = re.compile(r'CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY).* ON "(\w+)"')


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    django.setup()
    problems = [problem for label, name in new_ones() for problem in judge(label, name)]
    print("\n".join(problems))
    return 1 if problems else 0


def new_ones() -> Iterator[tuple[str, str]]:
    """App and name of what is younger than the rule and not a second step."""
    judged, oldest = read(JUDGED.read_text(encoding="utf-8"))
    for app in APPS:
        for file in sorted((ROOT / app / "migrations").glob("[0-9]*.py")):
            is_old = int(file.stem[:4]) <= oldest.get(app, 0)
            if not is_old and f"{app}.{file.stem}" not in judged:
                yield app, file.stem


def read(text: str) -> tuple[dict[str, str], dict[str, int]]:
    """`app.0012_name  why` is a second step; `app 0012` is the last one before the rule."""
    judged, oldest = {}, {}
    for line in text.splitlines():
        first, _space, rest = line.strip().partition(" ")
        if not first or first.startswith("#"):
            continue
        if "." in first:
            judged[first] = rest.strip()
        else:
            oldest[first] = int(rest)
    return judged, oldest


def judge(app: str, name: str) -> Iterator[str]:
    linter = MigrationLinter(None, no_cache=True, no_output=True)
    for problem in problems_of(linter.get_sql(app, name)):
        yield f"{app}.{name}: {problem}"


def problems_of(statements: list[str]) -> list[str]:
    errors, _ignored, _warnings = analyse_sql_statements(PostgresqlAnalyser, statements, [])
    made = {each for line in statements for each in re.findall(r'^CREATE TABLE "(\w+)"', line)}
    found = [each.message for each in errors]
    for line in statements:
        index = INDEX.search(line)
        if index and index[1] in LARGE and index[1] not in made:
            found.append(f"an index of {index[1]} that is not made CONCURRENTLY")
    return found


if __name__ == "__main__":
    sys.exit(main())
